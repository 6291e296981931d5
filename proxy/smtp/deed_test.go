package smtp_test

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// deed is the filter of the transcripts: it does one thing at one moment.
//
//	do "label" {
//	  at      = "recipient"
//	  of      = "bob@"        # only where the argument has this in it
//	  from    = 2             # only from the second time on, in this session: its hooks are those of Open
//	  verdict = "refuse"      # also "zero", "panic" and "late", which fail
//	  text    = "not {recipients}"
//	}
//
// In a text some words in braces stand for what the filter sees; see told.
type deed struct {
	at, of, verdict string
	from            int
	code            int
	enhanced, text  string
	after           time.Duration
	note            string

	mailbox     string
	param       map[string]string
	name        string // of Hello
	argument    string // of Command
	lines       []string
	replyCode   int
	header      map[string]string
	body        bool // read it
	replaceWith string
}

var errDeed = errors.New("the transcript wants it so")

func newDeed(o *filters.Options) (*filters.Filter, error) {
	d := deed{
		at: o.Choice("at", "close", "the moment", "open", "connect", "hello", "login", "sender", "recipient", "header",
			"message", "command", "reply", "close"),
		of:   o.String("of", "", "what the argument must have in it"),
		from: o.Int("from", 0, "from which time on, in this session"),
		verdict: o.Choice("verdict", "pass", "what it answers", "pass", "accept", "refuse", "defer", "hangup", "discard",
			"fail", "zero", "panic", "late"),
		code: o.Int("code", 0, "of a refusal; 0: the moment's own"), enhanced: o.String("enhanced", "", "of a refusal"),
		text: o.String("text", "", "of the verdict"), after: o.Duration("after", 0, "delay of the verdict"),
		note:    o.String("note", "", "a finding"),
		mailbox: o.String("mailbox", "", "the new mailbox of a path"),
		param:   o.Map("param", nil, "new parameters of a path"),
		name:    o.String("name", "", "the new name of HELO or EHLO"), argument: o.String("argument", "", "of a command"),
		lines: o.List("lines", nil, "of a reply"), replyCode: o.Int("reply_code", 0, "of a reply"),
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
		return act(s, m.Header.Get("Subject"), func() error { return d.editMessage(m) }, "{size}", fmt.Sprint(m.Size()))
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
			return act(s, strings.TrimSpace(cmp.Or(c.Verb, "greeting")+" "+c.Arg), func() error { d.editReply(r); return nil })
		}}
	}
	return &filters.Filter{Close: func(*filters.Session) {}}
}

func (d *deed) set(to *string, text string) {
	if text != "" {
		*to = text
	}
}

func (d *deed) editPath(p *filters.Path) (err error) {
	if d.mailbox != "" {
		err = p.SetMailbox(d.mailbox)
	}
	for keyword, value := range d.param {
		err = errors.Join(err, p.SetParam(keyword, value))
	}
	return err
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

func (d *deed) editReply(r *filters.Reply) {
	if d.lines != nil {
		r.Lines = d.lines
	}
	if d.replyCode != 0 {
		r.Code = d.replyCode
	}
	d.set(&r.Enhanced, d.enhanced)
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
		if d.code == 0 {
			return filters.Refuse(d.enhanced, text).After(d.after)
		}
		return filters.RefuseCode(d.code, d.enhanced, text).After(d.after)
	case "defer":
		if d.code == 0 {
			return filters.Defer(d.enhanced, text).After(d.after)
		}
		return filters.DeferCode(d.code, d.enhanced, text).After(d.after)
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

// told puts what the filter sees into its text: {argument}, {original} of a path, {size} of a message, {mechanism} of a
// login, and what the session says.
func (d *deed) told(s *filters.Session, more []string) string {
	if !strings.Contains(d.text, "{") {
		return d.text
	}
	hello, sender := s.Hello(), s.Sender()
	verb := map[bool]string{false: "HELO", true: "EHLO"}[hello.Extended]
	return strings.NewReplacer(append(more,
		"{user}", s.User(), "{hello}", verb+" "+hello.Name, "{sender}", sender.String(), "{recipients}", listed(s.Recipients()),
		"{transaction}", fmt.Sprint(s.Transaction()), "{note}", s.Noted("do.note"), "{client}", s.Client().Addr.String(),
	)...).Replace(d.text)
}

// listed marks the paths that the upstream has not accepted yet.
func listed(paths []filters.Path) string {
	var words []string
	for _, p := range paths {
		word := p.String()
		if !p.Accepted() {
			word += "?"
		}
		words = append(words, word)
	}
	return "[" + strings.Join(words, " ") + "]"
}
