package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

type Logger struct {
	prefix string
	lines  []string
}

func (l *Logger) Logf(f string, a ...any) { l.lines = append(l.lines, l.prefix+fmt.Sprintf(f, a...)) }

type Base struct {
	*Logger
	name string
	opts map[string]string
}

func (b *Base) Name() string { return b.name }
func (b *Base) Set(k, v string) *Base {
	if b.opts == nil {
		b.opts = map[string]string{}
	}
	b.opts[k] = v
	return b
}
func (b Base) Get(k string) (string, bool) { v, ok := b.opts[k]; return v, ok }

type Plugin struct {
	Base
	sync.Mutex
	handler func(string) error
	stats   struct{ ok, bad int }
}

func (p *Plugin) Handle(s string) error {
	p.Lock()
	defer p.Unlock()
	err := p.handler(s)
	if err != nil {
		p.stats.bad++
		p.Logf("%s: %q: %v", p.Name(), s, err)
		return fmt.Errorf("%s: %w", p.name, err)
	}
	p.stats.ok++
	return nil
}

type Handler interface{ Handle(string) error }
type HandlerFunc func(string) error

func (f HandlerFunc) Handle(s string) error { return f(s) }

type Chain []Handler

func (c Chain) Handle(s string) (err error) {
	for i, h := range c {
		if e := h.Handle(s); e != nil {
			err = errors.Join(err, fmt.Errorf("#%d %w", i, e))
		}
	}
	return
}

var ErrShort = errors.New("short")

type lenErr struct{ want, have int }

func (e *lenErr) Error() string        { return fmt.Sprintf("want %d, have %d", e.want, e.have) }
func (e *lenErr) Is(target error) bool { return target == ErrShort }

type lineReader struct {
	io.Reader
	n int
}

func (l *lineReader) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	l.n += strings.Count(string(p[:n]), "\n")
	return n, err
}

type Opt func(*Plugin)

func WithName(n string) Opt { return func(p *Plugin) { p.name = n } }
func WithMin(min int) Opt {
	return func(p *Plugin) {
		p.handler = func(s string) error {
			if len(s) < min {
				return &lenErr{min, len(s)}
			}
			return nil
		}
	}
}
func NewPlugin(l *Logger, opts ...Opt) *Plugin {
	p := &Plugin{Base: Base{Logger: l}}
	for _, o := range opts {
		o(p)
	}
	return p
}

func main() {
	log := &Logger{prefix: "> "}
	p := NewPlugin(log, WithName("min"), WithMin(3))
	q := NewPlugin(log, WithMin(5), WithName("five"))
	p.Set("a", "1").Set("b", "2")
	v, ok := p.Get("a")
	_, ok2 := q.Get("a")
	fmt.Println(v, ok, ok2, p.Name(), q.Base.Name())
	c := Chain{p, q, HandlerFunc(func(s string) error {
		if strings.HasPrefix(s, "x") {
			return io.ErrUnexpectedEOF
		}
		return nil
	})}
	for _, s := range []string{"hello", "x", "abcd"} {
		err := c.Handle(s)
		fmt.Println(s, err == nil, errors.Is(err, ErrShort), errors.Is(err, io.ErrUnexpectedEOF))
		var le *lenErr
		if errors.As(err, &le) {
			fmt.Println("  ", le.want, le.have)
		}
		if err != nil {
			fmt.Println("  ", strings.ReplaceAll(err.Error(), "\n", " / "))
		}
	}
	fmt.Println(p.stats.ok, p.stats.bad, q.stats.ok, q.stats.bad)
	fmt.Println(strings.Join(log.lines, "; "))
	lr := &lineReader{Reader: strings.NewReader("a\nb\nc")}
	b, err := io.ReadAll(lr)
	fmt.Println(len(b), err, lr.n)
	var h Handler = p
	if named, ok := h.(interface{ Name() string }); ok {
		fmt.Println("named", named.Name())
	}
	switch x := h.(type) {
	case Chain:
		fmt.Println("chain", len(x))
	case *Plugin:
		fmt.Println("plugin", x.name)
	}
	hs := map[string]Handler{"p": p, "c": c}
	fmt.Println(hs["p"] == Handler(p), hs["none"] == nil, len(hs))
	pr, pw := strings.NewReader("some text here"), &strings.Builder{}
	n, err := io.Copy(pw, io.LimitReader(pr, 9))
	fmt.Println(n, err, pw.String())
	tr := io.TeeReader(strings.NewReader("tee"), pw)
	io.ReadAll(tr)
	fmt.Println(pw.String(), pw.Len())
}
