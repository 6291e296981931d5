package plugins

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// deeds are what a script does that doesn't come to an end by itself, and what it is ended for.
var deeds = map[string]struct {
	deed string
	why  error
}{
	"loop":        {`for {}`, ErrDeadline},
	"busy":        {`n := 0; for { n++ }`, ErrDeadline},
	"nested":      {`for { for i := 0; i < 3; i++ { n := i; func() { n++ }() } }`, ErrDeadline},
	"sleep":       {`time.Sleep(time.Hour)`, ErrDeadline},
	"receive":     {`<-make(chan int)`, ErrDeadline},
	"send":        {`make(chan int) <- 1`, ErrDeadline},
	"range":       {`for range make(chan int) {}`, ErrDeadline},
	"deferred":    {`defer func() { for {} }()`, ErrDeadline},
	"recovers":    {`for { func() { defer func() { recover() }(); panic("again") }() }`, ErrDeadline},
	"sorts":       {`l := make([]int, 1000); for { sort.Slice(l, func(i, j int) bool { return l[i] < l[j] }) }`, ErrDeadline},
	"copies":      {`io.Copy(io.Discard, endless{})`, ErrDeadline},
	"closer":      {`var r io.ReadCloser = endless{}; io.Copy(io.Discard, r)`, ErrDeadline},
	"scanner":     {`l := bufio.NewReader(endless{}); l.ReadString('x')`, ErrDeadline},
	"section":     {`io.Copy(io.Discard, io.NewSectionReader(endless{}, 0, 1<<62))`, ErrDeadline},
	"runes":       {`regexp.MustCompile("never").MatchReader(endless{})`, ErrDeadline},
	"recursion":   {`deeper(0)`, ErrStack},
	"append":      {`var l []string; for { l = append(l, strings.Repeat("x", 10000)) }`, ErrMemory},
	"doubling":    {`s := "xxxxxxxx"; for { s += s }`, ErrMemory},
	"growing map": {`m := map[string]string{}; for i := 0; ; i++ { m[strconv.Itoa(i)] = strings.Repeat("y", 1000) }`, ErrMemory},
}

// runaway does a deed in the hook that its option names, for sessions that are called "bad".
func runaway(t testing.TB, deed string) *Program {
	t.Helper()
	hooks := func(open bool) string {
		var b strings.Builder
		for _, hook := range everyHook {
			args, result, pass := hookArgs[hook], " filters.Verdict", "; return filters.Pass()"
			if hook == "Close" {
				result, pass = "", ""
			}
			fmt.Fprintf(&b, "%s: func(s *filters.Session%s)%s { if at == %q && s.ID() == \"bad\" { deed() }%s },\n", hook, args, result, hook, pass)
		}
		if open {
			return "Open: func(s *filters.Session) *filters.Filter { if at == \"Open\" && s.ID() == \"bad\" { deed() }; return &filters.Filter{\n" + b.String() + "} },\n"
		}
		return b.String()
	}
	return scriptOf(t, `package script

import (
	"bufio"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

type endless struct{}

func (endless) Read(b []byte) (int, error)              { return min(len(b), 1), nil }
func (endless) ReadAt(b []byte, at int64) (int, error) { return len(b), nil }
func (endless) ReadRune() (rune, int, error)           { return 'x', 1, nil }
func (endless) Close() error                           { return nil }

var _ = []any{bufio.NewReader, regexp.MustCompile, io.Copy, sort.Slice, strconv.Itoa, strings.Repeat, time.Sleep}

func deeper(n int) int { return deeper(n+1) + 1 }

func deed() { `+deed+` }

func New(o *filters.Options) (*filters.Filter, error) {
	at := o.String("at", "", "the hook")
	if at == "New" {
		deed()
	}
	if o.Bool("open", false, "in Open's hooks") {
		return &filters.Filter{
`+hooks(true)+`}, o.Err()
	}
	return &filters.Filter{
`+hooks(false)+`}, o.Err()
}
`)
}

var everyHook = []string{"Connect", "Hello", "Login", "Sender", "Recipient", "Header", "Message", "Command", "Reply", "Close"}

var hookArgs = map[string]string{
	"Hello": ", h *filters.Hello", "Login": ", l *filters.Login", "Sender": ", p *filters.Path", "Recipient": ", p *filters.Path",
	"Header": ", m *filters.Message", "Message": ", m *filters.Message", "Command": ", c *filters.Command", "Reply": ", c *filters.Command, r *filters.Reply",
}

// enough are such that what takes memory is ended by that, and what is to come does come.
var enough = Limits{Instances: 2, Heap: 64 << 20, Stack: 16 << 20, Load: patience, Wait: patience}

// patience is more than anything takes on a busy machine that comes to an end.
const patience = time.Minute

// bad is the session for which a script runs away. Where that comes to no end, its hook's time is over a moment after the script has asked who
// the session is: so no other hook can be late, however busy the machine is.
func bad(why error) *host {
	h := &host{id: "bad"}
	if why == ErrDeadline {
		l := newLimited()
		h.until = l
		h.asked = sync.OnceFunc(func() { time.AfterFunc(20*time.Millisecond, func() { close(l.over) }) })
	}
	return h
}

// closes is a session that is over soon. Close has the entry's time, whatever the session's is.
func closes(t *testing.T, f *filters.Filter, h *host) {
	h.until = nil
	r := chainOf(t, f, time.Second).Begin(h)
	r.Connect()
	r.Close()
}

