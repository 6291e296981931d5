package plugins

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What the gate makes one call gives what the calls give one by one, as those of a path that isn't a pointer are made, wherever it stands.
func TestJoinsGiveTheSame(t *testing.T) {
	leavesNothing(t)
	var notes strings.Builder
	for _, e := range []string{
		`strings.ToUpper(X.Local())`,
		`strings.TrimSpace(strings.ToUpper(X.Domain()))`,
		`fmt.Sprint(strings.ToUpper(X.Local()))`,
		`fmt.Sprintf("%q %v", strings.ToUpper(X.Local()), re.MatchString(X.Local()))`,
		`string([]byte(strings.ToUpper(X.Local())))`,
		`strings.ToUpper(X.Domain())[2:]`,
		`string(strings.ToUpper(X.Local())[0])`,
		`strconv.Itoa(len(strings.ToUpper(X.Domain())))`,
		`func() string { return strings.ToUpper(X.Local()) }()`,
		`func() string { for _, r := range strings.ToUpper(X.Domain()) { return string(r) }; return "" }()`,
		`func() string { text := "<"; text += strings.ToUpper(X.Local()); return text }()`,
		`func() string { a, b := strings.ToUpper(X.Domain()), X.Local(); return a + b }()`,
		`func() string { if low := strings.ToLower(X.Local()); low == "b" { return low }; return "" }()`,
		`func() string { if re.MatchString(strings.ToLower(X.Local())) || X.Null() { return "yes" }; return "no" }()`,
		`func() string { if !re.MatchString(strings.ToUpper(X.Local())) { return "yes" }; return "no" }()`,
		`func() string { switch strings.ToUpper(X.Local()) { case "B": return "yes" }; return "no" }()`,
		`func() string { switch { case re.MatchString(X.Local()): return "yes" }; return "no" }()`,
		`func() string { n := 0; for re.MatchString(X.Local()) && n < 3 { n++ }; return strconv.Itoa(n) }()`,
		`[]string{strings.ToUpper(X.Local())}[0]`,
		`map[string]string{strings.ToUpper(X.Local()): "found"}[strings.ToUpper(X.Local())]`,
		`struct{ text string }{strings.ToUpper(X.Local())}.text`,
		`"<" + strings.ToUpper(X.Local()) + ">"`,
		`max(strings.ToUpper(X.Local()), "A")`,
		`any(strings.ToUpper(X.Local())).(string)`,
		`strings.Join(append([]string{"a"}, strings.ToUpper(X.Local())), ",")`,
		`both(strings.ToUpper(X.Local()), strings.ToUpper(X.Domain()))`,
		`list(strings.ToUpper(X.Local()), "x", strings.ToUpper(X.Domain()))`,
		`fmt.Sprint(re.MatchString(X.Local()) == true, strings.ToUpper(X.Local()) < "C")`,
		`strings.Repeat(strings.ToUpper(X.Local()), strings.Count(strings.ToUpper(X.Domain()), "E"))`,
	} {
		fmt.Fprintf(&notes, "s.Note(\"joined\", %s)\n", strings.ReplaceAll(e, "X", "to"))
		fmt.Fprintf(&notes, "s.Note(\"alone\", %s)\n", strings.ReplaceAll(e, "X", "p"))
	}
	p := Load(Interpreted(scriptOf(t, `package script

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

func both(a, b string) string { return a + b }

func list(all ...string) string { return strings.Join(all, " ") }

func New(o *filters.Options) (*filters.Filter, error) {
	re := regexp.MustCompile("^b$")
	return &filters.Filter{Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
		p := *to
`+notes.String()+`
		return filters.Pass()
	}}, o.Err()
}
`)), Limits{}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	h := &host{id: "S"}
	talk(t, chainOf(t, f, time.Minute), h)
	joined, alone := h.noted("joined"), h.noted("alone")
	if len(joined) != strings.Count(notes.String(), "\"joined\"") || h.failures() != nil {
		t.Fatalf("%d notes; failures %v", len(joined), h.failures())
	}
	for i := range joined {
		if joined[i] != alone[i] || joined[i] == "" {
			t.Errorf("%d: joined %q, alone %q", i, joined[i], alone[i])
		}
	}
}
