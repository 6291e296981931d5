package filters_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestSessionInAHook(t *testing.T) {
	h := newHost()
	h.hello, h.user = filters.Hello{Name: "client.example", Extended: true}, "alice"
	h.mail(t, "<a@example.org>")
	h.recipients = []filters.Path{recipientOf(t, "<b@example.net>")}
	have := ""
	run := chainOf(t, entry("a", filters.AtRecipient, func(s *filters.Session) filters.Verdict {
		have = fmt.Sprintln(s.ID(), s.Front(), s.Protocol(), s.Client(), s.Hello(), s.TLS().Version, s.User(), s.Sender(), s.Recipients(), s.Transaction(), s.Now().Format(time.DateTime), s.Context().Err())
		return filters.Pass()
	})).Begin(h)
	put(t, run, filters.AtRecipient)
	want(t, have, "session-1 inbound smtp 192.0.2.25:1025 {client.example true} TLS 1.3 alice <a@example.org> [<b@example.net>] 1 2026-01-02 03:04:05 <nil>\n")
}

// Before, between and after hooks a session says nothing, and its context has ended.
func TestSessionOutsideAHook(t *testing.T) {
	var kept *filters.Session
	h := newHost()
	h.hello, h.user, h.dns = filters.Hello{Name: "client.example"}, "alice", &names{}
	h.mail(t, "<a@example.org>")
	h.recipients = []filters.Path{recipientOf(t, "<b@example.net>")}
	run := chainOf(t, entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
		kept = s
		return filters.Pass()
	})).Begin(h)
	put(t, run, filters.AtHello)
	h.said()
	for _, s := range []*filters.Session{kept, {}} {
		if s.ID() != "" || s.Front() != "" || s.Protocol() != "" || s.Client() != (filters.Client{}) || s.Hello() != (filters.Hello{}) ||
			s.TLS() != (filters.TLS{}) || s.User() != "" || s.Sender() != (filters.Path{}) || s.Recipients() != nil || s.Transaction() != 0 || !s.Now().IsZero() {
			t.Error("it still speaks")
		}
		if !errors.Is(s.Context().Err(), context.Canceled) {
			t.Error("its context has not ended")
		}
		if _, err := s.Resolver().Addrs("example.org"); err == nil {
			t.Error("DNS answers")
		}
		if _, err := s.Store().SetNew("key", "value", time.Hour); err == nil {
			t.Error("the store takes values")
		}
	}
	kept.Note("test.late", "late")
	want(t, kept.Noted("test.late"), "")
	run.Close()
	want(t, h.said(), "")
}

// The context ends with the hook, so that what it has started can't go on.
func TestContextEndsWithTheHook(t *testing.T) {
	var ctx context.Context
	run := chainOf(t, entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
		ctx = s.Context()
		return filters.Pass()
	})).Begin(newHost())
	put(t, run, filters.AtHello)
	if ctx.Err() == nil {
		t.Error("the context goes on")
	}
}

func TestContextEndsWithTheSession(t *testing.T) {
	h := newHost()
	ctx, tearDown := context.WithCancel(context.Background())
	h.ctx = ctx
	run := chainOf(t, entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
		tearDown()
		return waiting(s)
	})).Begin(h)
	want(t, words(put(t, run, filters.AtHello)), failed)
	want(t, h.said(), "a Hello: context canceled; on_error defer")
}

func TestNotesAreCleanedAndCut(t *testing.T) {
	for _, c := range [][2]string{
		{"plain", "plain"}, {"a\r\nb\tc\x1b[31m", "a??b c?[31m"}, {"\u202eevil\u2069", "?evil?"}, {"\xff\xfe", "??"},
		{strings.Repeat("x", 1001), strings.Repeat("x", 1000)},
		{strings.Repeat("x", 999) + "\u00e9", strings.Repeat("x", 999)},
		{strings.Repeat("x", 998) + "\u00e9", strings.Repeat("x", 998) + "\u00e9"},
	} {
		h := newHost()
		noted := ""
		run := chainOf(t, entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
			s.Note("test.key\n"+strings.Repeat("k", 100), c[0])
			noted = s.Noted("test.key?" + strings.Repeat("k", 91))
			return filters.Pass()
		})).Begin(h)
		put(t, run, filters.AtHello)
		want(t, noted, c[1])
		want(t, h.said(), "a Hello: test.key?"+strings.Repeat("k", 91)+"="+c[1]+"\na Hello: pass")
	}
}

