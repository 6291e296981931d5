package filters_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

func shadowOf(label string, f *filters.Filter) filters.Entry {
	return filters.Entry{Label: label, Filter: f, Shadow: true}
}

// A filter in shadow decides nothing, changes nothing and delays nothing, and the record says what it would have answered.
func TestShadowDecidesNothing(t *testing.T) {
	for _, at := range asked {
		for _, v := range []filters.Verdict{filters.Pass(), filters.Accept(), filters.Hangup("enough").After(time.Second)} {
			h := newHost()
			run := chainOf(t, shadowOf("a", all(says(v))), filters.Entry{Label: "b", Filter: all(says(filters.Hangup("b")))}).Begin(h)
			d := put(t, run, at)
			run.Shadow(nil)
			want(t, words(d), "disconnect 421 4.7.0 b by b")
			lines := []string{fmt.Sprintf("would: a %v: %v", at, v), fmt.Sprintf("b %v: hangup b", at)}
			if at == filters.AtHeader || at == filters.AtMessage || at == filters.AtReply {
				lines[0], lines[1] = lines[1], lines[0]
			}
			if at == filters.AtReply {
				lines = lines[:1] // b is asked first and decides
			}
			want(t, h.said(), strings.Join(lines, "\n"))
		}
	}
}

func TestShadowChangesNothing(t *testing.T) {
	for _, e := range edits {
		h := newHost()
		run := chainOf(t, shadowOf("a", editing(pass))).Begin(h)
		want(t, left(t, run, e.at), e.before)
		run.Shadow(nil)
		want(t, h.said(), "would: a "+e.at.String()+": pass")
	}
}

func TestFailureInShadowIsOnlyNoted(t *testing.T) {
	for _, at := range asked {
		h := newHost()
		e := shadowOf("a", all(func(*filters.Session) filters.Verdict { panic("no") }))
		e.OnError = filters.OnErrorRefuse
		run := chainOf(t, e).Begin(h)
		want(t, words(put(t, run, at)), "go")
		run.Shadow(nil)
		if have := h.said(); !strings.HasPrefix(have, fmt.Sprintf("would: a %v: panic: no", at)) {
			t.Error(have)
		}
	}
	h := newHost()
	run := chainOf(t, shadowOf("a", &filters.Filter{Open: func(*filters.Session) *filters.Filter { panic("no") }})).Begin(h)
	want(t, words(run.Connect()), "go")
	if have := h.said(); !strings.HasPrefix(have, "would: a Connect: panic: no") || run.Has(filters.AtConnect) {
		t.Error(have)
	}
}

// An edit that can't be made is a failure in shadow as well.
func TestBadEditInShadow(t *testing.T) {
	h := newHost()
	run := chainOf(t, shadowOf("a", &filters.Filter{Message: func(_ *filters.Session, m *filters.Message) filters.Verdict {
		m.Header = nil
		return filters.Pass()
	}})).Begin(h)
	run.Message(messageOf(t, mail))
	run.Shadow(nil)
	want(t, h.said(), "would: a Message: put another Header in the place of the message's; on_error defer")
}

func TestShadowHasItsOwnPartOfTheStore(t *testing.T) {
	h := newHost()
	counting := &filters.Filter{Hello: func(s *filters.Session, _ *filters.Hello) filters.Verdict {
		n, err := s.Store().Add("n", 1, time.Hour)
		if err != nil {
			return filters.Fail(err)
		}
		s.Note("test.n", fmt.Sprint(n))
		return filters.Pass()
	}}
	put(t, chainOf(t, filters.Entry{Label: "a", Filter: counting}).Begin(h), filters.AtHello)
	put(t, chainOf(t, shadowOf("a", counting)).Begin(h), filters.AtHello)
	put(t, chainOf(t, filters.Entry{Label: "b", Filter: counting}).Begin(h), filters.AtHello)
	put(t, chainOf(t, filters.Entry{Label: "a", Filter: counting}).Begin(h), filters.AtHello)
	want(t, h.said(), "a Hello: test.n=1\na Hello: pass\nwould: a Hello: test.n=1\nwould: a Hello: pass\nb Hello: test.n=1\nb Hello: pass\na Hello: test.n=2\na Hello: pass")
}

