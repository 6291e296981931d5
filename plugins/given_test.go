package plugins

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// asked notes what its hooks were given, in all the ways in which they may use it.
const asked = `package script

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

var known = map[string]int{"example.net": 7}

func domain(p *filters.Path) (d string) {
	defer func() {
		if r := recover(); r != nil {
			d = fmt.Sprint(r)
		}
	}()
	return strings.ToUpper(p.Domain())
}

func New(o *filters.Options) (*filters.Filter, error) {
	two := regexp.MustCompile("^[ab]$")
	return &filters.Filter{
		Open: func(s *filters.Session) *filters.Filter {
			var all []func() string
			note := func(s *filters.Session, text string) filters.Verdict {
				s.Note("asked", text)
				return filters.Pass()
			}
			keep := func(s *filters.Session, f func() string) filters.Verdict {
				all = append(all, f)
				return note(s, f())
			}
			return &filters.Filter{
				Connect: func(s *filters.Session) filters.Verdict { return note(s, s.ID()) },
				Hello:   func(_ *filters.Session, h *filters.Hello) filters.Verdict { return keep(s, func() string { return h.Name }) },
				Login:   func(s *filters.Session, l *filters.Login) filters.Verdict { return note(s, l.Name+l.Mechanism) },
				Sender: func(s *filters.Session, from *filters.Path) filters.Verdict {
					if !two.MatchString(strings.ToLower(from.Local())) {
						return filters.Refuse("5.7.1", "no")
					}
					return keep(s, func() string { return strings.ToUpper(from.Domain()) })
				},
				Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
					text := ""
					switch d := "@" + strings.ToLower(to.Domain()); d {
					case "@example.net":
						text += strings.ToUpper(to.Local())
					}
					if two.MatchString(to.Local()) && known[strings.ToLower(to.Domain())] == 7 {
						text += strings.ToUpper(s.Sender().Mailbox())
					}
					to = nil
					return note(s, text+domain(to))
				},
				Header:  func(s *filters.Session, m *filters.Message) filters.Verdict { return note(s, m.Header.Get("Subject")) },
				Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
					defer func(m *filters.Message) { note(s, m.Header.Get("From")) }(m)
					return note(s, m.Header.Get("Subject"))
				},
				Command: func(s *filters.Session, c *filters.Command) filters.Verdict { return note(s, c.Verb) },
				Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
					return note(s, fmt.Sprint(c.Verb, r.Code))
				},
				Close: func(s *filters.Session) {
					for _, f := range all {
						note(s, f())
					}
				},
			}
		},
	}, o.Err()
}
`

// Each hook has what it was given, and a function that outlives it has it too.
func TestGiven(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, asked)), Limits{}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		h := &host{id: fmt.Sprint("S", i)}
		talk(t, chainOf(t, f, time.Minute), h)
		want := []string{
			h.id, "EHLO", "x", "xPLAIN", "EXAMPLE.ORG", "BA@EXAMPLE.ORGruntime error: invalid memory address or nil pointer dereference",
			"hello", "hello", "<a@example.org>", "NOOP250", "x", "EXAMPLE.ORG",
		}
		if have := h.noted("asked"); !slices.Equal(have, want) || h.failures() != nil {
			t.Errorf("have %q\nwant %q; failures %v", have, want, h.failures())
		}
	}
}

// A script may call its hooks itself, even from within another.
func TestHookCallsHook(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, `package script

import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) {
	inner := &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			s.Note("asked", "inner "+s.ID())
			return filters.Pass()
		},
	}
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			v := inner.Connect(s)
			s.Note("asked", "outer "+s.ID())
			return v
		},
	}, o.Err()
}
`)), Limits{}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	h := &host{id: "S"}
	if d := chainOf(t, f, time.Minute).Begin(h).Connect(); d.Action != filters.Go || !slices.Equal(h.noted("asked"), []string{"inner S", "outer S"}) {
		t.Errorf("it notes %q, decides %+v, fails with %v", h.noted("asked"), d, h.failures())
	}
}
