package sessiontest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// deed is what the filter of transcripts does: one thing at one moment.
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
	first       []string // in place of the first line
	without     string   // this line of a reply
	replyCode   int
	header      map[string]string
	body        bool // read it
	replaceWith string
}

var errDeed = errors.New("the transcript wants it so")

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
	if d.first != nil {
		r.Lines = slices.Concat(d.first, r.Lines[1:])
	}
	if i := slices.Index(r.Lines, d.without); i > 0 && d.without != "" {
		r.Lines = slices.Delete(r.Lines, i, i+1)
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

// told puts what the filter sees into its text: {argument}, {original} of a path, {size} and {partial} of a message, {mechanism}
// of a login, and what the session says.
func (d *deed) told(s *filters.Session, more []string) string {
	if !strings.Contains(d.text, "{") {
		return d.text
	}
	hello, sender := s.Hello(), s.Sender()
	verb := map[bool]string{false: "HELO", true: "EHLO"}[hello.Extended]
	return strings.NewReplacer(append(more,
		"{user}", s.User(), "{hello}", verb+" "+hello.Name, "{sender}", sender.String(), "{recipients}", listed(s.Recipients()),
		"{protocol}", string(s.Protocol()), "{transaction}", fmt.Sprint(s.Transaction()), "{note}", s.Noted("do.note"), "{client}", s.Client().Addr.String(),
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
