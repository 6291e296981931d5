package gate

import "testing"

func TestProblem(t *testing.T) {
	for _, c := range []struct {
		why  string
		p    Problem
		want string
	}{
		{"a column", Problem{"a.go", 3, 6, "bad", "\tx := y"}, "a.go:3:6: bad\n\t\tx := y\n\t\t    ^"},
		{"letters of several bytes", Problem{"a.go", 3, 5, "bad", `"äö" y`}, "a.go:3:5: bad\n\t\"äö\" y\n\t   ^"},
		{"no column", Problem{"a.go", 3, 0, "bad", "x"}, "a.go:3: bad\n\tx"},
		{"no line", Problem{"a.go", 9, 1, "bad", ""}, "a.go:9:1: bad"},
		{"behind the end", Problem{"a.go", 1, 9, "bad", "x"}, "a.go:1:9: bad"},
	} {
		if have := c.p.Error(); have != c.want {
			t.Errorf("%s: have\n%s\nwant\n%s", c.why, have, c.want)
		}
	}
}

// What the interpreter itself doesn't take is found by the mark above it.
func TestNotTaken(t *testing.T) {
	source := "package main\n\nfunc main() {\n\tx := f()\n\tprintln(x)\n}\n\nfunc f() int { return 1 }\n"
	l, err := Check([]File{{Name: "m.go", Source: []byte(source)}}, Bare())
	if err != nil {
		t.Fatal(err)
	}
	if p := l.NotTaken(errAt("script.go:1000:3: nil type")); p.Line != 8 && p.Line != 5 || p.Source == "" {
		t.Errorf("%+v", p)
	}
	if p := l.NotTaken(errAt("nil type")); p.Line != 1 || p.File != "m.go" {
		t.Errorf("%+v", p)
	}
}

type errAt string

func (e errAt) Error() string { return string(e) }
