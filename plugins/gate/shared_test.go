package gate

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// sharingCase is a filter: declarations of its package, and what New, Open and a hook of each do.
type sharingCase struct{ why, decls, inNew, hook, open, session string }

// source imports what it names.
func (c sharingCase) source() string {
	open := "nil"
	if c.open+c.session != "" {
		open = "func(s *filters.Session) *filters.Filter {\n" + c.open + "\nreturn &filters.Filter{Sender: func(s *filters.Session, from *filters.Path) filters.Verdict {\n" + c.session + "\nreturn filters.Pass()\n}}\n}"
	}
	body := c.decls + "\nfunc New(o *filters.Options) (*filters.Filter, error) {\n" + c.inNew + "\nreturn &filters.Filter{\nOpen: " + open + ",\nRecipient: func(s *filters.Session, to *filters.Path) filters.Verdict {\n" + c.hook + "\nreturn filters.Pass()\n},\n}, o.Err()\n}\n"
	imports := "import \"github.com/gatepost-mail/gatepost/filters\"\n"
	for _, path := range []string{"bufio", "bytes", "cmp", "container/heap", "container/list", "crypto/hmac", "crypto/sha256", "encoding/base64", "encoding/csv", "encoding/hex", "encoding/json", "errors", "fmt", "hash", "io", "maps", "mime/multipart", "net/mail", "net/url", "regexp", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "time"} {
		if regexp.MustCompile(`\b` + path[strings.LastIndex(path, "/")+1:] + `\.`).MatchString(body) {
			imports += fmt.Sprintf("import %q\n", path)
		}
	}
	return "package p\n\n" + imports + "\n" + body
}

func (c sharingCase) problems(t *testing.T) Problems {
	t.Helper()
	_, err := Check([]File{{Name: "p.go", Source: []byte(c.source())}}, Plugin(Grants{}))
	ps, _ := err.(Problems)
	return ps
}

const boxType = `
type box struct{ m map[string]int; n int }
func (b *box) add(k string) { b.m[k]++ }
func (b box) put(k string) { b.m[k]++ }
func (b box) get(k string) int { return b.m[k] }
`

