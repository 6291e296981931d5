package ratelimit

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

const locked = "454 4.7.0 too many failed logins with this name, try again in 60 seconds"

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

// An attempt without an answer stays counted.
func TestUnanswered(t *testing.T) {
	g := newGate(t, "login failed_logins 1/1m")
	s := g.session("192.0.2.25")
	want(t, s.login("alice"), "")
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
	want(t, s.login(""), "454 4.7.0 too many failed logins from 192.0.2.25, try again in 60 seconds")
	want(t, g.session("192.0.2.26").login(""), "")
	want(t, g.session("192.0.2.25").login("from 192.0.2.25"), "")
}

// In POP3 there are no codes: +OK or -ERR is the outcome.
func TestRefusedPasswords(t *testing.T) {
	for _, verb := range []string{"PASS", "APOP", "AUTH"} {
		g := newGate(t, "login failed_logins 1/1m")
		s := g.session("192.0.2.25")
		s.protocol = filters.POP3
		s.login("alice")
		s.hears("USER", 0)
		s.hears(verb, 0)
		d := s.run.Login(&filters.Login{Name: "alice", Mechanism: "USER"})
		if d.Action != filters.Answer || d.Reply.Enhanced != "SYS/TEMP" || d.Reply.Lines[0] != locked[len("454 4.7.0 "):] {
			t.Errorf("%s: %+v", verb, d)
		}
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
