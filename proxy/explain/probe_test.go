package explain_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// probes are filters that write down what they are asked, in what state of the session, and that answer and change what their options say:
//
//	probe "a" {
//	  hooks = ["Command", "Recipient"]
//	  say   = { "Recipient <u@example.org>" = "refuse" }
//	  set   = { "Recipient <v@example.org>" = "w@example.org" }
//	}
//
// The names are hooks with what they are asked about; a message is asked about by its subject.
type probes struct {
	mu    sync.Mutex
	asked []string
}

func (p *probes) table() config.Builtins { return config.Builtins{"probe": p.new} }

func (p *probes) log(o *filters.Options, s *filters.Session, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	to := ""
	for _, path := range s.Recipients() {
		to += fmt.Sprintf(" %v=%v", path, path.Accepted())
	}
	p.asked = append(p.asked, fmt.Sprintf("%s: %s; %v %q %q %v to%s, %d",
		o.Label(), what, s.Client().Addr, s.Hello().Name, s.User(), s.Sender(), to, s.Transaction()))
}

// probe is one of them.
type probe struct {
	*probes
	o        *filters.Options
	say, set map[string]string
}

func (p *probes) new(o *filters.Options) (*filters.Filter, error) {
	hooks := o.List("hooks", nil, "")
	one := &probe{p, o, o.Map("say", nil, ""), o.Map("set", nil, "")}
	return one.filter(hooks), o.Err()
}

func (p *probe) filter(hooks []string) *filters.Filter {
	f := &filters.Filter{}
	for _, hook := range hooks {
		switch hook {
		case "Open":
			return &filters.Filter{Open: func(s *filters.Session) *filters.Filter {
				p.log(p.o, s, "Open")
				return p.filter(hooks[1:])
			}}
		case "Connect":
			f.Connect = func(s *filters.Session) filters.Verdict { return p.answer(s, "Connect") }
		case "Hello":
			f.Hello = func(s *filters.Session, h *filters.Hello) filters.Verdict {
				return p.change("Hello "+h.Name, s, func(name string) error { h.Name = name; return nil })
			}
		case "Login":
			f.Login = func(s *filters.Session, l *filters.Login) filters.Verdict { return p.answer(s, "Login "+l.Name) }
		case "Command":
			f.Command = func(s *filters.Session, c *filters.Command) filters.Verdict {
				return p.change("Command "+c.Verb+" "+c.Arg, s, func(arg string) error { c.Arg = arg; return nil })
			}
		case "Sender":
			f.Sender = func(s *filters.Session, from *filters.Path) filters.Verdict {
				return p.change("Sender "+from.String(), s, from.SetMailbox)
			}
		case "Recipient":
			f.Recipient = func(s *filters.Session, to *filters.Path) filters.Verdict {
				return p.change("Recipient "+to.String(), s, to.SetMailbox)
			}
		case "Header":
			f.Header = func(s *filters.Session, m *filters.Message) filters.Verdict { return p.message("Header", s, m) }
		case "Message":
			f.Message = func(s *filters.Session, m *filters.Message) filters.Verdict { return p.message("Message", s, m) }
		case "Reply":
			f.Reply = func(*filters.Session, *filters.Command, *filters.Reply) filters.Verdict { return filters.Pass() }
		case "Close":
			f.Close = func(s *filters.Session) { p.log(p.o, s, "Close") }
		}
	}
	return f
}

func (p *probe) message(hook string, s *filters.Session, m *filters.Message) filters.Verdict {
	what := hook + " " + m.Header.Get("Subject")
	if hook == "Message" {
		s.Note("probe.size", fmt.Sprint(m.Size()))
	}
	return p.change(what, s, func(text string) error {
		if text == "notice" {
			m.Replace("a notice", "in its place")
			return nil
		}
		m.Header.Add("X-Probe", text)
		return nil
	})
}

// change does what set says about it.
func (p *probe) change(what string, s *filters.Session, do func(string) error) filters.Verdict {
	if text, is := p.set[what]; is {
		if err := do(text); err != nil {
			return filters.Fail(err)
		}
	}
	return p.answer(s, what)
}

// answer is what say says.
func (p *probe) answer(s *filters.Session, what string) filters.Verdict {
	p.log(p.o, s, what)
	switch word, text, _ := strings.Cut(p.say[what], " "); word {
	case "accept":
		return filters.Accept()
	case "refuse":
		return filters.Refuse("5.7.1", "refused by "+p.o.Label()+text)
	case "code":
		return filters.RefuseCode(553, "5.1.3", text)
	case "defer":
		return filters.Defer("4.7.1", "deferred")
	case "late":
		return filters.Pass().After(time.Millisecond)
	case "hangup":
		return filters.Hangup("go away")
	case "discard":
		return filters.Discard("why not")
	case "fail":
		return filters.Fail(errors.New("no idea"))
	}
	return filters.Pass()
}
