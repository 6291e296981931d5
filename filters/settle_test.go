package filters_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// failure asks a chain of one filter and gives its failure, "" for none.
func failure(t *testing.T, f *filters.Filter, ask func(*filters.Run)) string {
	t.Helper()
	h := newHost()
	ask(chainOf(t, filters.Entry{Label: "a", Filter: f}).Begin(h))
	if h.reports[0].Kind != filters.Failures {
		return ""
	}
	return h.reports[0].Err.Error()
}

func TestWhatMayBecomeOfAHello(t *testing.T) {
	for _, c := range []struct {
		to   filters.Hello
		want string
	}{
		{filters.Hello{Name: "client.example", Extended: true}, ""},
		{filters.Hello{Name: "[192.0.2.1]", Extended: true}, ""},
		{filters.Hello{Name: strings.Repeat("a", 255), Extended: true}, ""},
		{filters.Hello{Name: strings.Repeat("a", 256), Extended: true}, "want a domain or a literal"},
		{filters.Hello{Name: "client.example"}, "changed HELO to EHLO or back"},
		{filters.Hello{Extended: true}, "want a domain or a literal"},
		{filters.Hello{Name: "a\r\nMAIL FROM:<>", Extended: true}, "want a domain or a literal"},
		{filters.Hello{Name: "a b", Extended: true}, "want a domain or a literal"},
		{filters.Hello{Name: "b\u00fccher.example", Extended: true}, "want a domain or a literal"},
	} {
		f := &filters.Filter{Hello: func(_ *filters.Session, h *filters.Hello) filters.Verdict {
			*h = c.to
			return filters.Pass()
		}}
		had := filters.Hello{Name: "client.example", Extended: true}
		have := failure(t, f, func(r *filters.Run) { r.Hello(&had) })
		if (c.want == "") != (have == "") || !strings.Contains(have, c.want) {
			t.Errorf("%+v: %q, want %q", c.to, have, c.want)
		}
	}
}

func TestLoginIsReadOnly(t *testing.T) {
	f := &filters.Filter{Login: func(_ *filters.Session, l *filters.Login) filters.Verdict {
		l.Name = "root"
		return filters.Pass()
	}}
	l := filters.Login{Name: "alice", Mechanism: "PLAIN"}
	want(t, failure(t, f, func(r *filters.Run) { r.Login(&l) }), "changed a Login, which is read only")
	want(t, l.Name, "alice")
}

