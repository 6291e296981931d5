package ratelimit

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// Every count goes with every key with which it makes sense: once, then never again in a minute.
func TestCombinations(t *testing.T) {
	clients, logins, all := 2, 3, 7
	for count, keys := range map[string]int{"connections": clients, "failed_logins": logins, "messages": all, "recipients": all, "bytes": all} {
		for i, key := range keysOf("") {
			_, err := New(filters.NewOptions(filters.Block{Type: "rate_limit", Settings: settings(key + " " + count + " 1/1m")}))
			if i >= keys {
				if err == nil || !strings.Contains(err.Error(), "option key: "+count+" can't be counted by "+key+", only by client.ip, ") {
					t.Errorf("%s by %s: %v", count, key, err)
				}
				continue
			}
			g := newGate(t, key+" "+count+" 1/1m")
			want(t, g.all(count), "")
			if heard := g.all(count); !strings.Contains(heard, "too many "+strings.ReplaceAll(count, "_", " ")+" ") || !strings.HasSuffix(heard, "try again in 60 seconds") {
				t.Errorf("%s by %s: %q", count, key, heard)
			}
		}
	}
}

// all is what a client hears of the moment at which something is counted; "" if it is let through.
func (g *gate) all(count string) string {
	s := g.session("192.0.2.25")
	s.user = "alice"
	defer s.run.Close()
	switch count {
	case "connections":
		return s.connect()
	case "failed_logins":
		defer s.hears("AUTH", 535)
		return s.login("alice")
	}
	if heard := s.mail("<a@client.example>") + s.rcpt("<carol@example.org>"); heard != "" || count != "bytes" {
		return heard
	}
	return s.data(1)
}

func TestOptionsRefused(t *testing.T) {
	for options, want := range map[string]string{
		"- messages 1/1s":                "option key: say by what to count",
		"client.ip - 1/1s":               "option count: say what to count",
		"client.ip messages -":           `option limit: say how many in how much time, such as "60/1m"`,
		"client.ip messages 1/1s -1":     "option burst: want 0 or more, have -1",
		"client.ip messages 0/1s":        `option limit: want a rate such as "60/1m", neither of them 0, have "0/1s"`,
		"client.ip bytes 1KiB/1h 50":     `option burst: want a size with a unit such as "50MB", or "50B" if bytes are meant, have`,
		"client.ip messages 1KiB/1m":     `option limit: messages are no bytes: want a number of them, such as "60/1m"`,
		"client.ip messages 1/1m 5MiB":   "option burst: want a whole number, have \"5MiB\"",
		"client.ip bytes 1B/1m -1":       "option burst: want a size such as",
		"client messages 1/1s":           `option key: want "client.ip", `,
		"client.ip message 1/1s":         `option count: want "connections", `,
		"sender connections 1/1s":        "option key: connections can't be counted by sender, only by client.ip, client.network",
		"recipient failed_logins 1/1s":   "option key: failed_logins can't be counted by recipient, only by client.ip, client.network, login",
		"login connections 1/1s 9999999": "option key: connections can't be counted by login",
	} {
		_, err := New(filters.NewOptions(filters.Block{Type: "rate_limit", Settings: settings(options)}))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: %v, want %q", options, err, want)
		}
	}
}

// TestNothingSet: what is needed is asked for, all at once.
func TestNothingSet(t *testing.T) {
	_, err := New(filters.NewOptions(filters.Block{Type: "rate_limit"}))
	if err == nil || strings.Count(err.Error(), "say ") != 3 {
		t.Error(err)
	}
}

func TestManual(t *testing.T) {
	o := filters.NewManual("rate_limit", "")
	New(o)
	var names []string
	for _, use := range filters.OptionUses(o) {
		names = append(names, use.Name)
	}
	want(t, strings.Join(names, " "), "key count limit burst")
}

func TestBurst(t *testing.T) {
	for options, most := range map[string]int{"client.ip messages 3/1h": 3, "client.ip messages 3/1h 0": 3, "client.ip messages 3/1h 7": 7} {
		s := newGate(t, options).session("192.0.2.25")
		n := 0
		for s.mail("<a@client.example>") == "" {
			n++
		}
		if n != most {
			t.Errorf("%s: %d at once", options, n)
		}
	}
}

// A size is said as one thinks of it.
func TestBurstOfBytes(t *testing.T) {
	for options, most := range map[string]int{"client.ip bytes 1KiB/1h": 1024, "client.ip bytes 1B/1h 2KiB": 2048, "client.ip bytes 1B/1h 2000B": 2000} {
		s := newGate(t, options).session("192.0.2.25")
		s.mail("<a@client.example>")
		if heard := s.data(most + 1); !strings.HasPrefix(heard, "552 5.3.4 ") {
			t.Errorf("%s: %q", options, heard)
		}
		want(t, s.data(most), "")
	}
}

// What can't pass isn't sent, and what isn't counted can pass.
func TestAnnouncedBytes(t *testing.T) {
	const over = "552 5.3.4 a message of 11 bytes is more than the 10 that can pass at once"
	for _, test := range []struct{ options, from, want string }{
		{"client.ip bytes 10B/1m", "<a@client.example> SIZE=10", ""},
		{"client.ip bytes 10B/1m", "<a@client.example> SIZE=11", over},
		{"client.ip bytes 10B/1m", "<a@client.example>", ""},
		{"recipient bytes 10B/1m", "<a@client.example> SIZE=11", over},
		{"sender bytes 10B/1m", "<> SIZE=11", ""},
		{"login bytes 10B/1m", "<a@client.example> SIZE=11", ""},
	} {
		s := newGate(t, test.options).session("192.0.2.25")
		if have := s.mail(test.from); have != test.want || len(s.notes) != min(1, len(have)) {
			t.Errorf("%s, %s: %q, notes %q", test.options, test.from, have, s.notes)
		}
	}
}

