package filters_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// Many sessions of one chain at once, some of whose hooks panic, fail or outlive their deadline and go on reading and writing all that
// they were given: under the race detector, which tells if anything of it is shared.
func TestParallelSessions(t *testing.T) {
	const sessions, rounds = 50, 20
	synctest.Test(t, func(t *testing.T) {
		let := make(chan struct{})
		c := chainOf(t, unruly("a", let), filters.Entry{Label: "b", Filter: editing(pass)}, shadowOf("c", editing(pass)),
			filters.Entry{Label: "d", Filter: &filters.Filter{Open: counting}})
		var done sync.WaitGroup
		for range sessions {
			done.Go(func() { talk(t, c, rounds) })
		}
		done.Wait()
		close(let)
		synctest.Wait() // late calls do what they do
	})
}

// unruly is a filter that misbehaves in one transaction of five; it passes when it fails.
func unruly(label string, let chan struct{}) filters.Entry {
	misbehave := func(s *filters.Session, late func()) filters.Verdict {
		switch s.Transaction() % 5 {
		case 1:
			panic("unruly")
		case 2:
			return filters.Verdict{}
		case 3:
			<-let
			late()
			s.Note("unruly.late", fmt.Sprint(s.Sender(), s.Recipients(), s.Noted("unruly.late")))
			s.Store().Add("late", 1, time.Hour)
		}
		return filters.Pass()
	}
	return filters.Entry{Label: label, OnError: filters.OnErrorPass, Filter: &filters.Filter{
		Sender: func(s *filters.Session, p *filters.Path) filters.Verdict {
			return misbehave(s, func() { p.SetMailbox("late@example.org") })
		},
		Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
			return misbehave(s, func() { m.Header.Set("Subject", "late") })
		},
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			return misbehave(s, func() { c.Verb, r.Lines[0] = "LATE", "late" })
		},
	}}
}

// counting is the Open of a filter that has state.
func counting(*filters.Session) *filters.Filter {
	n := 0
	f := all(func(s *filters.Session) filters.Verdict {
		n++
		s.Note("counting.n", fmt.Sprint(n))
		return filters.Pass()
	})
	f.Close = func(s *filters.Session) { s.Note("counting.n", fmt.Sprint(n)) }
	return f
}

// talk plays a session of many transactions.
func talk(t *testing.T, c *filters.Chain, rounds int) {
	h := newHost()
	run := c.Begin(h)
	run.Connect()
	for range rounds {
		h.number++
		p := senderOf(t, "<a@example.org>")
		run.Sender(&p)
		h.sender, h.recipients = p, append(h.recipients, p)
		m := messageOf(t, mail)
		run.Message(m)
		reply := filters.Reply{Code: 250, Lines: []string{"fine"}}
		run.Reply(filters.Command{Verb: "."}, &reply)
		h.sender, h.recipients = filters.Path{}, nil
		run.Shadow(nil)
		if got := p.String() + m.Header.Get("Subject") + reply.Lines[0]; got != "<edited@example.org>editededited" {
			t.Error(got)
		}
	}
	run.Close()
	if last := h.reports[len(h.reports)-1]; last.Key != "counting.n" || last.Value != fmt.Sprint(1+3*rounds) {
		t.Errorf("at the end: %+v", last)
	}
}
