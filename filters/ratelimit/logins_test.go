package ratelimit

import (
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

const locked = "421 4.7.0 too many failed logins with this name, try again in 60 seconds"

// Whoever guesses in many sessions at once has no more guesses than one who waits for each answer.
func TestGuessingAtOnce(t *testing.T) {
	const guessers, burst = 50, 5
	g := newGate(t, "login failed_logins 1/1m 5")
	var passed atomic.Int32
	var done sync.WaitGroup
	for range guessers {
		done.Go(func() {
			s := g.session("192.0.2.25")
			if s.login("alice") == "" {
				passed.Add(1)
			}
		})
	}
	done.Wait()
	if n := passed.Load(); n != burst {
		t.Errorf("%d guesses at once", n)
	}
}

func TestOutcomes(t *testing.T) {
	for code, counts := range map[int]bool{235: false, 421: false, 454: false, 432: false, 500: true, 535: true, 501: true} {
		g := newGate(t, "login failed_logins 1/1m")
		s := g.session("192.0.2.25")
		want(t, s.login("alice"), "")
		want(t, g.session("192.0.2.25").login("alice"), locked) // undecided is taken
		s.hears("NOOP", 250)
		s.hears("AUTH", code)
		s.hears("AUTH", 235) // to an attempt that was refused before the Login hooks
		heard := g.session("192.0.2.25").login("alice")
		if (heard == locked) != counts {
			t.Errorf("%d: %q", code, heard)
		}
	}
}

// A session may try again and again; each attempt is settled by its own reply.
func TestAttemptsOfOneSession(t *testing.T) {
	s := newGate(t, "login failed_logins 2/2m").session("192.0.2.25")
	for _, code := range []int{535, 235, 454, 535} {
		want(t, s.login("alice"), "")
		s.hears("AUTH", code)
	}
	want(t, s.login("ALICE "), locked)
	s.hears("AUTH", 235) // of another name, say
	want(t, s.login("alice"), locked)
	want(t, s.login("bob"), "")
}

// EXTERNAL asks without a name, and again where one follows: it is one attempt.
func TestAskedTwice(t *testing.T) {
	g := newGate(t, "client.ip failed_logins 2/2m")
	for range 5 {
		s := g.session("192.0.2.25")
		want(t, s.login(""), "")
		want(t, s.login("alice"), "")
		s.hears("AUTH", 235)
	}
}

// An attempt without an answer, as when the server dies at PASS, is taken until its session ends; one that has failed stays taken.
func TestUnanswered(t *testing.T) {
	g := newGate(t, "login failed_logins 1/1m")
	s := g.session("192.0.2.25")
	want(t, s.login("alice"), "")
	want(t, g.session("192.0.2.25").login("alice"), locked)
	s.run.Close()
	s = g.session("192.0.2.25")
	want(t, s.login("alice"), "")
	s.hears("AUTH", 535)
	s.run.Close()
	want(t, g.session("192.0.2.25").login("alice"), locked)
}

// Attempts without a name are the client's.
func TestHiddenName(t *testing.T) {
	g := newGate(t, "login failed_logins 1/1m")
	s := g.session("192.0.2.25")
	want(t, s.login("alice"), "")
	s.hears("AUTH", 535)
	want(t, s.login(""), "")
	s.hears("AUTH", 235)
	want(t, s.login(" "), "")
	s.hears("AUTH", 535)
	want(t, s.login(""), "421 4.7.0 too many failed logins from 192.0.2.25, try again in 60 seconds")
	want(t, g.session("192.0.2.26").login(""), "")
	want(t, g.session("192.0.2.25").login("from 192.0.2.25"), "")
}

// Who is locked out waits, and is told so in the words of the protocol: SMTP closes the connection, POP3 says what is wrong.
func TestLockedOut(t *testing.T) {
	const text = "too many failed logins with this name, try again in 60 seconds"
	for protocol, want := range map[filters.Protocol]filters.Decision{
		filters.SMTP: {Action: filters.Disconnect, Reply: filters.Reply{Code: 421, Enhanced: "4.7.0", Lines: []string{text}}},
		filters.POP3: {Action: filters.Answer, Reply: filters.StatusReply(false, "AUTH", text)},
	} {
		s := newGate(t, "login failed_logins 1/1m").session("192.0.2.25")
		s.protocol = protocol
		s.login("alice")
		want.Delay, want.Filter = pause, "rate_limit"
		have := s.run.Login(&filters.Login{Name: "alice", Mechanism: "PLAIN"})
		if have.Why = ""; !reflect.DeepEqual(have, want) {
			t.Errorf("%s: have %+v, want %+v", protocol, have, want)
		}
	}
}

// In POP3 -ERR is the outcome, unless its response code says that it isn't about the password.
func TestOutcomesInPOP3(t *testing.T) {
	for _, test := range []struct {
		ok     bool
		code   string
		counts bool
	}{
		{true, "", false}, {false, "", true}, {false, "AUTH", true}, {false, "SYS/PERM", true}, {false, "SYS", true}, {false, "X-BUSY", true},
		{false, "SYS/TEMP", false}, {false, "sys/temp", false}, {false, "SYS/TEMP/LDAP", false}, {false, "SYS/TEMPO", true},
		{false, "IN-USE", false}, {false, "LOGIN-DELAY", false}, {false, "IN-USER", true},
	} {
		for _, verb := range []string{"PASS", "APOP", "AUTH"} {
			g := newGate(t, "login failed_logins 1/1m")
			s := g.session("192.0.2.25")
			s.protocol = filters.POP3
			want(t, s.login("alice"), "")
			s.hearsStatus("USER", false, "")
			s.hearsStatus(verb, test.ok, test.code)
			s.hearsStatus(verb, true, "") // to an attempt that was refused before the Login hooks
			if heard := g.session("192.0.2.25").login("ALICE"); (heard == locked) != test.counts {
				t.Errorf("%s, %+v: %q", verb, test, heard)
			}
		}
	}
}

// The same guesser at both doors has one bucket in a store that both share, and pays by address where the name is hidden.
func TestGuessingInBothProtocols(t *testing.T) {
	g := newGate(t, "login failed_logins 2/2m")
	for _, name := range []string{"alice", ""} {
		s := g.session("192.0.2.25")
		want(t, s.login(name), "")
		s.hears("AUTH", 535)
		p := g.session("192.0.2.25")
		p.protocol = filters.POP3
		want(t, p.login(name), "")
		p.hearsStatus("PASS", false, "AUTH")
		want(t, strings.Fields(p.login(name))[0], "0")
		want(t, strings.Fields(s.login(name))[0], "421")
	}
}

// Where a session ends while the store is away, that is noted.
func TestPutBackFailsAtTheEnd(t *testing.T) {
	g := newGate(t, "login failed_logins 1/1m")
	g.values = &unreachable{g.values, 1}
	s := g.session("192.0.2.25")
	s.login("alice")
	s.run.Close()
	if len(s.notes) != 1 || !strings.HasPrefix(s.notes[0], "rate_limit.not_put_back = ") || len(s.failures) != 0 {
		t.Error(s.notes, s.failures)
	}
}

// A store that is away when an attempt is to be put back is a failure, and the client hears the server all the same.
func TestPutBackFails(t *testing.T) {
	g := newGate(t, "login failed_logins 1/1m")
	g.values = &unreachable{g.values, 1}
	s := g.session("192.0.2.25")
	s.login("alice")
	r := &filters.Reply{Code: 235, Lines: []string{"welcome"}}
	if d := s.run.Reply(filters.Command{Verb: "AUTH"}, r); d.Action != filters.Go || r.Code != 235 || len(s.failures) != 1 {
		t.Error(d, r, s.failures)
	}
}
