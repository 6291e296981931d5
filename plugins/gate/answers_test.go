package gate

import (
	"strings"
	"testing"
)

// Each verdict that is written out is made once, however often it is given; others are made where they are given.
func TestAnswers(t *testing.T) {
	c := sharingCase{
		decls: `func check(s *filters.Session) filters.Verdict { return filters.Pass() }`,
		inNew: `text := o.String("text", "no", "what to say")`,
		hook:  `if s.ID() == "a" { return filters.Refuse("5.7.1", "no") }; if s.ID() == "b" { return filters.Refuse("5.7.1", text) }; if s.ID() == "c" { return check(s).After(1) }`,
	}
	l, err := Check([]File{{Name: "p.go", Source: []byte(c.source())}}, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]int{`.Pass()`: 1, `.Refuse("5.7.1", "no")`: 1, `.Refuse("5.7.1", text)`: 1} {
		if have := strings.Count(l.Source, what); have != want {
			t.Errorf("%s is made in %d places, want %d\n%s", what, have, want, l.Source)
		}
	}
}

// Names that mean one thing here and another there are no way to tell verdicts apart.
func TestAnswersByName(t *testing.T) {
	c := sharingCase{
		hook: `if s.ID() == "a" { const why = "one"; return filters.Refuse("5.7.1", why) }; const why = "two"; return filters.Refuse("5.7.1", why)`,
	}
	l, err := Check([]File{{Name: "p.go", Source: []byte(c.source())}}, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	if have := strings.Count(l.Source, ".Refuse("); have != 2 {
		t.Errorf("verdicts are made in %d places, want 2\n%s", have, l.Source)
	}
}
