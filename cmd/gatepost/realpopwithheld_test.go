//go:build linux

package main

import (
	"fmt"
	"testing"
)

// sequels are what programs do when a filter refuses message 2 of 4, by how the gate says so. Each is run twice. That message 2 was deleted in a
// second session means that the program knew its UIDL from the first, and didn't ask for the message again.
var sequels = []struct {
	program, gate string
	keep          bool
	first, second sequel
}{
	// A notice is a message like others, to who keeps mail at the server.
	{"curl", "popnotice", true, sequel{4, "1234"}, sequel{4, "1234"}},
	{"poplib", "popnotice", true, sequel{4, "1234"}, sequel{4, "1234"}},
	{"fetchmail", "popnotice", true, sequel{4, "1234"}, sequel{4, "1234"}},
	{"mpop", "popnotice", true, sequel{4, "1234"}, sequel{4, "1234"}},

	// Who deletes it hears -ERR to DELE. fetchmail goes no further then, and comes back for the notice; mpop fetches all messages before it
	// deletes any, and leaves without QUIT.
	{"poplib", "popnotice", false, sequel{4, "2"}, sequel{4, "2"}},
	{"fetchmail", "popnotice", false, sequel{2, "234"}, sequel{3, "234"}},
	{"mpop", "popnotice", false, sequel{4, "1234"}, sequel{4, ""}},

	// At -ERR to RETR mpop gives up, each time; the others go on with the next message.
	{"curl", "poperror", true, sequel{3, "1234"}, sequel{3, "1234"}},
	{"poplib", "poperror", true, sequel{3, "1234"}, sequel{3, "1234"}},
	{"fetchmail", "poperror", true, sequel{3, "1234"}, sequel{3, "1234"}},
	{"mpop", "poperror", true, sequel{1, "1234"}, sequel{1, "1234"}},
	{"poplib", "poperror", false, sequel{3, "2"}, sequel{3, "2"}},
	{"fetchmail", "poperror", false, sequel{3, "2"}, sequel{3, "2"}},
	{"mpop", "poperror", false, sequel{1, "1234"}, sequel{1, "1234"}},
}

// sequel is how many files a program has after a run, and which messages are left at the server.
type sequel struct {
	fetched int
	left    string
}

// TestWithheld has real clients fetch what a filter doesn't let through.
func TestWithheld(t *testing.T) {
	needReal(t, "dovecot", "fetchmail", "mpop", "curl", "python3")
	d := startDovecot(t)
	addrs := map[string]string{}
	for _, name := range []string{"popnotice", "poperror"} {
		addrs[name] = variant{name, "gatepost-holding"}.gate(t, d.addr)
	}
	for _, test := range sequels {
		t.Run(fmt.Sprintf("%s %s keep=%t", test.program, test.gate, test.keep), func(t *testing.T) {
			m := d.maildrop(t, few(4)...)
			e := errandTo(t, addrs[test.gate], m.user, test.keep)
			for _, want := range []sequel{test.first, test.second} {
				said, err := fetcherNamed(test.program).fetch(t, e)
				if have := (sequel{len(e.fetched(t)), m.leftNumbers(t)}); have != want {
					t.Errorf("%+v, want %+v\n%v, said %.4000s", have, want, err, said)
				}
			}
		})
	}
}

func fetcherNamed(name string) *fetcher {
	for _, f := range fetchers {
		if f.name == name {
			return &f
		}
	}
	return nil
}

// leftNumbers are the numbers of fewer than ten messages that are still there.
func (m *maildrop) leftNumbers(t testing.TB) (digits string) {
	for _, n := range m.left(t) {
		digits += fmt.Sprint(n)
	}
	return digits
}