// Whatever way a hook takes to what New or the package made, it doesn't write it.
func TestSharedWrites(t *testing.T) {
	for _, c := range []sharingCase{
		{why: "a variable", inNew: `n := 0`, hook: `n++`},
		{why: "a map of the package", decls: `var seen = map[string]int{}`, hook: `seen["a"] = 1`},
		{why: "a closure that a function has made", decls: `func counter() func() int { n := 0; return func() int { n++; return n } }`, inNew: `next := counter()`, hook: `_ = next()`},
		{why: "closures in a list", decls: `func adders() []func() { n := 0; return []func(){func() { n++ }} }`, inNew: `all := adders()`, hook: `for _, f := range all { f() }`},
		{why: "a closure in a struct", decls: `type ops struct{ add func(string) }`, inNew: `seen := map[string]bool{}; o2 := ops{add: func(k string) { seen[k] = true }}`, hook: `o2.add("a")`},
		{why: "a closure in a map of the package", decls: `var seen = map[string]bool{}; var ops = map[string]func(){"a": func() { seen["a"] = true }}`, hook: `ops["a"]()`},
		{why: "a constructor's pointer", decls: boxType + `func newBox() *box { return &box{m: map[string]int{}} }`, inNew: `b := newBox()`, hook: `b.add("a")`},
		{why: "a constructor that Open calls, too", decls: boxType + `func newBox() *box { return &box{m: map[string]int{}} }`, inNew: `b := newBox()`, hook: `b.add("a")`, open: `mine := newBox()`, session: `mine.add("a")`},
		{why: "a literal", decls: boxType, inNew: `m := map[string]int{}`, hook: `box{m: m}.m["z"] = 1`},
		{why: "a method of a literal", decls: boxType, inNew: `m := map[string]int{}`, hook: `box{m: m}.put("z")`},
		{why: "a list literal", inNew: `m := map[string]int{}`, hook: `[]map[string]int{m}[0]["z"] = 1`},
		{why: "an assertion", inNew: `m := map[string]int{}`, hook: `any(m).(map[string]int)["z"] = 1`},
		{why: "a struct in an interface", decls: boxType, inNew: `var v any = box{m: map[string]int{}}`, hook: `v.(box).m["z"] = 1`},
		{why: "a type switch", inNew: `var v any = map[string]int{}`, hook: `switch v := v.(type) { case map[string]int: v["z"] = 1 }`},
		{why: "a function's result", decls: `var all = map[string]int{}; func get() map[string]int { return all }`, hook: `get()["z"] = 1`},
		{why: "a named result", decls: `var all = map[string]int{}; func get() (m map[string]int) { m = all; return }`, hook: `get()["z"] = 1`},
		{why: "a second result", decls: `var all = map[string]int{}; func get() (int, map[string]int) { return 1, all }`, hook: `_, m := get(); m["z"] = 1`},
		{why: "a local function's result", inNew: `all := map[string]int{}; get := func() map[string]int { return all }`, hook: `get()["z"] = 1`},
		{why: "a generic function's result", decls: `func same[T any](x T) T { return x }`, inNew: `all := map[string]int{}`, hook: `same(all)["z"] = 1`},
		{why: "a method of a generic type", decls: `type set[T comparable] struct{ m map[T]bool }; func (s set[T]) add(v T) { s.m[v] = true }`, inNew: `all := set[string]{map[string]bool{}}`, hook: `all.add("z")`},
		{why: "a channel", inNew: `all := map[string]int{}`, hook: `ch := make(chan map[string]int, 1); ch <- all; m := <-ch; m["z"] = 1`},
		{why: "a channel of New's", inNew: `ch := make(chan int, 10)`, hook: `ch <- 1`},
		{why: "a channel of New's, received from", inNew: `ch := make(chan int, 10)`, hook: `<-ch`},
		{why: "a channel of New's, closed", inNew: `ch := make(chan int)`, hook: `close(ch)`},
		{why: "a method of the script's interface", decls: boxType + `type adder interface{ add(string) }`, inNew: `var a adder = &box{m: map[string]int{}}`, hook: `a.add("z")`},
		{why: "a value method of the script's interface", decls: boxType + `type putter interface{ put(string) }`, inNew: `var a putter = box{m: map[string]int{}}`, hook: `a.put("z")`},
		{why: "an interface in a list", decls: boxType + `type adder interface{ add(string) }`, inNew: `all := []adder{&box{m: map[string]int{}}}`, hook: `for _, a := range all { a.add("z") }`},
		{why: "an embedded interface", decls: boxType + `type adder interface{ add(string) }; type outer struct{ adder }`, inNew: `x := outer{&box{m: map[string]int{}}}`, hook: `x.add("z")`},
		{why: "an embedded pointer", decls: boxType + `type outer struct{ *box }`, inNew: `x := outer{&box{m: map[string]int{}}}`, hook: `x.add("z")`},
		{why: "an embedded struct", decls: boxType + `type outer struct{ box }`, inNew: `x := outer{}`, hook: `x.n++`},
		{why: "a method value", decls: boxType, inNew: `add := (&box{m: map[string]int{}}).add`, hook: `add("z")`},
		{why: "a method expression", decls: boxType, inNew: `b := &box{m: map[string]int{}}`, hook: `(*box).add(b, "z")`},
		{why: "a pointer to a variable", inNew: `n := 0; p := &n`, hook: `*p = 1`},
		{why: "a pointer to a field", decls: boxType, inNew: `b := box{}; p := &b.n`, hook: `*p = 1`},
		{why: "a pointer to a map in a field", decls: boxType, inNew: `b := &box{m: map[string]int{}}; p := &b.m`, hook: `(*p)["z"] = 1`},
		{why: "a pointer to an element", inNew: `l := []int{1}; p := &l[0]`, hook: `*p = 1`},
		{why: "an array that is sliced", inNew: `var a [3]int; l := a[:]`, hook: `l[0] = 1`},
		{why: "a list in a list", inNew: `l := [][]int{{1}}`, hook: `for _, x := range l { x[0] = 2 }`},
		{why: "a range with a variable of New's", inNew: `i := 0`, hook: `for i = range 3 { }; _ = i`},
		{why: "a pointer that a range gives", decls: boxType, inNew: `l := []*box{{}}`, hook: `for _, x := range l { x.n++ }`},
		{why: "an iterator", decls: boxType, inNew: `l := []*box{{}}`, hook: `for x := range slices.Values(l) { x.n++ }`},
		{why: "an iterator of the script's", decls: boxType + `func each(l []*box) func(func(*box) bool) { return func(yield func(*box) bool) { for _, b := range l { if !yield(b) { return } } } }`, inNew: `l := []*box{{}}`, hook: `for x := range each(l) { x.n++ }`},
		{why: "a literal that a package calls", decls: boxType, inNew: `l := []*box{{}}`, hook: `slices.ContainsFunc(l, func(b *box) bool { b.n++; return true })`},
		{why: "sort", inNew: `l := []string{"b", "a"}`, hook: `sort.Strings(l)`},
		{why: "slices", inNew: `l := []string{"b", "a"}`, hook: `slices.Reverse(l)`},
		{why: "a function of a package as a value", inNew: `l := []string{"b", "a"}; f := sort.Strings`, hook: `f(l)`},
		{why: "copy", inNew: `l := []string{"b", "a"}`, hook: `copy(l, []string{"x"})`},
		{why: "delete", inNew: `m := map[string]int{}`, hook: `delete(m, "a")`},
		{why: "append behind a list", inNew: `l := o.List("names", nil, "names")`, hook: `l2 := append(l, "x"); _ = l2`},
		{why: "append into a list", inNew: `l := []string{"a", "b"}`, hook: `l2 := append(l[:1], "x"); _ = l2`},
		{why: "json", inNew: `m := map[string]int{}; p := &m`, hook: `_ = json.Unmarshal([]byte("{}"), p)`},
		{why: "a hash", inNew: `h := sha256.New()`, hook: `h.Write([]byte("a"))`},
		{why: "a hash that is printed to", inNew: `h := sha256.New()`, hook: `fmt.Fprint(h, "a")`},
		{why: "a builder", inNew: `b := &strings.Builder{}`, hook: `b.WriteString("a")`},
		{why: "a buffer in a struct", decls: `type logs struct{ bytes.Buffer }`, inNew: `l := &logs{}`, hook: `l.WriteString("a")`},
		{why: "a reader", inNew: `r := bufio.NewReader(strings.NewReader("a"))`, hook: `_, _ = r.ReadByte()`},
		{why: "a reader that is copied", inNew: `r := strings.NewReader("a")`, hook: `_, _ = io.ReadAll(r)`},
		{why: "a list of package list", inNew: `l := list.New()`, hook: `l.PushBack(1)`},
		{why: "an element of package list", inNew: `l := list.New(); l.PushBack(1)`, hook: `l.Front().Value = 2`},
		{why: "hex", inNew: `b := make([]byte, 10)`, hook: `hex.Encode(b, []byte("a"))`},
		{why: "a map of package url", inNew: `v := url.Values{}`, hook: `v.Set("a", "b")`},
		{why: "sync.Map", inNew: `var m sync.Map`, hook: `m.Store("a", 1)`},
		{why: "sync.Once", inNew: `var once sync.Once`, hook: `once.Do(func() { s.Note("p.first", "") })`},
		{why: "atomic", inNew: `var n atomic.Int64`, hook: `n.Add(1)`},
		{why: "atomic functions", inNew: `var n int64`, hook: `atomic.AddInt64(&n, 1)`},
		{why: "a lock around it", inNew: `var mu sync.Mutex; n := 0`, hook: `mu.Lock(); n++; mu.Unlock()`},
		{why: "a session's hook, what New made", inNew: `m := map[string]int{}`, open: `mine := m`, session: `mine["a"] = 1`},
		{why: "a session's hook, through a struct of its own", decls: boxType, inNew: `m := map[string]int{}`, open: `st := &box{m: m}`, session: `st.add("a")`},
		{why: "Open itself", inNew: `n := 0`, open: `n++`},
		{why: "New, what the package made", decls: `var all = map[string]int{}`, inNew: `all["a"] = 1`},
		{why: "a function of New's, what the package made", decls: `var all = map[string]int{}; func fill(m map[string]int) { m["a"] = 1 }`, inNew: `fill(all)`},
		{why: "defer", inNew: `m := map[string]int{}`, hook: `defer func() { m["a"] = 1 }()`},
		{why: "recursion", decls: `func walk(m map[string]int, n int) { if n > 0 { walk(m, n-1) } else { m["a"] = 1 } }`, inNew: `m := map[string]int{}`, hook: `walk(m, 3)`},
		{why: "a field of the package's struct", decls: boxType + `var b box`, hook: `b.n = 1`},
		{why: "a variadic function", decls: `func fill(ms ...map[string]int) { for _, m := range ms { m["a"] = 1 } }`, inNew: `m := map[string]int{}`, hook: `fill(m)`},
		{why: "a slice in a copied struct", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; r2.names[0] = "x"`},
		{why: "a copy of pointers", decls: boxType, inNew: `l := []*box{{}}`, hook: `l2 := slices.Clone(l); l2[0].n = 1`},
		{why: "a closure made by a closure", inNew: `n := 0; f := func() func() { return func() { n++ } }`, hook: `f()()`},
		{why: "a filter's field, set later", inNew: `n := 0; f := &filters.Filter{}; f.Recipient = func(*filters.Session, *filters.Path) filters.Verdict { n++; return filters.Pass() }; if o.Err() == nil { return f, nil }`},
		{why: "a function that makes the filter", decls: `func make(n *int) filters.Filter { return filters.Filter{Recipient: func(*filters.Session, *filters.Path) filters.Verdict { *n++; return filters.Pass() }} }`, inNew: `n := 0; f := make(&n); if o.Err() == nil { return &f, nil }`},
		{why: "a hook of the package's", decls: `type all struct { n int }; func (a *all) recipient(*filters.Session, *filters.Path) filters.Verdict { a.n++; return filters.Pass() }; var state = &all{}`, inNew: `if o.Err() == nil { return &filters.Filter{Recipient: state.recipient}, nil }`},
		{why: "a struct of another type", decls: boxType + `type other struct{ m map[string]int; n int }`, inNew: `b := box{m: map[string]int{}}`, hook: `x := other(b); x.m["z"] = 1`},
		{why: "a pointer of another type", decls: boxType + `type other struct{ m map[string]int; n int }`, inNew: `b := &box{m: map[string]int{}}`, hook: `x := (*other)(b); x.m["z"] = 1`},
		{why: "a struct without a name", decls: `type named struct{ m map[string]int }`, inNew: `x := struct{ m map[string]int }{map[string]int{}}`, hook: `var n named = x; n.m["z"] = 1`},
		{why: "a method that fmt calls", decls: `var n int; type level int; func (l level) String() string { n++; return "x" }`, hook: `s.Note("p.level", fmt.Sprint(level(1)))`},
		{why: "a method that fmt calls through a pointer", decls: `type count struct{ n int }; func (c *count) String() string { c.n++; return "x" }`, inNew: `c := &count{}`, hook: `s.Note("p.level", fmt.Sprint(c))`},
		{why: "a reader of the script's", decls: `var n int; type zeros struct{ left int }; func (z *zeros) Read(b []byte) (int, error) { n += len(b); return 0, io.EOF }`, hook: `_, _ = io.ReadAll(&zeros{})`},
		{why: "a sort of the script's", decls: `type byName []string; func (b byName) Len() int { return len(b) }; func (b byName) Less(i, j int) bool { return b[i] < b[j] }; func (b byName) Swap(i, j int) { b[i], b[j] = b[j], b[i] }`, inNew: `l := []string{"b", "a"}`, hook: `sort.Sort(byName(l))`},
		{why: "an array of maps", inNew: `var a [2]map[string]int; a[0] = map[string]int{}`, hook: `a[0]["z"] = 1`},
		{why: "an array in a struct", decls: `type grid struct{ cells [3][3]int }`, inNew: `g := &grid{}`, hook: `g.cells[1][1] = 2`},
		{why: "an array in a struct, sliced", decls: `type grid struct{ cells [3]int }`, inNew: `g := &grid{}`, hook: `l := g.cells[:]; l[0] = 1`},
		{why: "a range over a pointer to an array", inNew: `a := &[2]*int{new(int)}`, hook: `for _, p := range a { *p = 1 }`},
		{why: "a swap", inNew: `l := []int{1, 2}`, hook: `l[0], l[1] = l[1], l[0]`},
		{why: "a map of funcs filled in New", decls: `type st struct{ n int }`, inNew: `x := &st{}; table := map[string]func(){}; table["a"] = func() { x.n++ }`, hook: `if f, ok := table["a"]; ok { f() }`},
		{why: "a linked list", decls: `type node struct{ next *node; n int }`, inNew: `l := &node{next: &node{}}`, hook: `for x := l; x != nil; x = x.next { x.n++ }`},
		{why: "a value of a header", inNew: `r := filters.Reply{Lines: []string{"x"}}`, hook: `r2 := r; r2.Lines[0] = "y"`},
		{why: "a copy whose list is replaced later", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; r2.names[0] = "x"; r2.names = nil`},
		{why: "a copy whose list is replaced perhaps", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; if to.Null() { r2.names = nil }; r2.names[0] = "x"`},
		{why: "a copy whose list is replaced by a shared one", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; r2.names = slices.Clone(r.names); for range 2 { r2.names[0] = "x"; r2.names = r.names }`},
		{why: "a copy that is set again", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; r2.names = nil; r2 = r; r2.names[0] = "x"`},
		{why: "a copy that is set by a pointer", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; p := &r2; r2.names = nil; p.names = r.names; r2.names[0] = "x"`},
		{why: "a method expression of an interface", decls: boxType + `type adder interface{ add(string) }`, inNew: `var a adder = &box{m: map[string]int{}}`, hook: `adder.add(a, "z")`},
		{why: "a method of a package's type as a value", inNew: `b := &strings.Builder{}; write := b.WriteString`, hook: `write("a")`},
		{why: "once", inNew: `m := map[string]int{}; get := sync.OnceValue(func() map[string]int { return m })`, hook: `get()["a"] = 1`},
		{why: "a hook that a pointer sets", inNew: `n := 0; f := &filters.Filter{}; p := &f.Recipient; *p = func(*filters.Session, *filters.Path) filters.Verdict { n++; return filters.Pass() }; if o.Err() == nil { return f, nil }`},
		{why: "a buffer on top of a list", inNew: `b := make([]byte, 0, 10)`, hook: `buf := bytes.NewBuffer(b); buf.WriteString("x")`},
		{why: "a sort in reverse", inNew: `l := []string{"a"}`, hook: `sort.Sort(sort.Reverse(sort.StringSlice(l)))`},
		{why: "a function that a type parameter holds", decls: `func run[F func()](f F) { f() }`, inNew: `n := 0; inc := func() { n++ }`, hook: `run(inc)`},
		{why: "a method that a constraint has", decls: boxType + `func fill[T interface{ put(string) }](x T) { x.put("a") }`, inNew: `b := box{m: map[string]int{}}`, hook: `fill(b)`},
		{why: "a type parameter's value in an interface", decls: boxType + `func fill[T any](x T) { if b, ok := any(x).(box); ok { b.m["a"] = 1 } }`, inNew: `b := box{m: map[string]int{}}`, hook: `fill(b)`},
		{why: "a promoted method in an interface", decls: boxType + `type adder interface{ add(string) }; type outer struct{ *box; n int }`, inNew: `var a adder = outer{&box{m: map[string]int{}}, 1}`, hook: `a.add("z")`},
		{why: "a method of what is embedded in an interface", decls: boxType + `type adder interface{ add(string) }; type outer struct{ adder }`, inNew: `var a adder = outer{outer{&box{m: map[string]int{}}}}`, hook: `a.add("z")`},
		{why: "the most of a list of pointers", decls: boxType, inNew: `l := []*box{{}}`, hook: `slices.MaxFunc(l, func(a, b *box) int { return a.n - b.n }).n = 1`},
		{why: "the first of some pointers", decls: boxType, inNew: `b := &box{}`, hook: `cmp.Or(nil, b).n = 1`},
		{why: "once, for what it does", inNew: `n := 0; f := sync.OnceFunc(func() { n++ })`, hook: `f()`},
		{why: "what a panic brings", decls: boxType, inNew: `b := &box{}`, hook: `func() { defer func() { if b, ok := recover().(*box); ok { b.n++ } }(); panic(b) }()`},
		{why: "an error's type", decls: `type mine struct{ n int }; func (e *mine) Error() string { return "" }`, inNew: `var e error = &mine{}`, hook: `var m *mine; if errors.As(e, &m) { m.n++ }`},
		{why: "append into a list with less room", inNew: `l := []string{"a", "b", "c"}`, hook: `_ = append(l[:1:2], "x")`},
		{why: "a list that is set later", inNew: `l := []string{"a"}`, hook: `x := l; x[0] = "b"; x = nil; _ = x`},
		{why: "a list that is set perhaps", inNew: `l := []string{"a"}`, hook: `x := l; if to.Null() { x = nil }; x[0] = "b"`},
		{why: "a list that is set to its own", inNew: `l := []string{"a"}`, hook: `x := l; x = x[:1]; x[0] = "b"`},
		{why: "a list that is set, and a closure before", inNew: `l := []string{"a"}`, hook: `x := l; f := func() { x[0] = "b" }; f(); x = nil`},
		{why: "a parameter that is given back before it is set", decls: `func own(l []string, keep bool) []string { if keep { return l }; l = slices.Clone(l); return l }`, inNew: `l := []string{"a"}`, hook: `own(l, true)[0] = "b"`},
		{why: "a field that is set, and a copy before", decls: `type rule struct{ names []string }`, inNew: `r := rule{[]string{"a"}}`, hook: `r2 := r; r3 := r2; r2.names = nil; r3.names[0] = "x"`},
		{why: "a field that is set, and one of that name", decls: `type in struct{ names []string }; type rule struct{ names []string; in in }`, inNew: `r := rule{in: in{[]string{"a"}}}`, hook: `r2 := r; r2.names = nil; r2.in.names[0] = "x"`},
		{why: "a field that a clone keeps", decls: `type rule struct{ names, more []string }; func (r *rule) clone() *rule { d := *r; d.names = slices.Clone(d.names); return &d }`, inNew: `r := &rule{more: []string{"a"}}`, hook: `r.clone().more[0] = "x"`},
	} {
		t.Run(c.why, func(t *testing.T) {
			ps := c.problems(t)
			if len(ps) == 0 {
				t.Fatalf("it passes:\n%s", c.source())
			}
			for _, p := range ps {
				if !strings.Contains(p.Text, "hook changes") && !strings.Contains(p.Text, "is the package's and can't") && !strings.Contains(p.Text, "appended here") && !strings.Contains(p.Text, "by a pointer") {
					t.Errorf("refused for another reason: %v", p)
				}
			}
		})
	}
}

