package gate

import (
	"fmt"
	"slices"
	"testing"
)

// warned are hooks, each with the places of its warnings and how they begin; none where it is all right.
var warned = []struct {
	why, hook string
	want      []string
}{
	{"an enhanced code of another class", `return filters.Refuse("4.7.1", "no")`,
		[]string{`1:23 Refuse wants an enhanced code like "5.7.1"`}},
	{"and the other way round", `return filters.Defer("5.7.1", "no")`, []string{`1:22 Defer wants an enhanced code like "4.7.1"`}},
	{"a constant", `const code = "5.7"; return filters.Refuse(code, "no")`, []string{`1:43 Refuse wants an enhanced code like "5.7.1"`}},
	{"a code that is no refusal", `return filters.RefuseCode(250, "5.7.1", "no")`, []string{`1:27 RefuseCode wants a code from 500 to 599`}},
	{"both are wrong", `return filters.DeferCode(550, "5.7.1", "no")`,
		[]string{`1:26 DeferCode wants a code from 400 to 499`, `1:31 DeferCode wants an enhanced code like "4.7.1"`}},
	{"a hangup", `return filters.DeferCode(421, "4.7.1", "no")`, []string{`1:26 421 ends the session, which only Hangup may`}},
	{"Fail with nothing", `return filters.Fail(nil)`, []string{`1:8 Fail without an error`}},
	{"the zero Verdict", `return filters.Verdict{}`, []string{`1:8 this is the zero Verdict`}},
	{"one that is never set", `var v filters.Verdict; return v`, []string{`1:31 this is the zero Verdict`}},
	{"one that may be set", `var v filters.Verdict; if len(h.Name) > 3 { v = filters.Pass() }; return v`, nil},
	{"right ones", `if h.Extended { return filters.Refuse("", "no") }; return filters.DeferCode(450, "4.2.0", "later")`, nil},

	{"a verdict that is thrown away", "filters.Refuse(\"5.7.1\", \"no\")\nreturn filters.Pass()", []string{"1:1 this verdict is thrown away"}},
	{"one that nobody keeps", "_ = filters.Refuse(\"5.7.1\", \"no\").After(9)\nvar _ = filters.Hangup(\"no\"); return filters.Pass()",
		[]string{"1:5 this verdict is thrown away", "2:9 this verdict is thrown away"}},
	{"one of another function", "judged(h)\ndefer judged(h); return filters.Pass()", []string{"1:1 this verdict is thrown away", "2:7 this verdict is thrown away"}},
	{"one that a function gives by the way", "_ = judged(h); return judged(h)", nil},

	{"a long sleep", "time.Sleep(time.Minute); return filters.Pass()", []string{"1:1 this sleeps for as long as a hook may take"}},
	{"a short one", "time.Sleep(time.Second); return filters.Pass()", nil},
	{"an expression that is none", "const form = `(`; return filters.Refuse(`5.7.1`, regexp.MustCompile(form).String())",
		[]string{"1:69 regexp.MustCompile panics with this text whenever it is reached: error parsing regexp: missing closing )"}},
	{"an address that is none", "return filters.Refuse(`5.7.1`, netip.MustParsePrefix(`10.0.0.0`).String())", []string{"1:54 netip.MustParsePrefix panics"}},
	{"right texts, and one that may be wrong", "_, _ = regexp.Compile(`(`); return filters.Refuse(netip.MustParseAddr(`10.0.0.1`).String(), regexp.MustCompile(`(a)`).String())", nil},

	{"an endless loop", "for { h.Name += \"x\" }", []string{"1:1 this loop never ends"}},
	{"one that says so", `for true { for { break }; switch { case h.Extended: break } }; return filters.Pass()`, []string{"1:1 this loop never ends"}},
	{"one that returns", `for { if h.Extended { return filters.Pass() } }`, nil},
	{"one that breaks", `for { switch { case true: if h.Extended { continue } }; break }; return filters.Pass()`, nil},
	{"one that breaks by a label", `out: for { for { break out } }; return filters.Pass()`, nil},
	{"one that panics", `for { panic("no") }`, nil},

	{"a lock taken twice", "mu.Lock()\nmu.Lock(); return filters.Pass()", []string{"2:1 this takes the lock mu, which is held since line"}},
	{"one that a function takes", "mu.Lock()\ndefer mu.Unlock()\nlocks(); return filters.Pass()", []string{"3:1 this takes the lock mu, which is held since line"}},
	{"one that was given back", "mu.Lock(); mu.Unlock(); locks(); return filters.Pass()", nil},

	{"a lock of its own", "var own sync.Mutex; own.Lock(); return filters.Pass()", []string{"1:21 hooks are called one at a time and need no lock"}},

	{"a giant array", `var a [1 << 30]byte; return filters.Refuse("5.7.1", string(a[:9]))`, []string{"1:7 an array of this size"}},
	{"arrays of what has no size yet", `first := pair[string]{}; return filters.Refuse("5.7.1", paired(h.Name, h.Name)[1]+first.both[0])`, nil},
	{"a giant buffer", `var b strings.Builder; b.Grow(1 << 40); return filters.Pass()`, []string{"1:31 (*strings.Builder).Grow of this size"}},
	{"one whose number is asked for", `return filters.Refuse("5.7.1", level(3).String())`, nil},
	{"a method that converts first", `return filters.Refuse("5.7.1", name(h.Name).String())`, nil},
}

