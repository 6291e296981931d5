package gate

import (
	"strings"
	"testing"
)

// A hook that is written out has no parameters any more. It copies those that it changes, or that a function has which may outlive it.
func TestEntrances(t *testing.T) {
	for _, c := range []struct {
		why  string
		in   sharingCase
		want []string
	}{
		{"read", sharingCase{hook: `if to.Null() { return filters.Accept() }`}, []string{`Recipient(&y_given1, &y_given2, &y_given3, func() {`, `if y_given2.Null()`}},
		{"not used", sharingCase{hook: ``}, []string{`Recipient(&y_given1, &y_given2, &y_given3, func() {`}},
		{"set", sharingCase{hook: `if to.Null() { p := *to; to = &p }; _ = to.Null()`}, []string{`var to *y_filters.Path = y_given`, `if to.Null()`}},
		{"set by a loop", sharingCase{hook: `for _, to = range []*filters.Path{to} { _ = to.Null() }`}, []string{`var to *y_filters.Path = y_given`}},
		{"pointed to", sharingCase{hook: `p := &to; _ = (*p).Null()`}, []string{`var to *y_filters.Path = y_given`}},
		{"in a closure", sharingCase{hook: `f := func() bool { return to.Null() }; _ = f()`}, []string{`var to *y_filters.Path = y_given`, `return to.Null()`}},
		{"deferred", sharingCase{hook: `defer func() { _ = to.Null() }()`}, []string{`var to *y_filters.Path = y_given`}},
		{"Open's, in its hooks", sharingCase{open: `n := 0`, session: `n++; s.Note("n", s.ID())`}, []string{`Open(&y_given1, func() *y_filters.Filter {`, `Sender(&y_given1, &y_given2, &y_given3, func() {`}},
		{"a field's name", sharingCase{decls: `type way struct{ to string }`, hook: `w := way{to: "x"}; _ = w.to`}, []string{`way{to: "x"}`}},
		{"a method", sharingCase{decls: `type p struct{}; func (p) hook(s *filters.Session) filters.Verdict { return filters.Pass() }`, open: `_ = filters.Filter{Connect: p{}.hook}`}, []string{`{Connect: func() func(`}},
		{"in a loop", sharingCase{open: `for i := range 2 { _ = filters.Filter{Connect: func(s *filters.Session) filters.Verdict { s.Note("i", string(rune(i))); return filters.Pass() }} }`}, []string{`{Connect: func() func(`, `:= func(s_2 *y_filters.Session)`}},
		{"called by the script", sharingCase{hook: `f := filters.Filter{Connect: func(s *filters.Session) filters.Verdict { s.ID(); return filters.Pass() }}; f.Connect(s); _ = to.Null()`}, []string{`var to *y_filters.Path = y_given`, `to.Null()`}},
		{"called as a field of another struct", sharingCase{decls: "type other " + otherFilter, hook: `other(filters.Filter{}).Sender(s, to); _ = to.Null()`}, []string{`var to *y_filters.Path = y_given`, `to.Null()`}},
		{"called as a field of a struct without a name", sharingCase{inNew: "var other " + otherFilter + "; other = filters.Filter{}", hook: `other.Sender(s, to); _ = to.Null()`}, []string{`var to *y_filters.Path = y_given`, `to.Null()`}},
	} {
		t.Run(c.why, func(t *testing.T) {
			if c.in.open != "" && c.in.session == "" {
				c.in.session = "_ = s"
			}
			loweredHas(t, c.in, c.want)
		})
	}
}

// otherFilter is a struct that a filter can become.
const otherFilter = `struct {
	Open func(*filters.Session) *filters.Filter
	Connect func(*filters.Session) filters.Verdict
	Hello func(*filters.Session, *filters.Hello) filters.Verdict
	Login func(*filters.Session, *filters.Login) filters.Verdict
	Sender, Recipient func(*filters.Session, *filters.Path) filters.Verdict
	Header, Message func(*filters.Session, *filters.Message) filters.Verdict
	Command func(*filters.Session, *filters.Command) filters.Verdict
	Reply func(*filters.Session, *filters.Command, *filters.Reply) filters.Verdict
	Close func(*filters.Session)
}`

// loweredHas is the lowered source, in which there is what is wanted.
func loweredHas(t *testing.T, c sharingCase, want []string) string {
	t.Helper()
	l, err := Check([]File{{Name: "p.go", Source: []byte(c.source())}}, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		if !strings.Contains(l.Source, w) {
			t.Errorf("there is no %s\n%s", w, l.Source)
		}
	}
	return l.Source
}
