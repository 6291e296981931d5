package filters_test

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// Each filter sees what those before it have made of the argument, and each edit is on record under its filter's label.
func TestFiltersSeeEarlierEdits(t *testing.T) {
	h := newHost()
	var seen []string
	rename := func(to string) *filters.Filter {
		return &filters.Filter{Recipient: func(s *filters.Session, p *filters.Path) filters.Verdict {
			seen = append(seen, p.String()+" was "+p.Original())
			if err := p.SetMailbox(to); err != nil {
				return filters.Fail(err)
			}
			return filters.Pass()
		}}
	}
	c := chainOf(t, filters.Entry{Label: "a", Filter: rename("b@example.org")}, filters.Entry{Label: "b", Filter: rename("c@example.org")})
	p := recipientOf(t, "<a@example.org>")
	want(t, words(c.Begin(h).Recipient(&p)), "go")
	want(t, p.String(), "<c@example.org>")
	want(t, strings.Join(seen, ", "), "<a@example.org> was <a@example.org>, <b@example.org> was <a@example.org>")
	want(t, h.said(), `a Recipient: pass
a Recipient: recipient <a@example.org> -> <b@example.org>
b Recipient: pass
b Recipient: recipient <b@example.org> -> <c@example.org>`)
}

// editing changes whatever it is asked about, and then answers.
func editing(say func(*filters.Session) filters.Verdict) *filters.Filter {
	return &filters.Filter{
		Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
			h.Name = "edited.example"
			return say(s)
		},
		Sender: func(s *filters.Session, p *filters.Path) filters.Verdict {
			p.SetMailbox("edited@example.org")
			return say(s)
		},
		Recipient: func(s *filters.Session, p *filters.Path) filters.Verdict {
			p.SetMailbox("edited@example.org")
			return say(s)
		},
		Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
			m.Header.Set("Subject", "edited")
			return say(s)
		},
		Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
			m.Header.Set("Subject", "edited")
			return say(s)
		},
		Command: func(s *filters.Session, c *filters.Command) filters.Verdict {
			c.Arg = "edited"
			return say(s)
		},
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			c.Verb, r.Lines[0] = "EDITED", "edited"
			return say(s)
		},
	}
}

