package gate

import (
	"slices"
	"testing"
)

const described = `package described

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	limit := o.Int("limit", 10, "most")
	names := o.List("names", nil, "whose")
	f := &filters.Filter{Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
		if len(s.Recipients()) > limit || len(names) == 0 {
			return filters.Refuse("5.7.1", strings.Repeat("no", limit))
		}
		return filters.Pass()
	}}
	f.Close = func(s *filters.Session) {}
	return f, o.Err()
}
`

// A plugin is described from its source alone.
func TestDescribed(t *testing.T) {
	l, err := Check([]File{{Name: "described.go", Source: []byte(described)}}, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, "hooks", l.Hooks, "Close", "Recipient")
	wantAll(t, "options", l.Options, "limit", "names")
	wantAll(t, "imports", l.Imports, "github.com/gatepost-mail/gatepost/filters", "strings")
	if len(l.Warnings) != 1 || l.Warnings[0].Line != 14 {
		t.Errorf("warnings %v", l.Warnings)
	}
}

func wantAll(t *testing.T, what string, have []string, want ...string) {
	t.Helper()
	if !slices.Equal(have, want) {
		t.Errorf("%s %q, want %q", what, have, want)
	}
}

// What would end the whole program and can be seen is named.
func TestWarnings(t *testing.T) {
	for _, c := range []struct{ why, body string }{
		{"a giant slice", `_ = make([]byte, 1<<40)`},
		{"a slice of unknown size", `n := len(os) * 1000; _ = make([]byte, n)`},
		{"one that grows", `n := 1; for n < cap(os) { n *= 2 }; _ = make([]byte, n)`},
		{"one that grows from itself", `n := 1; for n < cap(os) { m := n + n; n = m }; _ = make([]byte, n)`},
		{"one that a function is given", `f := func(n int) { if n < 0 { n = 0 }; _ = make([]byte, n) }; f(1)`},
		{"one that is set elsewhere", `n := 1; to := &n; *to = 1 << 40; _ = make([]byte, n)`},
		{"a length that is shifted", `_ = make([]byte, len(os)<<40)`},
		{"a length many times", `_ = strings.Repeat("x", 3+len(os)*1000000000)`},
		{"a length of a length", `_ = make([]byte, len(os)*len(os))`},
		{"a shift by a length", `_ = make([]byte, 1<<len(os))`},
		{"a bound that is none", `_ = make([]byte, min(len(os)<<40, 1<<40))`},
		{"the larger of two", `_ = make([]byte, max(10, len(os)<<40))`},
		{"a giant text", `_ = strings.Repeat("x", 1<<40)`},
		{"a list that holds itself", `a := []any{nil}; a[0] = a`},
		{"a lock", `var mu sync.Mutex; mu.Lock()`},
	} {
		t.Run(c.why, func(t *testing.T) {
			source := "package main\n\nimport (\n\"strings\"\n\"sync\"\n)\n\nvar os = strings.Fields(\"a\")\nvar _ sync.Once\n\nfunc main() { " + c.body + " }\n"
			l, err := Check([]File{{Name: "w.go", Source: []byte(source)}}, Bare())
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Warnings) != 1 {
				t.Errorf("warnings %v", l.Warnings)
			}
		})
	}
	const harmless = "package main\n\nfunc main() { s := []int{1}; _ = make([]int, len(s)+1); _ = make([]int, 10); _ = make([]int, (len(s)*4/3+4)&^3); " +
		"n := len(s); _ = make([]int, min(n<<40, 1000)); _ = make([]int, min(100, len(s)<<9)); _ = make([]int, len(s)%7<<3); _ = make([]int, 1<<(len(s)%8)); " +
		"if n > 20 { n = 20 }; var m = n + 1; _ = make([]int, m); " +
		"f := func(n int) { n = min(n, 9); _ = make([]byte, n) }; f(1); var k int; if n > 2 { k = len(s) }; _ = make([]byte, k) }\n"
	l, err := Check([]File{{Name: "w.go", Source: []byte(harmless)}}, Bare())
	if err != nil || len(l.Warnings) != 0 {
		t.Errorf("%v, %v", l, err)
	}
}

// Several files are one plugin; problems name the file, and marks find it again.
func TestFiles(t *testing.T) {
	files := []File{
		{Name: "new.go", Source: []byte("package two\n\nimport f \"github.com/gatepost-mail/gatepost/filters\"\n\nfunc New(o *f.Options) (*f.Filter, error) {\n\treturn &f.Filter{Connect: connect}, o.Err()\n}\n")},
		{Name: "connect.go", Source: []byte("package two\n\nimport \"github.com/gatepost-mail/gatepost/filters\"\n\nfunc connect(s *filters.Session) filters.Verdict { return filters.Pass() }\n")},
	}
	l, err := Check(files, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	if file, line := l.Place(1*markUnit + 5); file != "connect.go" || line != 5 {
		t.Errorf("a mark means %s:%d", file, line)
	}
	files[1].Source = []byte("package three\n")
	if _, err := Check(files, Plugin(Grants{})); err == nil {
		t.Error("two packages pass as one")
	}
}