// A script that runs away in a hook fails in this hook, and the next session is served as if nothing had been.
func TestRunaways(t *testing.T) {
	for name, d := range deeds {
		t.Run(name, func(t *testing.T) {
			program := runaway(t, d.deed)
			for i, hook := range append([]string{"Open"}, everyHook...) {
				if (d.why != ErrDeadline || testing.Short()) && i%4 != 0 {
					continue // those take their time
				}
				t.Run(hook, func(t *testing.T) { runsAway(t, program, hook, i%2 == 0, d.why) })
			}
		})
	}
}

func runsAway(t *testing.T, program *Program, hook string, open bool, why error) {
	leavesNothing(t)
	before := heap()
	p := Load(Interpreted(program), enough, nil)
	defer p.Close()
	f, err := p.New(settings(filters.Setting{Name: "at", Value: hook}, filters.Setting{Name: "open", Value: open}))
	if err != nil {
		t.Fatal(err)
	}
	h := bad(why)
	if hook == "Close" && why == ErrDeadline {
		closes(t, f, h)
	} else {
		talk(t, chainOf(t, f, patience), h)
	}
	failures := h.failures()
	failure := (*Failure)(nil)
	if len(failures) == 0 || !errors.As(failures[0], &failure) || !errors.Is(failure, why) {
		t.Fatalf("failures %v, want %v", failures, why)
	}
	if failure.Hook != hook || failure.Session != "bad" || failure.File != "script.go" || failure.Line == 0 {
		t.Errorf("the failure is of %+v", failure)
	}
	good := &host{id: "good"}
	for at, d := range talk(t, chainOf(t, f, patience), good) {
		if d.Action != filters.Go {
			t.Errorf("after that, %v decides %+v", at, d)
		}
	}
	if f := good.failures(); f != nil {
		t.Errorf("after that, %v", f)
	}
	if s := p.Stats(); s.Killed != 1 || s.Stuck != 0 {
		t.Errorf("stats %+v", s)
	}
	const slack = 8 << 20 // an instance, and what the test keeps
	if after := heap(); after > before+slack {
		t.Errorf("%d bytes are in use, were %d", after, before)
	}
}

// A New that runs away is an error in time.
func TestRunawayNew(t *testing.T) {
	for name, d := range deeds {
		t.Run(name, func(t *testing.T) {
			leavesNothing(t)
			limits := enough
			if d.why == ErrDeadline {
				limits.Load = time.Second
			}
			p := Load(Interpreted(runaway(t, d.deed)), limits, nil)
			defer p.Close()
			f, err := p.New(settings(filters.Setting{Name: "at", Value: "New"}))
			if failure := (*Failure)(nil); f != nil || !errors.Is(err, d.why) || !errors.As(err, &failure) || failure.Hook != "New" {
				t.Errorf("New gives %v, %v", f, err)
			}
		})
	}
}

// Those sessions whose state was in an instance that is lost fail in each later hook, as on_error has it; others don't.
func TestLostInstance(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(runaway(t, "for {}")), enough, nil)
	defer p.Close()
	f, err := p.New(settings(filters.Setting{Name: "at", Value: "Hello"}, filters.Setting{Name: "open", Value: true}))
	if err != nil {
		t.Fatal(err)
	}
	bystander, fresh := &host{id: "good"}, &host{id: "good"}
	open := chainOf(t, f, patience).Begin(bystander)
	talk(t, chainOf(t, f, patience), bad(ErrDeadline))
	if d := open.Hello(&filters.Hello{Name: "x"}); d.Action == filters.Go {
		t.Error("a session whose instance is lost goes on")
	}
	open.Close()
	for _, err := range bystander.failures() {
		if !errors.Is(err, ErrLost) {
			t.Errorf("it fails with %v", err)
		}
	}
	if n := len(bystander.failures()); n != 2 {
		t.Errorf("it has %d failures, want one of Hello and one of Close", n)
	}
	talk(t, chainOf(t, f, patience), fresh)
	if fresh.failures() != nil {
		t.Errorf("a fresh session fails with %v", fresh.failures())
	}
}

// The statement is that of the author's source.
func TestFailuresNameTheStatement(t *testing.T) {
	leavesNothing(t)
	p := Load(Interpreted(scriptOf(t, `package script

import "github.com/gatepost-mail/gatepost/filters"

func third(l []string) string {
	for i := range 3 {
		if i == 2 {
			return l[2]
		}
	}
	return ""
}

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Connect: func(*filters.Session) filters.Verdict {
			panic("never met")
		},
		Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
			return filters.Refuse("5.7.1", third([]string{"a"}))
		},
	}, o.Err()
}
`)), Limits{}, nil)
	defer p.Close()
	f, err := p.New(settings())
	if err != nil {
		t.Fatal(err)
	}
	h := &host{id: "S1"}
	talk(t, chainOf(t, f, time.Minute), h)
	want := []string{"script.go:17: in Connect of session S1: panic: never met", "script.go:8: in Hello of session S1: panic: runtime error: slice index out of range"}
	var have []string
	for _, err := range h.failures() {
		have = append(have, err.Error())
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
	if s := p.Stats(); s.Panics != 2 || s.Killed != 0 {
		t.Errorf("stats %+v", s)
	}
}

// An endless loop is where the plugin was, also one that does nothing.
func TestPlaceOfALoop(t *testing.T) {
	p := Load(Interpreted(runaway(t, "n := 1\nfor n > 0 {\n}")), enough, nil)
	defer p.Close()
	filter, err := p.New(settings(filters.Setting{Name: "at", Value: "Hello"}))
	if err != nil {
		t.Fatal(err)
	}
	h := bad(ErrDeadline)
	talk(t, chainOf(t, filter, patience), h)
	f := (*Failure)(nil)
	if len(h.failures()) == 0 || !errors.As(h.failures()[0], &f) || f.Place() != "script.go:27" {
		t.Errorf("have %v", h.failures())
	}
}