// Networks: who shares a bucket with 192.0.2.25 and with 2001:db8:0:1::25.
func TestClients(t *testing.T) {
	for options, clients := range map[string]map[string]string{
		"client.ip connections 1/1m": {
			"192.0.2.25": "192.0.2.25", "::ffff:192.0.2.25": "192.0.2.25", "192.0.2.26": "",
			"2001:db8:0:1:ffff::1": "2001:db8:0:1::/64", "2001:db8:0:2::25": "",
		},
		"client.network connections 1/1m": {
			"192.0.2.26": "192.0.2.0/24", "192.0.3.25": "", "2001:db8:0:1::26": "2001:db8:0:1::/64", "2001:db8:0:2::25": "",
		},
	} {
		g := newGate(t, options)
		g.session("192.0.2.25").connect()
		g.session("2001:db8:0:1::25").connect()
		for client, whose := range clients {
			wanted := ""
			if whose != "" {
				wanted = "421 4.7.1 too many connections from " + whose + ", try again in 60 seconds"
			}
			want(t, g.session(client).connect(), wanted)
		}
	}
}

// A note is for the record, which may know all.
func TestNote(t *testing.T) {
	g := newGate(t, "sender bytes 10B/1m")
	s := g.session("192.0.2.25")
	s.mail("<Alice@Client.Example>")
	want(t, s.data(8), "")
	want(t, s.data(8), "452 4.7.1 too many bytes from <Alice@Client.Example>, try again in 36 seconds")
	want(t, s.data(11), "552 5.3.4 a message of 11 bytes is more than the 10 that can pass at once")
	want(t, strings.Join(s.notes, "; "), "rate_limit.over = bytes sender alice@client.example; rate_limit.over = bytes sender alice@client.example")
}

// A message whose bytes nobody has to pay may be as large as it is.
func TestUncountedBytes(t *testing.T) {
	s := newGate(t, "sender bytes 10B/1m").session("192.0.2.25")
	s.mail("<>")
	want(t, s.data(1000), "")
}

// POP3 has no envelope: what comes down is counted by client or login, and by nothing that isn't there.
func TestFetchedBytes(t *testing.T) {
	for key, counts := range map[string]bool{
		"client.ip": true, "client.network": true, "login": true,
		"sender": false, "sender.domain": false, "recipient": false, "recipient.domain": false,
	} {
		s := newGate(t, key+" bytes 10B/1m").session("192.0.2.25")
		s.protocol, s.user = filters.POP3, "alice"
		want(t, s.data(10), "")
		if heard := s.data(10); strings.HasPrefix(heard, "0 SYS/TEMP too many bytes from ") != counts {
			t.Errorf("%s: %q", key, heard)
		}
		if heard := s.data(11); (heard == "0 SYS/PERM a message of 11 bytes is more than the 10 that can pass at once") != counts {
			t.Errorf("%s: %q", key, heard)
		}
	}
}

// What another filter has made of an address is none of the client's business.
func TestRewrittenPath(t *testing.T) {
	s := newGate(t, "recipient recipients 1/1m").session("192.0.2.25")
	s.mail("<a@client.example>")
	for _, wanted := range []string{"", "452 4.7.1 too many recipients for <info@example.org>, try again in 60 seconds"} {
		p, _ := filters.ParseRecipient("TO:<info@example.org>", false)
		if err := p.SetMailbox("carol@internal.example"); err != nil {
			t.Fatal(err)
		}
		want(t, said(s.run.Recipient(&p)), wanted)
	}
	want(t, s.rcpt("<info@example.org>"), "")
}

// unreachable is a store that fails after some calls.
type unreachable struct {
	filters.Values
	calls int
}

var errDown = errors.New("the store is down")

func (u *unreachable) Take(ctx context.Context, part, key string, n int64, r filters.Rate, burst int64) (time.Duration, error) {
	if u.calls--; u.calls < 0 {
		return 0, errDown
	}
	return u.Values.Take(ctx, part, key, n, r, burst)
}

const trouble = "451 4.3.0 temporary trouble with a local policy, please try again later"

func TestStoreFails(t *testing.T) {
	for options, use := range map[string]func(*session) string{
		"client.ip messages 5/1m":      func(s *session) string { return s.mail("<a@client.example>") },
		"client.ip failed_logins 5/1m": func(s *session) string { return s.login("alice") },
		"recipient messages 5/1m":      func(s *session) string { return s.rcpt("<carol@example.org>") },
	} {
		g := newGate(t, options)
		g.values = &unreachable{}
		s := g.session("192.0.2.25")
		if heard := use(s); !strings.HasSuffix(heard, trouble[4:]) || len(s.failures) != 1 || !errors.Is(s.failures[0], errDown) {
			t.Errorf("%s: %q, %v", options, heard, s.failures)
		}
	}
}

// A store that fails while bytes are put back is the filter's failure too.
func TestStoreFailsMidway(t *testing.T) {
	g := newGate(t, "recipient bytes 10B/1m")
	g.values = &unreachable{g.values, 3}
	s := g.session("192.0.2.25")
	s.mail("<a@client.example>")
	s.rcpt("<carol@example.org>")
	want(t, s.data(10), "")
	s.recipients = nil
	s.rcpt("<dave@example.org>")
	s.rcpt("<carol@example.org>")
	want(t, s.data(10), trouble)
	if len(s.failures) != 1 || !errors.Is(s.failures[0], errDown) {
		t.Error(s.failures)
	}
}
