package gate

import "testing"

// mistaken are plugins behind their imports, each with the places of its warnings and how they begin; none where it is all right.
var mistaken = []struct {
	why, source string
	want        []string
}{
	{"a refusal of a reply", `
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{Reply: reply, Hello: hello}, o.Err() }
func reply(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
	if r.Code == 554 { return filters.Defer("", "later").After(1) }
	if r.Code == 250 { return both() }
	return no()
}
func hello(s *filters.Session, h *filters.Hello) filters.Verdict { return both() }
func both() filters.Verdict { return filters.Refuse("5.7.1", "no") }
func no() filters.Verdict { return filters.RefuseCode(554, "5.7.1", "no") }
`, []string{"4:28 Defer can't answer a reply", "10:36 RefuseCode can't answer a reply"}},
	{"one that is kept for a later hook", `
func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{Open: func(s *filters.Session) *filters.Filter {
		v, f := filters.Pass(), &filters.Filter{}
		f.Reply = func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict { v = filters.Refuse("5.7.1", "no"); return filters.Pass() }
		f.Command = func(s *filters.Session, c *filters.Command) filters.Verdict { return v }
		return f
	}}, o.Err()
}
`, nil},
	{"one that a function makes for a later hook", `
func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{Open: func(s *filters.Session) *filters.Filter {
		v, next := filters.Pass(), filters.Pass
		return &filters.Filter{
			Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
				v = no()
				next = func() filters.Verdict { return filters.Defer("4.7.1", "later") }
				return filters.Pass()
			},
			Command: func(s *filters.Session, c *filters.Command) filters.Verdict { if c.Arg == "" { return next() }; return v },
		}
	}}, o.Err()
}
func no() filters.Verdict { return filters.Refuse("5.7.1", "no") }
`, nil},
	{"the machine's clock in a hook", `
import "time"
var begun = time.Now()
func New(o *filters.Options) (*filters.Filter, error) {
	made := time.Now()
	return &filters.Filter{Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
		if s.Now().Sub(made) > time.Hour || time.Since(begun) > time.Hour { return filters.Pass() }
		return aged(s)
	}}, o.Err()
}
func aged(s *filters.Session) filters.Verdict {
	if time.Now().Hour() > 12 { return filters.Refuse("5.7.1", "no") }
	return filters.Pass()
}
`, []string{"7:39 time.Since asks the machine's clock", "12:5 time.Now asks the machine's clock"}},
	{"a discard where there is no mail yet", `
type of struct{}
func (of) hello(s *filters.Session, h *filters.Hello) filters.Verdict { return filters.Discard("no") }
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{Hello: of{}.hello, Connect: made(), Sender: sender}, o.Err() }
func made() func(*filters.Session) filters.Verdict { return func(*filters.Session) filters.Verdict { return filters.Discard("no") } }
func sender(s *filters.Session, p *filters.Path) filters.Verdict { return filters.Discard("no") }
`, []string{"3:80 Discard is an answer of", "5:109 Discard is an answer of"}},
	{"the body of a header", `
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{Header: header, Message: message}, o.Err() }
func header(s *filters.Session, m *filters.Message) filters.Verdict {
	m.Reader(); m.Signed(); m.Findings()
	if m.Size() > 9 && len(m.Parts()) > 0 { m.Banner("a", "b") }
	return either(m)
}
func message(s *filters.Session, m *filters.Message) filters.Verdict { m.Parts(); return either(m) }
func either(m *filters.Message) filters.Verdict { if len(m.Parts()) > 1 { return filters.Discard("no") }; return filters.Pass() }
`, []string{"4:2 Reader gives nothing but an error", "5:25 Parts fails in a Header hook", "5:42 Banner fails in a Header hook"}},
	{"an option that a hook reads", `
func New(o *filters.Options) (*filters.Filter, error) {
	name := func(s *filters.Session) string { return o.String("first", "", "u") }
	return &filters.Filter{Close: func(s *filters.Session) { s.Note(name(s), o.String("second", "", "u")) ; s.Note(third(o), o.Label()) }}, o.Err()
}
func third(o *filters.Options) string { return o.String("third", "", "u") }
`, []string{`4:75 the option "second" is read in a hook`, `6:48 the option "third" is read in a hook`}},
	{"one that New's own function reads", `
func New(o *filters.Options) (*filters.Filter, error) {
	third(o)
	return &filters.Filter{Close: func(s *filters.Session) { s.Note("a", third(o)) }}, o.Err()
}
func third(o *filters.Options) string { return o.String("third", "", "u") }
`, nil},
	{"an option as two things", `
func New(o *filters.Options) (*filters.Filter, error) {
	for _, in := range o.Blocks("rule", "u") { in.Bool("a", false, "u") }
	o.Int("a", 1, "u"); o.List("a", nil, "u"); o.Errorf("a", "no %v", 1); o.Size("a", 1, "u"); o.String("b", "", "u"); o.Lines("b", "u")
	return &filters.Filter{}, o.Err()
}
`, []string{`4:22 the option "a" is read by List here and by Int before`}},
	{"an option as two things, of which one is read", `
func New(o *filters.Options) (*filters.Filter, error) {
	switch o.Choice("by", "count", "u", "count", "rate") {
	case "count": o.Int("limit", 1, "u")
	default: if o.Label() == "" { o.Rate("limit", filters.Rate{}, "u") } else { o.List("limit", nil, "u") }
	}
	o.Size("max", 1, "u"); o.String("max", "1mb", "u"); if o.Label() == "" { o.Bool("max", true, "u") }
	return &filters.Filter{}, o.Err()
}
`, []string{`7:75 the option "max" is read by Bool here and by Size before`}},
	{"Open beside another hook", `
func New(o *filters.Options) (*filters.Filter, error) {
	if o.Err() != nil { return nil, o.Err() }
	return &filters.Filter{Close: nil, Open: open}, nil
}
func open(s *filters.Session) *filters.Filter { return nil }
func _() { _ = filters.Filter{Open: open, Close: func(*filters.Session) {}} }
`, []string{"7:16 a Filter with Open has no other hook"}},
	{"no filter", `
func New(o *filters.Options) (*filters.Filter, error) {
	if o.Label() == "" { return nil, nil }
	if o.Label() == "x" { o.Errorf("", "no x"); return nil, o.Err() }
	return nil, o.Err()
}
`, []string{"3:23 New returns no filter here", "5:2 New returns no filter here"}},
	{"a choice of filters", `
func New(o *filters.Options) (*filters.Filter, error) {
	switch o.String("mode", "a", "u") {
	case "a": return &filters.Filter{Close: func(*filters.Session) {}}, o.Err()
	default: o.Errorf("mode", "unknown")
	}
	return nil, o.Err()
}
`, nil},
	{"an error for certain", `
func New(o *filters.Options) (*filters.Filter, error) {
	o.Errorf("", "not yet")
	return nil, o.Err()
}
`, nil},
	{"the zero Verdict beside what says that it is none", `
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{}, o.Err() }
func f(c *filters.Client) (filters.Verdict, bool) { return filters.Verdict{}, false }
`, nil},
	{"recursion", `
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{}, o.Err() }
func f(i int) int { return f(i+1) }
func g(i int) int { if i > 9 { i = 3 }; return 2 * g(i-1) }
func h(i int) int { if i > 9 { return 3 }; return h(i+1) }
func k(i int) bool { return i > 9 || k(i+1) }
func l(i int) bool { defer func() { l(i) }(); for i := 0; ; { if i > 9 { panic("no") } }; return l(i) }
type tree struct{ below []tree }
func (t tree) m() { t.m() }
func (t tree) n() { for _, u := range t.below { u.n() } }
func (t tree) p() { if t.q() {} }
func (t tree) q() bool { switch t := t.below[1]; t.q() { case true: return true }; return false }
`, []string{"3:28 f calls itself", "4:52 g calls itself", "9:21 m calls itself", "12:50 q calls itself"}},
}

// What always fails, or is surely not what was meant, is named where it stands.
func TestMistakes(t *testing.T) {
	const begin = `package mistaken; import "github.com/gatepost-mail/gatepost/filters"`
	for _, c := range mistaken {
		t.Run(c.why, func(t *testing.T) { wantWarnings(t, begin+c.source, 0, c.want) })
	}
	wantWarnings(t, "// Says nothing.\n//go:build linux\n\n// +build linux\n\n"+begin+`
//go:build linux
func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{}, o.Err() }
`, 0, []string{"2:1 this line is ignored", "4:1 this line is ignored"})
}
