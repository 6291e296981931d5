package gate

import (
	"strings"
	"testing"
)

// Calls that begin with a path are one call where one takes nothing but what the other gives; others stay.
func TestJoins(t *testing.T) {
	for _, c := range []struct {
		why, before, e string
		want           []string // in the lowered source; nil: it stays
	}{
		{"a path's domain", ``, `strings.ToLower(to.Domain())`, []string{`.PathThen(y_strings.ToLower, y_plugins_support.PathText("Domain"))`, `Sprint(y_join`}},
		{"three calls", ``, `strings.TrimSpace(strings.ToLower(to.Local()))`, []string{`.PathThen(y_strings.TrimSpace, y_plugins_support.PathThen(y_strings.ToLower, y_plugins_support.PathText("Local")))`}},
		{"in parentheses", ``, `(strings.ToLower)((to).Domain())`, []string{`.PathThen(y_strings.ToLower, `}},
		{"a pattern", `r := regexp.MustCompile("x")`, `r.MatchString(to.Mailbox())`, []string{`.PathMatch(y_plugins_support.PathText("Mailbox"))`, `(r, y_given`}},
		{"the sender", ``, `s.Sender().Domain()`, []string{`.SenderText("Domain")`, `Sprint(y_join`}},
		{"a pattern of the sender", `r := regexp.MustCompile("x")`, `r.MatchString(strings.ToUpper(s.Sender().String()))`, []string{`.SenderMatch(y_plugins_support.SenderThen(y_strings.ToUpper, y_plugins_support.SenderText("String")))`}},
		{"one call", ``, `to.Domain()`, nil},
		{"a text", ``, `strings.ToLower(s.ID())`, nil},
		{"a function of two", ``, `strings.HasPrefix(to.Domain(), "x")`, nil},
		{"a function of the script's", `low := func(s string) string { return s }`, `low(to.Domain())`, nil},
		{"a path that isn't a pointer", `p := *to`, `strings.ToLower(p.Domain())`, nil},
		{"a method expression", ``, `strings.ToLower((*filters.Path).Domain(to))`, nil},
		{"an embedded path", `p := struct{ *filters.Path }{to}`, `strings.ToLower(p.Domain())`, nil},
		{"an embedded pattern", `r := struct{ *regexp.Regexp }{regexp.MustCompile("x")}`, `r.MatchString(to.Domain())`, nil},
		{"a pattern that isn't a pointer", `r := *regexp.MustCompile("x")`, `r.MatchString(to.Domain())`, nil},
	} {
		t.Run(c.why, func(t *testing.T) {
			source := loweredHas(t, sharingCase{hook: c.before + "\ns.Note(\"n\", fmt.Sprint(" + c.e + "))"}, c.want)
			if c.want == nil && strings.Contains(source, "y_join") {
				t.Errorf("something is joined\n%s", source)
			}
		})
	}
}

// The same calls are one function, wherever they are.
func TestJoinsAreMadeOnce(t *testing.T) {
	source := loweredHas(t, sharingCase{hook: `_, _ = strings.ToLower(to.Domain()), strings.ToLower(to.Domain())`}, nil)
	if n := strings.Count(source, "PathThen("); n != 1 {
		t.Errorf("it is made %d times\n%s", n, source)
	}
}

// A call that stays leaves nothing behind that the checker would refuse.
func TestOneCallStays(t *testing.T) {
	source := `package p

import "github.com/gatepost-mail/gatepost/filters"

func New(*filters.Options) (*filters.Filter, error) { return &filters.Filter{Recipient: recipient}, nil }

func recipient(_ *filters.Session, to *filters.Path) filters.Verdict {
	if to.Domain() == "example.org" {
		return filters.Accept()
	}
	return filters.Pass()
}
`
	if _, err := Check([]File{{Name: "p.go", Source: []byte(source)}}, Plugin(Grants{})); err != nil {
		t.Error(err)
	}
}