// What fails whenever it is reached, and what would end the whole program, is named where it stands.
func TestWarned(t *testing.T) {
	const source = `package warned
import ("strings"; "sync"; "fmt"; "time"; "regexp"; "net/netip"; "github.com/gatepost-mail/gatepost/filters")
var mu sync.Mutex
func locks() { mu.Lock(); mu.Unlock() }
type name string
func (n name) String() string { return fmt.Sprint(string(n)) }
var _, _, _, _ = strings.ToLower, time.Second, regexp.QuoteMeta, netip.Addr.String
type level int
func (l level) String() string { return fmt.Sprintf("%%.1f%%%% %%02d", 1.5, l) }
type pair[T any] struct{ both [2]T }
type pairs[T any] [2]pair[T]
func paired[T any](a, b T) [2]T { var p pairs[T]; p[1].both = [...]T{a, b}; return p[1].both }
func judged(h *filters.Hello) filters.Verdict { return filters.Pass() }
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{Hello: hello}, o.Err() }
func hello(s *filters.Session, h *filters.Hello) filters.Verdict {
%s
}
`
	for _, c := range warned {
		t.Run(c.why, func(t *testing.T) { wantWarnings(t, fmt.Sprintf(source, c.hook), 15, c.want) })
	}
}

// wantWarnings compares the warnings about what stands behind a line.
func wantWarnings(t *testing.T, source string, behind int, want []string) {
	t.Helper()
	l, err := Check([]File{{Name: "warned.go", Source: []byte(source)}}, Plugin(Grants{}))
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, w := range l.Warnings {
		if w.Line > behind {
			have = append(have, fmt.Sprintf("%d:%d %s", w.Line-behind, w.Column, w.Text))
		}
	}
	if !slices.EqualFunc(have, want, func(have, want string) bool { return len(have) >= len(want) && have[:len(want)] == want }) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

// A method that formats what it is of, and a New that forgets the errors of its options.
func TestWarnedOfDeclarations(t *testing.T) {
	const source = `package warned
import ("fmt"; "github.com/gatepost-mail/gatepost/filters")
type name string
func (n name) String() string { return fmt.Sprintf("<%v>", n) }
type code int
func (c code) Error() string { return fmt.Sprintf("%d%% %+v", c, c) }
func New(o *filters.Options) (*filters.Filter, error) {
	o.Int("max", 1, "most")
	return nil, nil
}
`
	wantWarnings(t, source, 0, []string{"4:60 String formats its own receiver", "6:66 Error formats its own receiver", "9:2 New returns no filter here", "9:14 New forgets what is wrong with its options"})
}