func TestAnotherPathIsAFailure(t *testing.T) {
	other, err := filters.ParsePath("<a@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	accepted := recipientOf(t, "<a@example.org>")
	filters.MarkAccepted(&accepted)
	for _, c := range []filters.Path{{}, other, accepted, recipientOf(t, "<b@example.org>"), senderOf(t, "<a@example.org>")} {
		f := &filters.Filter{Recipient: func(_ *filters.Session, p *filters.Path) filters.Verdict {
			*p = c
			return filters.Pass()
		}}
		p := recipientOf(t, "<a@example.org>")
		have := failure(t, f, func(r *filters.Run) { r.Recipient(&p) })
		want(t, have, "put another Path in the place of its argument; use SetMailbox and SetParam")
	}
}

func TestParametersAreOnRecord(t *testing.T) {
	h := newHost()
	f := &filters.Filter{Sender: func(_ *filters.Session, p *filters.Path) filters.Verdict {
		if err := p.SetParam("BODY", "7BIT"); err != nil {
			return filters.Fail(err)
		}
		return filters.Pass()
	}}
	p := senderOf(t, "<a@example.org> SIZE=10 BODY=8BITMIME")
	filters.OfferParams(&p, "BODY SIZE")
	chainOf(t, filters.Entry{Label: "a", Filter: f}).Begin(h).Sender(&p)
	want(t, h.said(), "a Sender: pass\na Sender: sender <a@example.org> SIZE=10 BODY=8BITMIME -> <a@example.org> SIZE=10 BODY=7BIT")
}

func TestWhatMayBecomeOfACommand(t *testing.T) {
	check := func(c filters.Command) error {
		if c.Arg == "bad" {
			return errors.New("it is bad")
		}
		return nil
	}
	for _, c := range []struct{ verb, arg, want string }{
		{"VRFY", "b", ""}, {"VRFY", "", ""},
		{"EXPN", "a", `changed the verb "VRFY" to "EXPN"`},
		{"VRFY", "bad", "changed the argument of VRFY: it is bad"},
		{"VRFY", "a\r\nDATA", "changed the argument of VRFY: it holds a control character"},
		{"VRFY", "a\x00", "changed the argument of VRFY: it holds a control character"},
	} {
		f := &filters.Filter{Command: func(_ *filters.Session, now *filters.Command) filters.Verdict {
			*now = filters.Command{Verb: c.verb, Arg: c.arg}
			return filters.Pass()
		}}
		had := filters.Command{Verb: "VRFY", Arg: "a"}
		want(t, failure(t, f, func(r *filters.Run) { r.Command(&had, check) }), c.want)
	}
}

// An unchanged command isn't checked: what the client wrote is not the filter's fault.
func TestUnchangedCommandIsNotChecked(t *testing.T) {
	c := filters.Command{Verb: "XYZZY", Arg: "a"}
	never := func(filters.Command) error { return errors.New("checked") }
	want(t, failure(t, hook(filters.AtCommand, pass), func(r *filters.Run) { r.Command(&c, never) }), "")
}

func TestWhatMayBecomeOfAReply(t *testing.T) {
	type reply = filters.Reply
	ehlo := []string{"mail.example.org", "PIPELINING", "SIZE 1000"}
	for _, c := range []struct {
		verb     string
		old, new reply
		want     string
	}{
		{"NOOP", reply{Code: 250, Enhanced: "2.0.0", Lines: ehlo[:1]}, reply{Code: 251, Enhanced: "2.1.5", Lines: []string{"a", "b"}}, ""},
		{"RCPT", reply{Code: 550, Enhanced: "5.1.1", Lines: ehlo[:1]}, reply{Code: 450, Enhanced: "4.1.1", Lines: ehlo[:1]}, ""},
		{"RCPT", reply{Code: 450, Lines: ehlo[:1]}, reply{Code: 550, Lines: ehlo[:1]}, ""},
		{"RCPT", reply{Code: 550, Enhanced: "5.1.1", Lines: ehlo[:1]}, reply{Code: 450, Enhanced: "5.1.1", Lines: ehlo[:1]}, `gave a reply 450 the enhanced code "5.1.1"`},
		{"RCPT", reply{Code: 550, Lines: ehlo[:1]}, reply{Code: 250, Lines: ehlo[:1]}, "changed the class of a reply from 550 to 250"},
		{"RCPT", reply{Code: 250, Lines: ehlo[:1]}, reply{Code: 550, Lines: ehlo[:1]}, "changed the class of a reply from 250 to 550"},
		{"RCPT", reply{Code: 550, Lines: ehlo[:1]}, reply{Code: 650, Lines: ehlo[:1]}, "changed the class of a reply from 550 to 650"},
		{"RCPT", reply{Code: 550, Lines: ehlo[:1]}, reply{Lines: ehlo[:1]}, "changed the class of a reply from 550 to -ERR"},
		{"RCPT", reply{Code: 450, Lines: ehlo[:1]}, reply{Code: 421, Lines: ehlo[:1]}, "changed a reply to 421, which only Hangup may"},
		{"RCPT", reply{Code: 421, Lines: ehlo[:1]}, reply{Code: 451, Lines: ehlo[:1]}, "changed a reply from 421 to 451, which does not mean the same"},
		{"RCPT", reply{Code: 421, Lines: ehlo[:1]}, reply{Code: 421, Lines: []string{"bye"}}, ""},
		{"DATA", reply{Code: 354, Lines: ehlo[:1]}, reply{Code: 334, Lines: ehlo[:1]}, "changed a reply from 354 to 334, which does not mean the same"},
		{"DATA", reply{Code: 354, Lines: ehlo[:1]}, reply{Code: 354, Lines: []string{"go on"}}, ""},
		{"DATA", reply{Code: 354, Lines: ehlo[:1]}, reply{Code: 354, Enhanced: "2.0.0", Lines: ehlo[:1]}, `gave a reply 354 the enhanced code "2.0.0"`},
		{"NOOP", reply{Code: 250, Lines: ehlo[:1]}, reply{Code: 250, Enhanced: "2.0.0\r\n250", Lines: ehlo[:1]}, `gave a reply 250 the enhanced code "2.0.0\r\n250"`},
		{"NOOP", reply{Code: 250, Lines: ehlo[:1]}, reply{Code: 250, Enhanced: "5.0.0", Lines: ehlo[:1]}, `gave a reply 250 the enhanced code "5.0.0"`},
		{"NOOP", reply{Code: 250, Lines: ehlo[:1]}, reply{Code: 250}, "took all lines out of a reply"},
		{"NOOP", reply{Code: 250, Lines: ehlo[:1]}, reply{Code: 250, Lines: slices.Repeat(ehlo[:1], 102)}, "added more than 100 lines to a reply"},
		{"EHLO", reply{Code: 250, Lines: ehlo}, reply{Code: 250, Lines: []string{"hello", "SIZE 1000"}}, ""},
		{"EHLO", reply{Code: 250, Lines: ehlo}, reply{Code: 250, Lines: ehlo[:1]}, ""},
		{"EHLO", reply{Code: 250, Lines: ehlo}, reply{Code: 250, Lines: []string{"hello", "SIZE 2000"}}, "added to the lines of EHLO"},
		{"EHLO", reply{Code: 250, Lines: ehlo}, reply{Code: 250, Lines: []string{"hello", "SIZE 1000", "PIPELINING"}}, "added to the lines of EHLO"},
		{"EHLO", reply{Code: 250, Lines: ehlo}, reply{Code: 250, Lines: append(slices.Clone(ehlo), "SIZE 1000")}, "added to the lines of EHLO"},
		{"EHLO", reply{Code: 250, Lines: ehlo}, reply{Code: 250, Enhanced: "2.0.0", Lines: ehlo}, `gave a reply 250 the enhanced code "2.0.0"`},
		{"CAPA", reply{Lines: ehlo}, reply{Lines: append(slices.Clone(ehlo), "STLS")}, "added to the lines of CAPA"},
		{"", reply{Code: 220, Lines: ehlo[:1]}, reply{Code: 220, Enhanced: "2.0.0", Lines: ehlo[:1]}, `gave a reply 220 the enhanced code "2.0.0"`},
		{"DELE", reply{Enhanced: "SYS/PERM", Lines: ehlo[:1]}, reply{Enhanced: "IN-USE", Lines: ehlo[:1]}, ""},
		{"DELE", reply{Lines: ehlo[:1]}, reply{Enhanced: "A] B", Lines: ehlo[:1]}, `gave a reply -ERR the enhanced code "A] B"`},
	} {
		f := &filters.Filter{Reply: func(_ *filters.Session, _ *filters.Command, r *filters.Reply) filters.Verdict {
			*r = c.new
			return filters.Pass()
		}}
		had := c.old
		have := failure(t, f, func(r *filters.Run) { r.Reply(filters.Command{Verb: c.verb}, &had) })
		if have != c.want {
			t.Errorf("%s %v to %v: %q, want %q", c.verb, c.old, c.new, have, c.want)
		}
		if kept := had.Code == c.old.Code && had.Enhanced == c.old.Enhanced && slices.Equal(had.Lines, c.old.Lines); c.want != "" && !kept {
			t.Errorf("%s %v: a failed edit made %v of it", c.verb, c.old, had)
		}
	}
}

// What a filter writes is cleaned and cut; the lines it leaves alone keep their bytes.
func TestLinesOfReplies(t *testing.T) {
	long := strings.Repeat("u", 600) + "\xff"
	f := &filters.Filter{Reply: func(_ *filters.Session, _ *filters.Command, r *filters.Reply) filters.Verdict {
		r.Lines = append(r.Lines, "a\r\n250 b\x1b", strings.Repeat("f", 600))
		return filters.Pass()
	}}
	r := filters.Reply{Code: 250, Lines: []string{long}}
	want(t, failure(t, f, func(run *filters.Run) { run.Reply(filters.Command{Verb: "HELP"}, &r) }), "")
	want(t, strings.Join(r.Lines, "\n"), long+"\na??250 b?\n"+strings.Repeat("f", 480))
}

func TestMessageStaysItself(t *testing.T) {
	for name, edit := range map[string]func(m *filters.Message){
		"another header":  func(m *filters.Message) { m.Header = &filters.Header{} },
		"no header":       func(m *filters.Message) { m.Header = nil },
		"an empty header": func(m *filters.Message) { *m.Header = filters.Header{} },
		"another message": func(m *filters.Message) { *m = *messageOf(t, mail) },
		"no message":      func(m *filters.Message) { *m = filters.Message{} },
		"a bad name":      func(m *filters.Message) { m.Header.Set("Sub ject", "x") },
	} {
		for _, at := range []filters.Moment{filters.AtHeader, filters.AtMessage} {
			say := func(_ *filters.Session, m *filters.Message) filters.Verdict {
				edit(m)
				return filters.Pass()
			}
			f := &filters.Filter{Header: say}
			if at == filters.AtMessage {
				f = &filters.Filter{Message: say}
			}
			m := messageOf(t, mail)
			have := failure(t, f, func(r *filters.Run) {
				if at == filters.AtHeader {
					r.Header(m)
				} else {
					r.Message(m)
				}
			})
			if have == "" || m.Header.Get("Subject") != "hello" {
				t.Errorf("%s at %v: failure %q", name, at, have)
			}
		}
	}
}

// What a hook does to parts is reported with its reason, and what it breaks is a finding; the next filter sees it done.
func TestPartsAreOnRecord(t *testing.T) {
	const signed = "DKIM-Signature: v=1; d=example.org; s=key; h=from\r\nFrom: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\n\r\ntext\r\n--b\r\nContent-Type: application/x; name=a.exe\r\n\r\nMZ\r\n--b--\r\n"
	h := newHost()
	m := messageOf(t, signed)
	drop := &filters.Filter{Message: func(_ *filters.Session, m *filters.Message) filters.Verdict {
		for _, p := range m.Parts() {
			if slices.Contains(p.Names(), "a.exe") {
				p.Remove("a program")
			}
		}
		return filters.Pass()
	}}
	count := &filters.Filter{Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
		s.Note("test.parts", fmt.Sprint(len(m.Parts())))
		return filters.Pass()
	}}
	chainOf(t, filters.Entry{Label: "drop", Filter: drop}, filters.Entry{Label: "count", Filter: count}).Begin(h).Message(m)
	want(t, h.said(), `drop Message: pass
drop Message: part 2 application/x 9b8db510ef42b8ed54a3712636fda55a4f8cfcd5493e20b74ab00cd4f3979f2d -> (a program)
drop Message: message.breaks=dkim d=example.org; s=key: body
count Message: test.parts=1
count Message: pass`)
}
