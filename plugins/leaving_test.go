package plugins

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

const leaving = `package leaving

import (
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
)

func say(text string) filters.Verdict { return filters.Refuse("5.7.1", text) }

func second(of *filters.Filter, s *filters.Session) filters.Verdict {
	if of.Connect(s) == say("first") {
		return say("second")
	}
	return filters.Pass()
}

func New(o *filters.Options) (*filters.Filter, error) {
	other := &filters.Filter{Connect: func(s *filters.Session) filters.Verdict { return say("first") }}
	return &filters.Filter{
		Connect: func(s *filters.Session) (v filters.Verdict) {
			defer func() { v = v.After(5) }()
			return say("deferred")
		},
		Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
			for name := range slices.Values([]string{"a", "b", "c"}) {
				if name == h.Name {
					return say(name)
				}
			}
			return filters.Pass()
		},
		Login: func(s *filters.Session, l *filters.Login) (v filters.Verdict) {
			defer func() {
				if recover() != nil {
					v = say("recovered")
				}
			}()
			panic("no")
		},
		Sender: func(s *filters.Session, from *filters.Path) filters.Verdict { return second(other, s) },
		Command: func(s *filters.Session, c *filters.Command) filters.Verdict {
			check := func() filters.Verdict { return say("inner") }
			switch c.Verb {
			case "NOOP":
				return check()
			case "RSET":
				check()
			}
			return filters.Accept()
		},
	}, o.Err()
}
`

// However a hook leaves, it is with the verdict of this call.
func TestHooksLeave(t *testing.T) {
	f := made(t, loaded(t, scriptOf(t, leaving)))
	s := &filters.Session{}
	say := func(text string) filters.Verdict { return filters.Refuse("5.7.1", text) }
	for range 2 {
		for _, c := range []struct {
			why        string
			have, want filters.Verdict
		}{
			{"a deferred function changes it", f.Connect(s), say("deferred").After(5)},
			{"in a range over a function", f.Hello(s, &filters.Hello{Name: "b"}), say("b")},
			{"behind a range over a function", f.Hello(s, &filters.Hello{Name: "d"}), filters.Pass()},
			{"a deferred function recovers", f.Login(s, &filters.Login{}), say("recovered")},
			{"another hook ran in this one", f.Sender(s, &filters.Path{}), say("second")},
			{"with that of a function", f.Command(s, &filters.Command{Verb: "NOOP"}), say("inner")},
			{"behind a function whose verdict is not used", f.Command(s, &filters.Command{Verb: "RSET"}), filters.Accept()},
		} {
			if c.have != c.want {
				t.Errorf("%s: have %v, want %v", c.why, c.have, c.want)
			}
		}
	}
}
