package gate

import "testing"

// keepers are hooks that keep what sessions share apart from what is a session's own, each in another way.
const keepers = `package keepers

import (
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

var words = []string{"a", "b"}

type rule struct {
	name string
	from []string
}

type state struct {
	seen  map[string]int
	parts []string
}

func (st *state) recipient(s *filters.Session, to *filters.Path) filters.Verdict {
	st.seen[to.Domain()]++
	st.parts = append(st.parts, to.Local())
	return filters.Pass()
}

func (r rule) fits(sender string) bool { return slices.Contains(r.from, sender) }

func New(o *filters.Options) (*filters.Filter, error) {
	known := map[string]bool{}
	for _, n := range o.List("names", nil, "names") {
		known[strings.ToLower(n)] = true
	}
	var rules []rule
	add := func(n string) { rules = append(rules, rule{name: n}) }
	add("x")
	f := &filters.Filter{}
	f.Open = func(s *filters.Session) *filters.Filter {
		st := &state{seen: map[string]int{}}
		count, last := 0, ""
		own := slices.Clone(words)
		slices.Reverse(own)
		own[0] = "z"
		copied := map[string]bool{}
		for k, v := range known {
			copied[k] = v
		}
		copied["more"] = true
		return &filters.Filter{
			Recipient: st.recipient,
			Sender: func(s *filters.Session, from *filters.Path) filters.Verdict {
				count++
				last = from.Mailbox()
				for _, r := range rules {
					r.name = "mine"
					if r.fits(last) {
						return filters.Refuse("5.7.1", r.name)
					}
				}
				if err := from.SetMailbox("a@example.org"); err != nil {
					return filters.Fail(err)
				}
				return filters.Pass()
			},
			Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
				m.Header.Set("X-Count", strings.Repeat("x", min(count, 9)))
				return filters.Pass()
			},
		}
	}
	return f, o.Err()
}
`

func TestKeptApart(t *testing.T) {
	l, err := Check([]File{{Name: "keepers.go", Source: []byte(keepers)}}, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, "hooks", l.Hooks, "Message", "Open", "Recipient", "Sender")
}