func TestNotesAreBounded(t *testing.T) {
	h := newHost()
	run := chainOf(t, entry("a", filters.AtCommand, func(s *filters.Session) filters.Verdict {
		for i := range 200 {
			s.Note(fmt.Sprint("test.", i), "x")
		}
		return filters.Pass()
	}), entry("b", filters.AtCommand, func(s *filters.Session) filters.Verdict {
		if s.Noted("test.99") != "x" || s.Noted("test.100") != "" {
			t.Error("the first hundred notes of a call count")
		}
		return filters.Pass()
	})).Begin(h)
	for range 20 {
		put(t, run, filters.AtCommand)
		if n := len(h.reports); n != 102 {
			t.Fatalf("%d reports, want 100 notes and two verdicts", n)
		}
		h.reports = nil
	}
}

// A session remembers the last thousand notes.
func TestOldNotesAreForgotten(t *testing.T) {
	h := newHost()
	n, have := 0, ""
	run := chainOf(t, entry("a", filters.AtCommand, func(s *filters.Session) filters.Verdict {
		s.Note(fmt.Sprint("test.", n), "x")
		n++
		have = s.Noted("test.0")
		return filters.Pass()
	})).Begin(h)
	for range 1000 {
		put(t, run, filters.AtCommand)
	}
	want(t, have, "x")
	put(t, run, filters.AtCommand)
	put(t, run, filters.AtCommand)
	want(t, have, "")
}

// noting notes the moment and says what it finds noted, in order.
func noting(found *[]string) *filters.Filter {
	return all(func(s *filters.Session) filters.Verdict {
		*found = append(*found, s.Noted("test.key"))
		return filters.Pass()
	})
}

// A note counts in its transaction, one from outside of any in all.
func TestNotedGoesByTransaction(t *testing.T) {
	h := newHost()
	value := ""
	var found []string
	c := chainOf(t, filters.Entry{Label: "a", Filter: all(func(s *filters.Session) filters.Verdict {
		if value != "" {
			s.Note("test.key", value)
			value = ""
		}
		return filters.Pass()
	})}, filters.Entry{Label: "b", Filter: noting(&found)})
	run := c.Begin(h)
	step := func(note string, at filters.Moment) {
		value = note
		put(t, run, at)
	}
	step("", filters.AtConnect)
	step("session", filters.AtHello)
	// The host counts a transaction before it asks about its sender, who is settled afterwards.
	h.number++
	step("first", filters.AtSender)
	h.sender = senderOf(t, "<a@example.org>")
	step("", filters.AtRecipient)
	step("more", filters.AtMessage)
	h.sender = filters.Path{}
	step("", filters.AtCommand)
	h.number++
	step("", filters.AtSender)
	h.sender = senderOf(t, "<a@example.org>")
	step("second", filters.AtRecipient)
	step("", filters.AtMessage)
	h.sender = filters.Path{}
	step("last", filters.AtCommand)
	h.number++
	step("", filters.AtSender)
	want(t, strings.Join(found, " "), " session first first more session session second second last last")
}

// What is noted of one message that comes down is not known of the next.
func TestNotedGoesByFetchedMessage(t *testing.T) {
	h := newHost()
	h.protocol = filters.POP3
	value := ""
	var found []string
	run := chainOf(t, filters.Entry{Label: "a", Filter: all(func(s *filters.Session) filters.Verdict {
		if value != "" {
			s.Note("test.key", value)
		}
		return filters.Pass()
	})}, filters.Entry{Label: "b", Filter: noting(&found)}).Begin(h)
	for _, step := range []struct {
		note string
		at   filters.Moment
	}{{"session", filters.AtLogin}, {"first", filters.AtHeader}, {"", filters.AtMessage}, {"", filters.AtCommand}, {"", filters.AtHeader}, {"second", filters.AtMessage}} {
		if step.at == filters.AtHeader {
			h.number++
		}
		value = step.note
		put(t, run, step.at)
	}
	want(t, strings.Join(found, " "), "session first first session session second")
}

// A sender that was refused belongs to a transaction that is over.
func TestNotedAfterARefusedSender(t *testing.T) {
	h := newHost()
	have := "none"
	c := chainOf(t, filters.Entry{Label: "a", Filter: &filters.Filter{
		Sender: func(s *filters.Session, _ *filters.Path) filters.Verdict {
			s.Note("test.key", "refused")
			return filters.Refuse("5.7.1", "no")
		},
		Close: func(s *filters.Session) { have = s.Noted("test.key") },
	}})
	run := c.Begin(h)
	h.number++
	put(t, run, filters.AtSender)
	run.Close()
	want(t, have, "")
}

func TestLastNoteCounts(t *testing.T) {
	have := ""
	run := chainOf(t, entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
		s.Note("test.key", "one")
		s.Note("test.key", "two")
		return filters.Verdict{}
	}), entry("b", filters.AtConnect, func(s *filters.Session) filters.Verdict {
		have = s.Noted("test.key") + s.Noted("test.other")
		return filters.Pass()
	})).Begin(newHost())
	put(t, run, filters.AtHello)
	run.Connect()
	want(t, have, "two")
}