// What a filter in shadow notes can't move one in force; those in shadow see it.
func TestNotesOfShadow(t *testing.T) {
	h := newHost()
	var inForce, inShadow []string
	run := chainOf(t,
		shadowOf("a", hook(filters.AtHello, func(s *filters.Session) filters.Verdict {
			s.Note("test.key", "would")
			return filters.Pass()
		})),
		filters.Entry{Label: "b", Filter: noting(&inForce)}, shadowOf("c", noting(&inShadow)),
	).Begin(h)
	put(t, run, filters.AtHello)
	want(t, h.said(), "would: a Hello: test.key=would\nwould: a Hello: pass\nb Hello: pass\nwould: c Hello: pass")
	want(t, strings.Join(inForce, ",")+"/"+strings.Join(inShadow, ","), "/would")
}

// Held content is shown as it was in the filter's turn, with the transaction as it was, when the client has its reply.
func TestShadowSeesHeldContentLater(t *testing.T) {
	h := newHost()
	h.mail(t, "<a@example.org>")
	h.recipients = []filters.Path{recipientOf(t, "<b@example.net>")}
	seen := ""
	tell := func(s *filters.Session, m *filters.Message) filters.Verdict {
		s.Note("test.subject", m.Header.Get("Subject"))
		b, err := io.ReadAll(m.Reader())
		seen += fmt.Sprintln(s.Sender(), s.Recipients(), s.Transaction(), len(b), err == nil)
		return filters.Refuse("5.7.1", "no")
	}
	change := func(to string) filters.Entry {
		set := func(_ *filters.Session, m *filters.Message) filters.Verdict {
			m.Header.Set("Subject", to)
			return filters.Pass()
		}
		return filters.Entry{Label: to, Filter: &filters.Filter{Header: set, Message: set}}
	}
	run := chainOf(t, change("before"), shadowOf("a", &filters.Filter{Header: tell, Message: tell}), change("after")).Begin(h)
	m, err := message.New(strings.NewReader(mail), int64(len(mail)), message.Options{HeaderOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	want(t, words(run.Header(m)), "go")
	message.Complete(m, int64(len(mail)))
	want(t, words(run.Message(m)), "go")
	h.said()

	h.sender, h.recipients = filters.Path{}, nil // the transaction is over
	run.Shadow(nil)
	want(t, h.said(), "would: a Header: test.subject=before\nwould: a Header: refuse 5.7.1 no\nwould: a Message: test.subject=before\nwould: a Message: refuse 5.7.1 no")
	transaction := "<a@example.org> [<b@example.net>] 1 "
	want(t, seen, transaction+"0 false\n"+transaction+fmt.Sprint(len(mail)+len("before")-len("hello"), " true\n"))
	run.Shadow(nil)
	want(t, h.said(), "")
}

// Content that was not held is given to Shadow; the transaction is that of the time when Watches was asked.
func TestShadowSeesCopiedContent(t *testing.T) {
	h := newHost()
	h.mail(t, "<a@example.org>")
	tell := func(s *filters.Session, m *filters.Message) filters.Verdict {
		s.Note("test.seen", fmt.Sprint(s.Sender(), " ", s.Transaction(), " ", m.Header.Get("Subject")))
		m.Header.Set("Subject", "edited")
		return filters.Pass()
	}
	run := chainOf(t, shadowOf("a", &filters.Filter{Header: tell, Message: tell}), shadowOf("b", &filters.Filter{Message: tell})).Begin(h)
	if !run.Watches() {
		t.Fatal("nobody watches")
	}
	h.sender = filters.Path{}
	m := messageOf(t, mail)
	run.Shadow(m)
	saw := "test.seen=<a@example.org> 1 hello"
	want(t, h.said(), "would: a Header: "+saw+"\nwould: a Header: pass\nwould: a Message: "+saw+"\nwould: a Message: pass\nwould: b Message: "+saw+"\nwould: b Message: pass")
	if message.Edited(m) {
		t.Error("the copy was edited")
	}
}

// Content of which the header was held and the rest copied is shown once at each moment.
func TestShadowAsksOnce(t *testing.T) {
	h := newHost()
	run := chainOf(t, shadowOf("a", all(says(filters.Fail(errors.New("seen")))))).Begin(h)
	run.Header(messageOf(t, mail))
	run.Shadow(messageOf(t, mail))
	want(t, h.said(), "would: a Header: seen; on_error defer\nwould: a Message: seen; on_error defer")
}
