package pop3_test

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// deed is the filter of the transcripts: it does one thing at one moment.
//
//	do "label" {
//	  at      = "message"
//	  of      = "offer"       # only where the argument, or a message's subject, has this in it
//	  verdict = "refuse"      # also "zero", "panic" and "late", which fail
//	  text    = "not for {user}"
//	}
//
// In a text some words in braces stand for what the filter sees; see told.
type deed struct {
	at, of, verdict string
	enhanced, text  string
	after           time.Duration
	note            string

	argument    string // of Command
	lines       []string
	without     string // a line of a reply
	code        string // of a reply
	header      map[string]string
	body        bool // read it
	replaceWith string
}

var errDeed = errors.New("the transcript wants it so")

func newDeed(o *filters.Options) (*filters.Filter, error) {
	d := deed{
		at: o.Choice("at", "close", "the moment", "open", "connect", "login", "header", "message", "command", "reply", "close"),
		of: o.String("of", "", "what the argument must have in it"),
		verdict: o.Choice("verdict", "pass", "what it answers", "pass", "accept", "refuse", "defer", "hangup", "discard",
			"fail", "zero", "panic", "late"),
		enhanced: o.String("enhanced", "", "of a refusal"), text: o.String("text", "", "of the verdict"),
		after: o.Duration("after", 0, "delay of the verdict"), note: o.String("note", "", "a finding"),
		argument: o.String("argument", "", "of a command"), lines: o.List("lines", nil, "of a reply"),
		without: o.String("without", "", "a line of a reply that is taken out"),
		code:    o.String("code", "", "of a reply"), header: o.Map("header", nil, "fields that are set"),
		body: o.Bool("body", false, "read the body"), replaceWith: o.String("replace_with", "", "a notice in place of the message"),
	}
	if d.at == "open" {
		return &filters.Filter{Open: func(*filters.Session) *filters.Filter { panic(errDeed) }}, o.Err()
	}
	return d.hooks(), o.Err()
}

// hooks has the one hook.
func (d *deed) hooks() *filters.Filter {
	message := func(s *filters.Session, m *filters.Message) filters.Verdict {
		return d.act(s, m.Header.Get("Subject"), func() error { return d.editMessage(m) },
			"{size}", fmt.Sprint(m.Size()), "{partial}", fmt.Sprint(m.Partial()))
	}
	switch d.at {
	case "connect":
		return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict { return d.act(s, "", nothing) }}
	case "login":
		return &filters.Filter{Login: func(s *filters.Session, l *filters.Login) filters.Verdict {
			return d.act(s, l.Name, nothing, "{mechanism}", l.Mechanism)
		}}
	case "header":
		return &filters.Filter{Header: message}
	case "message":
		return &filters.Filter{Message: message}
	case "command":
		return &filters.Filter{Command: func(s *filters.Session, c *filters.Command) filters.Verdict {
			return d.act(s, strings.TrimSpace(c.Verb+" "+c.Arg), func() error { d.set(&c.Arg, d.argument); return nil })
		}}
	case "reply":
		return &filters.Filter{Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			unasked := map[bool]string{true: "greeting", false: "farewell"}[r.OK()]
			return d.act(s, strings.TrimSpace(cmp.Or(c.Verb, unasked)+" "+c.Arg), func() error { d.editReply(r); return nil })
		}}
	}
	return &filters.Filter{Close: func(*filters.Session) {}}
}

func nothing() error { return nil }

// act does the deed, if the argument has in it what it must.
func (d *deed) act(s *filters.Session, what string, edit func() error, more ...string) filters.Verdict {
	if !strings.Contains(what, d.of) {
		return filters.Pass()
	}
	if err := edit(); err != nil {
		return filters.Fail(err)
	}
	return d.answer(s, append(more, "{argument}", what)...)
}

func (d *deed) set(to *string, text string) {
	if text != "" {
		*to = text
	}
}

func (d *deed) editMessage(m *filters.Message) error {
	for name, value := range d.header {
		m.Header.Set(name, value)
	}
	if d.replaceWith != "" {
		m.Replace("notice", d.replaceWith)
	}
	if !d.body {
		return nil
	}
	_, err := io.Copy(io.Discard, m.Reader())
	return err
}

// editReply gives a reply other words for its first line, or lacks one of those behind it.
func (d *deed) editReply(r *filters.Reply) {
	if d.lines != nil {
		r.Lines = slices.Concat(d.lines, r.Lines[1:])
	}
	if i := slices.Index(r.Lines, d.without); i > 0 {
		r.Lines = slices.Delete(r.Lines, i, i+1)
	}
	d.set(&r.Enhanced, d.code)
}

func (d *deed) answer(s *filters.Session, more ...string) filters.Verdict {
	if d.note != "" {
		s.Note("do.note", d.note)
	}
	text := d.told(s, more)
	switch d.verdict {
	case "accept":
		return filters.Accept().After(d.after)
	case "refuse":
		return filters.Refuse(d.enhanced, text).After(d.after)
	case "defer":
		return filters.Defer(d.enhanced, text).After(d.after)
	case "hangup":
		return filters.Hangup(text).After(d.after)
	case "discard":
		return filters.Discard(text).After(d.after)
	case "fail":
		return filters.Fail(errDeed)
	case "zero":
		return filters.Verdict{}
	case "panic":
		panic(errDeed)
	case "late":
		<-s.Context().Done()
		return filters.Fail(s.Context().Err())
	}
	return filters.Pass().After(d.after)
}

// told puts what the filter sees into its text: {argument}, {size} and {partial} of a message, {mechanism} of a login, and what the
// session says.
func (d *deed) told(s *filters.Session, more []string) string {
	return strings.NewReplacer(append(more,
		"{user}", s.User(), "{protocol}", string(s.Protocol()), "{transaction}", fmt.Sprint(s.Transaction()),
		"{note}", s.Noted("do.note"), "{client}", s.Client().Addr.String(),
	)...).Replace(d.text)
}