// What belongs to a hook's call, or to a session, is its own, and what is shared can be read.
func TestOwnWrites(t *testing.T) {
	for _, c := range []sharingCase{
		{why: "New fills what it makes", decls: boxType, inNew: `m := map[string]int{}; m["a"] = 1; b := box{m: m}; b.add("b"); b.put("c"); n := 0; n++`, hook: `_, _, _ = m["a"], b.get("a"), n`},
		{why: "a function fills what New makes", decls: `func fill(m map[string]int) { m["a"] = 1 }`, inNew: `m := map[string]int{}; fill(m)`, hook: `_ = m["a"]; own := map[string]int{}; fill(own)`},
		{why: "init", decls: `var all = map[string]int{}; func init() { all["a"] = 1 }`, hook: `_ = all["a"]`},
		{why: "a table of functions", decls: `var checks = map[string]func(string) bool{"a": func(s string) bool { n := 0; n++; return n > 1 }}`, hook: `for _, f := range checks { f("x") }`},
		{why: "a session's state beside the filter's", decls: `type state struct { known, seen map[string]bool; parts []string }; func (st *state) add(k string) { st.seen[k] = true; st.parts = append(st.parts, k) }`,
			inNew: `known := map[string]bool{}`, open: `st := &state{known: known, seen: map[string]bool{}}`, session: `st.add("a"); st.seen["b"] = st.known["b"]`},
		{why: "a constructor for both", decls: boxType + `func newBox() *box { return &box{m: map[string]int{}} }`, inNew: `b := newBox(); b.add("a")`, hook: `_ = b.get("a")`, open: `mine := newBox()`, session: `mine.add("a")`},
		{why: "a counter of the session's", decls: `func counter() func() int { n := 0; return func() int { n++; return n } }`, open: `next := counter()`, session: `next()`},
		{why: "copies of values", decls: `type rule struct { name string; n int }`, inNew: `rules := []rule{{"a", 1}}`, hook: `for _, r := range rules { r.n++; r.name = "x" }; r := rules[0]; r.n = 2`},
		{why: "an array's copy", inNew: `a := [3]int{1, 2}`, hook: `b := a; b[0] = 1`},
		{why: "clones", inNew: `l := []string{"a"}; m := map[string]int{}`, hook: `l2 := slices.Clone(l); l2[0] = "x"; slices.Sort(l2); m2 := maps.Clone(m); m2["a"] = 1`},
		{why: "lists made of shared ones", inNew: `l := []string{"a"}; m := map[string]int{}`, hook: `l2 := append([]string(nil), l...); l2[0] = "x"; l3 := slices.Sorted(maps.Keys(m)); l3 = append(l3, "x"); l4 := strings.Split(l[0], ","); l4[0] = "y"; l5 := append(l[:1:1], "x"); l5[0] = "z"`},
		{why: "options on top of defaults", decls: `var defaults = []string{"a"}`, inNew: `l := append(defaults, o.List("more", nil, "more")...)`, hook: `_ = slices.Contains(l, "a")`},
		{why: "reading by packages", inNew: `l := []string{"a"}; re := regexp.MustCompile("a"); u, _ := url.Parse("http://example.org/?a=b"); enc := base64.StdEncoding.WithPadding('*'); r := strings.NewReplacer("a", "b"); key := []byte("k")`,
			hook: `_ = strings.Join(l, ","); _ = slices.Index(l, "a"); _ = sort.SearchStrings(l, "a"); m := re.FindStringSubmatch("a"); if m != nil { m[0] = "x" }; _ = u.Hostname(); q := u.Query(); q.Set("a", "b"); _, _ = enc.DecodeString("a"); _ = r.Replace("a"); mac := hmac.New(sha256.New, key); mac.Write(key); _ = mac.Sum(nil)`},
		{why: "printing", decls: boxType + `func (b *box) String() string { return "box" }`, inNew: `b := &box{n: 1}; l := []int{1}`, hook: `s.Note("p.box", fmt.Sprint(b, l)); s.Note("p.text", fmt.Sprintf("%v", l))`},
		{why: "errors", decls: `var errMine = errors.New("mine")`, hook: `err := fmt.Errorf("x: %w", errMine); if errors.Is(err, errMine) { return filters.Fail(errMine) }`},
		{why: "a hash of its own", hook: `h := sha256.New(); h.Write([]byte("a")); b := &strings.Builder{}; b.WriteString("x"); fmt.Fprint(b, "y"); var buf bytes.Buffer; buf.WriteString("z"); buf.Reset()`},
		{why: "a constructor of hashes", inNew: `make := func() hash.Hash { return sha256.New() }`, hook: `h := make(); h.Write([]byte("a"))`},
		{why: "a channel of its own", hook: `ch := make(chan int, 1); ch <- 1; <-ch; close(ch)`},
		{why: "atomic and sync, read", inNew: `var n atomic.Int64; n.Store(3); var m sync.Map; m.Store("a", 1); var mu sync.Mutex`, hook: `_ = n.Load(); _, _ = m.Load("a"); mu.Lock(); mu.Unlock()`},
		{why: "an interface of the script's", decls: boxType + `type getter interface{ get(string) int }; type fixed int; func (f fixed) get(string) int { return int(f) }`, inNew: `all := []getter{&box{m: map[string]int{}}, fixed(1)}`, hook: `for _, g := range all { _ = g.get("a") }`},
		{why: "an interface with state of its own", decls: `type counter interface{ add(); total() int }; type live struct{ n int }; func (l *live) add() { l.n++ }; func (l *live) total() int { return l.n }; type none struct{}; func (none) add() {}; func (none) total() int { return 0 }`,
			inNew: `var idle counter = none{}`, hook: `idle.add()`, open: `var c counter = &live{}`, session: `c.add(); _ = c.total()`},
		{why: "what the session gives", hook: `_ = to.SetMailbox("a@example.org"); l := s.Recipients(); if len(l) > 0 { l[0] = *to; _ = l[0].SetMailbox("b@example.org") }`},
		{why: "a reply of New's as a value", inNew: `reply := filters.Reply{Code: 550, Lines: []string{"no"}}`, hook: `r := reply; r.Code = 551; r.Lines = []string{"x"}`},
		{why: "sorting by what is shared", inNew: `order := map[string]int{"a": 1}`, hook: `l := strings.Fields(to.String()); slices.SortFunc(l, func(a, b string) int { return cmp.Compare(order[a], order[b]) }); n := 0; for range l { n++ }`},
		{why: "a method that fmt calls and that reads", decls: `type level int; func (l level) String() string { return [...]string{"low", "high"}[l] }; type rule struct{ name string; hits int }; func (r *rule) String() string { return r.name }; func (r *rule) hit() { r.hits++ }`, inNew: `r := &rule{name: "a"}; r.hit()`, hook: `s.Note("p.rule", fmt.Sprint(r, level(1)))`},
		{why: "a reader of its own", decls: `type zeros struct{ left int }; func (z *zeros) Read(b []byte) (int, error) { if z.left == 0 { return 0, io.EOF }; z.left--; b[0] = 0; return 1, nil }`, hook: `b, _ := io.ReadAll(&zeros{3}); b[0] = 1`},
		{why: "a sort of its own", decls: `type byName []string; func (b byName) Len() int { return len(b) }; func (b byName) Less(i, j int) bool { return b[i] < b[j] }; func (b byName) Swap(i, j int) { b[i], b[j] = b[j], b[i] }`, inNew: `l := []string{"b", "a"}; sort.Sort(byName(l))`, hook: `own := slices.Clone(l); sort.Sort(byName(own))`},
		{why: "a copy of a struct with a list", decls: `type rule struct{ names []string; n int }`, inNew: `r := rule{names: []string{"a"}}`, hook: `r2 := r; r2.n = 1; r2.names = append([]string{"b"}, r2.names...); r2.names[0] = "c"`},
		{why: "texts in what the options give", inNew: `all := map[string][]string{}; for _, b := range o.Blocks("rule", "rules") { all[b.Label()] = append(all[b.Label()], b.List("to", nil, "to")...) }`, hook: `for _, p := range all["a"] { u, _ := url.Parse(p); u.Host = "x" }`},
		{why: "time", inNew: `zone := time.FixedZone("x", 3600)`, hook: `_ = s.Now().In(zone).Hour(); _ = strconv.Itoa(1)`},
		{why: "rules as closures", decls: `type check func(s *filters.Session, to *filters.Path) (string, bool); func domains(l []string) check { known := map[string]bool{}; for _, d := range l { known[d] = true }; return func(s *filters.Session, to *filters.Path) (string, bool) { return "domain", known[to.Domain()] } }; func length(n int) check { return func(_ *filters.Session, to *filters.Path) (string, bool) { return "length", len(to.Local()) > n } }`,
			inNew: `checks := []check{domains(o.List("domains", nil, "domains")), length(o.Int("max", 64, "most"))}`, hook: `hits := map[string]int{}; var why []string; for _, c := range checks { if w, hit := c(s, to); hit { hits[w]++; why = append(why, w) } }; slices.Sort(why); if len(hits) > 1 { return filters.Refuse("5.7.1", strings.Join(why, ",")) }`},
		{why: "an own list of shared rules", decls: `type rule struct { name string; weight int }`, inNew: `rules := []*rule{{"a", 2}, {"b", 1}}`, hook: `own := append([]*rule{}, rules...); sort.Slice(own, func(i, j int) bool { return own[i].weight < own[j].weight }); best := own[0]; _ = best.name; hits := map[*rule]int{}; hits[best]++`},
		{why: "a heap of its own", decls: `type queue []int; func (q queue) Len() int { return len(q) }; func (q queue) Less(i, j int) bool { return q[i] < q[j] }; func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }; func (q *queue) Push(x any) { *q = append(*q, x.(int)) }; func (q *queue) Pop() any { old := *q; x := old[len(old)-1]; *q = old[:len(old)-1]; return x }`, inNew: `weights := []int{3, 1}`, hook: `q := &queue{}; for _, w := range weights { heap.Push(q, w) }; _ = heap.Pop(q).(int)`},
		{why: "content", hook: `if to.Null() { return filters.Pass() }`, open: `lines := 0; var first []string`,
			session: `sc := bufio.NewScanner(strings.NewReader(from.String())); for sc.Scan() { lines++; first = append(first, sc.Text()) }; msg, err := mail.ReadMessage(strings.NewReader("A: b\r\n\r\nc")); if err == nil { msg.Header["X"] = first; b, _ := io.ReadAll(msg.Body); b = append(b, 'x'); mr := multipart.NewReader(bytes.NewReader(b), "x"); if p, err := mr.NextPart(); err == nil { p.Header.Set("A", "b") } }`},
		{why: "a table from lines", decls: `type row struct { net string; score float64 }; func table(l []string) (map[string]*row, error) { t := map[string]*row{}; r := csv.NewReader(strings.NewReader(strings.Join(l, "\n"))); all, err := r.ReadAll(); for _, x := range all { t[x[0]] = &row{net: x[0]}; t[x[0]].score++ }; return t, err }`,
			inNew: `t, err := table(o.Lines("table", "the table")); if err != nil { return nil, err }`, hook: `sum := 0.0; if r, ok := t[to.Domain()]; ok { sum += r.score }; if sum > 1 { return filters.Defer("4.7.1", "later") }`},
		{why: "json of its own", decls: `type conf struct { Names []string; Limits map[string]int }`, inNew: `var c conf; if err := json.Unmarshal([]byte(o.String("conf", "{}", "all")), &c); err != nil { return nil, err }`, hook: `var own conf; _ = json.Unmarshal([]byte("{}"), &own); own.Limits = map[string]int{}; for k, v := range c.Limits { own.Limits[k] = v }; b, _ := json.Marshal(c); s.Note("p.conf", string(b))`},
		{why: "a writer for a helper", decls: `func put(w *strings.Builder, parts []string) { for _, p := range parts { w.WriteString(p) } }; func putTo(w io.Writer, parts ...string) { for _, p := range parts { io.WriteString(w, p) } }`, inNew: `parts := []string{"a"}`, hook: `var b strings.Builder; put(&b, parts); putTo(&b, parts...); h := sha256.New(); putTo(h, parts...); _ = h.Sum(nil)`},
		{why: "a state machine of the session's", decls: `type machine struct { state string; seen []string; on map[string]func(string) string }; func start(on map[string]func(string) string) *machine { return &machine{state: "begin", on: on} }; func (m *machine) step(w string) { m.seen = append(m.seen, w); if f := m.on[m.state]; f != nil { m.state = f(w) } }`,
			inNew: `on := map[string]func(string) string{"begin": func(w string) string { return w }}`, open: `m := start(on)`, session: `m.step(from.Domain())`},
		{why: "options with defaults in a struct", decls: `type limits struct { max int; names []string; by map[string]time.Duration }; var usual = limits{max: 10, names: []string{"a"}, by: map[string]time.Duration{"x": time.Second}}; func (l limits) with(n int) limits { l.max = n; l.by = maps.Clone(l.by); l.by["y"] = 1; return l }`, inNew: `l := usual.with(o.Int("max", 1, "most"))`, hook: `if len(s.Recipients()) > l.max && l.by["x"] > 0 { return filters.Defer("4.5.3", "later") }`},
		{why: "once", inNew: `get := sync.OnceValue(func() map[string]int { return map[string]int{"a": 1} })`, hook: `_ = get()["a"]`},
		{why: "a tree of rules", decls: `type node struct { kids []*node; match func(string) bool }; func (n *node) find(k string) *node { for _, kid := range n.kids { if kid.match(k) { return kid.find(k) } }; return n }; func build(l []string) *node { n := &node{}; for _, x := range l { n.kids = append(n.kids, &node{match: func(k string) bool { return k == x }}) }; return n }`,
			inNew: `root := build(o.List("names", nil, "names"))`, hook: `if root.find(to.Domain()) != root { return filters.Refuse("5.7.1", "no") }`},
		{why: "a stack of its own", decls: `type stack[T any] struct{ all []T }; func (s *stack[T]) push(v T) { s.all = append(s.all, v) }; func (s *stack[T]) pop() T { v := s.all[len(s.all)-1]; s.all = s.all[:len(s.all)-1]; return v }`, inNew: `var made stack[string]; made.push("a"); names := made.all`, hook: `var st stack[string]; for _, n := range names { st.push(n) }; _ = st.pop()`},
		{why: "a parameter that is cloned", decls: `func sorted(l []string) []string { l = slices.Clone(l); slices.Sort(l); return l }`, inNew: `l := []string{"b", "a"}`, hook: `l2 := sorted(l); l2[0] = "x"`},
		{why: "a method that clones", decls: `type rule struct { known map[string]bool; names []string; n int }; func (r *rule) clone() *rule { d := *r; d.known = maps.Clone(r.known); d.names = slices.Clone(d.names); return &d }; func (r *rule) add(k string) { r.known[k] = true; r.names = append(r.names, k); r.n++ }`,
			inNew: `r := &rule{}`, hook: `d := r.clone(); d.add("x")`, open: `d := r.clone()`, session: `d.add("x"); d.names[0] = "y"`},
		{why: "a struct that is given with a map of its own", decls: `type rule struct { known map[string]bool }; func (r rule) with(k string) rule { all := map[string]bool{k: true}; maps.Copy(all, r.known); r.known = all; return r }`, inNew: `r := rule{}`, hook: `r2 := r.with("x"); r2.known["y"] = true`},
		{why: "copies in a range", decls: `type rule struct { names []string }`, inNew: `rules := []rule{{[]string{"a"}}}`, hook: `for _, r := range rules { r.names = slices.Clone(r.names); r.names[0] = "x" }`},
		{why: "a literal with more behind it", decls: `var usual = []string{"a"}`, hook: `l := append(usual, "x"); l[0] = "y"`},
		{why: "an error of its own", decls: `type mine struct{ n int }; func (e *mine) Error() string { return "" }; func do() error { return &mine{} }`, hook: `var m *mine; if errors.As(do(), &m) { m.n++ }`},
		{why: "a promoted method of its own", decls: boxType + `type adder interface{ add(string) }; type outer struct{ *box }`, inNew: `fixed := outer{&box{}}; _ = fixed`, hook: `var a adder = outer{&box{m: map[string]int{}}}; a.add("z")`},
		{why: "the most of its own", decls: boxType, hook: `l := []*box{{}}; slices.MaxFunc(l, func(a, b *box) int { return a.n - b.n }).n = 1`},
	} {
		t.Run(c.why, func(t *testing.T) {
			if ps := c.problems(t); ps != nil {
				t.Errorf("%v\n%s", ps, c.source())
			}
		})
	}
}
