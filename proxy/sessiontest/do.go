package sessiontest

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// Do is the filter of transcripts: it does one thing at one moment.
//
//	do "label" {
//	  at      = "recipient"
//	  of      = "bob@"        # only where the argument has this in it
//	  from    = 2             # only from the second time on, in this session: its hooks are those of Open
//	  verdict = "refuse"      # also "zero", "panic" and "late", which fail
//	  text    = "not {recipients}"
//	}
//
// A refused path, message, login or command has the words of text, in which {argument} is what the filter is asked about and others in braces
// what else it sees. A reply is known by its command, or where it has none, as "unasked greeting" or "unasked farewell".
func Do(o *filters.Options) (*filters.Filter, error) {
	d := deed{
		at: o.Choice("at", "close", "the moment", "open", "connect", "hello", "login", "sender", "recipient", "header",
			"message", "command", "reply", "close"),
		of:   o.String("of", "", "what the argument must have in it"),
		from: o.Int("from", 0, "from which time on, in this session"),
		verdict: o.Choice("verdict", "pass", "what it answers", "pass", "accept", "refuse", "defer", "hangup", "discard",
			"fail", "zero", "panic", "late"),
		code: o.Int("code", 0, "of a refusal; 0: the moment's own"), enhanced: o.String("enhanced", "", "of a refusal or a reply"),
		text: o.String("text", "", "of the verdict"), after: o.Duration("after", 0, "delay of the verdict"),
		note:    o.String("note", "", "a finding"),
		mailbox: o.String("mailbox", "", "the new mailbox of a path"),
		param:   o.Map("param", nil, "new parameters of a path"),
		name:    o.String("name", "", "the new name of HELO or EHLO"), argument: o.String("argument", "", "of a command"),
		lines: o.List("lines", nil, "of a reply"), first: o.List("first", nil, "in place of a reply's first line"),
		without: o.String("without", "", "a line of a reply that is taken out"), replyCode: o.Int("reply_code", 0, "of a reply"),
		header: o.Map("header", nil, "fields that are set"), body: o.Bool("body", false, "read the body"),
		replaceWith: o.String("replace_with", "", "a notice in place of the message"),
	}
	switch {
	case d.at == "open":
		return &filters.Filter{Open: func(*filters.Session) *filters.Filter { panic(errDeed) }}, o.Err()
	case d.from > 0:
		return &filters.Filter{Open: func(*filters.Session) *filters.Filter {
			mine, times := d, 0
			return mine.hooks(func() bool { times++; return times >= mine.from })
		}}, o.Err()
	}
	return d.hooks(func() bool { return true }), o.Err()
}

// hooks has the one hook. It does its deed when now says so.
func (d *deed) hooks(now func() bool) *filters.Filter {
	act := func(s *filters.Session, what string, edit func() error, more ...string) filters.Verdict {
		if !strings.Contains(what, d.of) || !now() {
			return filters.Pass()
		}
		if err := edit(); err != nil {
			return filters.Fail(err)
		}
		return d.answer(s, append(more, "{argument}", what)...)
	}
	nothing := func() error { return nil }
	path := func(s *filters.Session, p *filters.Path) filters.Verdict {
		return act(s, p.String(), func() error { return d.editPath(p) }, "{original}", p.Original())
	}
	message := func(s *filters.Session, m *filters.Message) filters.Verdict {
		return act(s, m.Header.Get("Subject"), func() error { return d.editMessage(m) },
			"{size}", fmt.Sprint(m.Size()), "{partial}", fmt.Sprint(m.Partial()))
	}
	switch d.at {
	case "connect":
		return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict { return act(s, "", nothing) }}
	case "hello":
		return &filters.Filter{Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
			return act(s, h.Name, func() error { d.set(&h.Name, d.name); return nil })
		}}
	case "login":
		return &filters.Filter{Login: func(s *filters.Session, l *filters.Login) filters.Verdict {
			return act(s, l.Name, nothing, "{mechanism}", l.Mechanism)
		}}
	case "sender":
		return &filters.Filter{Sender: path}
	case "recipient":
		return &filters.Filter{Recipient: path}
	case "header":
		return &filters.Filter{Header: message}
	case "message":
		return &filters.Filter{Message: message}
	case "command":
		return &filters.Filter{Command: func(s *filters.Session, c *filters.Command) filters.Verdict {
			return act(s, strings.TrimSpace(c.Verb+" "+c.Arg), func() error { d.set(&c.Arg, d.argument); return nil })
		}}
	case "reply":
		return &filters.Filter{Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			unasked := map[bool]string{true: "unasked greeting", false: "unasked farewell"}[r.OK()]
			return act(s, strings.TrimSpace(cmp.Or(c.Verb, unasked)+" "+c.Arg), func() error { d.editReply(r); return nil })
		}}
	}
	return &filters.Filter{Close: func(*filters.Session) {}}
}