// left asks about something, and is what is left of it, in words.
func left(t *testing.T, run *filters.Run, at filters.Moment) string {
	t.Helper()
	m := messageOf(t, mail)
	text := func() string {
		r, _ := message.Wire(m)
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	switch at {
	case filters.AtHello:
		hello := filters.Hello{Name: "client.example", Extended: true}
		run.Hello(&hello)
		return hello.Name
	case filters.AtSender:
		p := senderOf(t, "<a@example.org>")
		run.Sender(&p)
		return p.String()
	case filters.AtRecipient:
		p := recipientOf(t, "<a@example.org>")
		run.Recipient(&p)
		return p.String()
	case filters.AtHeader:
		run.Header(m)
		return text()
	case filters.AtMessage:
		run.Message(m)
		return text()
	case filters.AtCommand:
		c := filters.Command{Verb: "VRFY", Arg: "a"}
		run.Command(&c, func(filters.Command) error { return nil })
		return c.Verb + " " + c.Arg
	case filters.AtReply:
		r := filters.Reply{Code: 250, Lines: []string{"fine"}}
		run.Reply(filters.Command{Verb: "NOOP"}, &r)
		return r.Lines[0]
	}
	return ""
}

var edits = []struct {
	at            filters.Moment
	before, after string
	change        string
}{
	{filters.AtHello, "client.example", "edited.example", "a Hello: hello client.example -> edited.example"},
	{filters.AtSender, "<a@example.org>", "<edited@example.org>", "a Sender: sender <a@example.org> -> <edited@example.org>"},
	{filters.AtRecipient, "<a@example.org>", "<edited@example.org>", "a Recipient: recipient <a@example.org> -> <edited@example.org>"},
	{filters.AtHeader, mail, strings.Replace(mail, "hello", "edited", 1), "a Header: header Subject hello -> edited"},
	{filters.AtMessage, mail, strings.Replace(mail, "hello", "edited", 1), "a Message: header Subject hello -> edited"},
	{filters.AtCommand, "VRFY a", "VRFY edited", "a Command: command VRFY a -> edited"},
	{filters.AtReply, "fine", "edited", "a Reply: reply 250  fine -> 250  edited"},
}

func TestEditsCountWithAValidVerdict(t *testing.T) {
	for _, e := range edits {
		for _, v := range []filters.Verdict{filters.Pass(), filters.Accept(), filters.Hangup("enough")} {
			h := newHost()
			run := chainOf(t, filters.Entry{Label: "a", Filter: editing(says(v))}).Begin(h)
			want(t, left(t, run, e.at), e.after)
			want(t, h.said(), "a "+e.at.String()+": "+v.String()+"\n"+e.change)
		}
	}
}

func TestEditsOfAFailureDoNotCount(t *testing.T) {
	for _, e := range edits {
		for name, say := range map[string]func(*filters.Session) filters.Verdict{
			"fail":    says(filters.Fail(errors.New("no"))),
			"zero":    says(filters.Verdict{}),
			"invalid": says(filters.RefuseCode(250, "", "")),
			"panic":   func(*filters.Session) filters.Verdict { panic("no") },
		} {
			for _, on := range []filters.OnError{filters.OnErrorDefer, filters.OnErrorPass, filters.OnErrorRefuse} {
				h := newHost()
				run := chainOf(t, filters.Entry{Label: "a", Filter: editing(say), OnError: on}).Begin(h)
				if have := left(t, run, e.at); have != e.before {
					t.Errorf("%v, %s: %q is left", e.at, name, have)
				}
				if len(h.reports) != 1 || h.reports[0].Kind != filters.Failures {
					t.Errorf("%v, %s: %s", e.at, name, h.said())
				}
			}
		}
	}
}

// What a filter keeps of its argument is a copy: to change it later has no effect.
func TestKeptArgumentsAreCopies(t *testing.T) {
	var path *filters.Path
	var kept []string
	var header *filters.Header
	c := chainOf(t, filters.Entry{Label: "a", Filter: &filters.Filter{
		Recipient: func(_ *filters.Session, p *filters.Path) filters.Verdict {
			path = p
			return filters.Pass()
		},
		Reply: func(_ *filters.Session, _ *filters.Command, r *filters.Reply) filters.Verdict {
			r.Lines[0] = "edited"
			kept = r.Lines
			return filters.Pass()
		},
		Message: func(_ *filters.Session, m *filters.Message) filters.Verdict {
			header = m.Header
			return filters.Pass()
		},
	}})
	run := c.Begin(newHost())
	p, r, m := recipientOf(t, "<a@example.org>"), filters.Reply{Code: 250, Lines: []string{"fine"}}, messageOf(t, mail)
	run.Recipient(&p)
	run.Reply(filters.Command{}, &r)
	run.Message(m)
	path.SetMailbox("late@example.org")
	kept[0] = "late\r\n250 split"
	header.Set("Subject", "late")
	want(t, p.String(), "<a@example.org>")
	want(t, r.Lines[0], "edited")
	want(t, m.Header.Get("Subject"), "hello")
}

func TestDelaysAddUp(t *testing.T) {
	after := func(label string, v filters.Verdict, d time.Duration) filters.Entry {
		return entry(label, filters.AtCommand, says(v.After(d)))
	}
	shadow := after("shadow", filters.Pass(), 7*time.Second)
	shadow.Shadow = true
	broken := after("broken", filters.Fail(errors.New("no")), 7*time.Second)
	broken.OnError = filters.OnErrorPass
	for _, c := range []struct {
		want    string
		entries []filters.Entry
	}{
		{"go after 3s", []filters.Entry{after("a", filters.Pass(), 1*time.Second), after("b", filters.Pass(), 2*time.Second)}},
		{"go after 1s", []filters.Entry{after("a", filters.Pass(), -5*time.Second), after("b", filters.Pass(), 1*time.Second)}},
		{"go after 1s", []filters.Entry{after("a", filters.Accept(), 1*time.Second), after("b", filters.Pass(), 2*time.Second)}},
		{"go after 1m0s", []filters.Entry{after("a", filters.Pass(), 40*time.Second), after("b", filters.Pass(), 40*time.Second)}},
		{"go after 1m0s", []filters.Entry{after("a", filters.Pass(), math.MaxInt64), after("b", filters.Pass(), math.MaxInt64)}},
		{"go", []filters.Entry{after("a", filters.Pass(), -5*time.Second), shadow, broken}},
		{"answer 550 5.7.1 no by b after 3s", []filters.Entry{after("a", filters.Pass(), time.Second), after("b", filters.Refuse("5.7.1", "no"), 2*time.Second)}},
		{failed + " after 2s", []filters.Entry{after("b", filters.Pass(), 2*time.Second), after("a", filters.Fail(errors.New("no")), 9*time.Second)}},
	} {
		want(t, words(put(t, chainOf(t, c.entries...).Begin(newHost()), filters.AtCommand)), c.want)
	}
}

// The delays of one moment are not those of the next.
func TestDelaysAreOfOneMoment(t *testing.T) {
	c := chainOf(t, filters.Entry{Label: "a", Filter: &filters.Filter{Connect: says(filters.Pass().After(time.Second))}}, entry("b", filters.AtHello, pass))
	run := c.Begin(newHost())
	want(t, words(run.Connect()), "go after 1s")
	want(t, words(put(t, run, filters.AtHello)), "go")
}
