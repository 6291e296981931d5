package main

import (
	"bufio"
	"container/heap"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
)

// Values of a script's types whose methods compiled code calls, or which it hands back.

type rule interface {
	Weight() int
	String() string
}

type word struct {
	text string
	n    int
}

func (w word) Weight() int    { return w.n }
func (w word) String() string { return "rule " + w.text }

type phrase struct{ text string }

func (p *phrase) Weight() int    { return len(p.text) }
func (p *phrase) String() string { return "phrase " + p.text }

type coded interface {
	error
	Code() int
}

type denied struct {
	code int
	who  string
}

func (d denied) Error() string { return fmt.Sprint("denied ", d.code) }
func (d denied) Code() int     { return d.code }

type late struct{ code int }

func (l *late) Error() string { return fmt.Sprint("late ", l.code) }
func (l *late) Code() int     { return l.code }

func make2() (coded, coded) { return denied{1, "x"}, &late{2} }

func guarded(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("an error: %w", r)
		default:
			err = fmt.Errorf("a value: %v", r)
		}
	}()
	f()
	return nil
}

func printed(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprintf("it was %v", r) + fmt.Errorf(", %v", r).Error()
		}
	}()
	f()
	return "none"
}

type upper struct {
	io.Writer
	n int
}

func (u *upper) Write(b []byte) (int, error) {
	u.n += len(b)
	return u.Writer.Write([]byte(strings.ToUpper(string(b))))
}

type passed struct {
	io.Reader
	name string
}

type backwards struct{ sort.Interface }

func (b backwards) Less(i, j int) bool { return b.Interface.Less(j, i) }

type failing struct {
	error
	op string
}

type speaking struct {
	fmt.Stringer
	n int
}

type queue []*phrase

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return len(q[i].text) < len(q[j].text) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(v any)        { *q = append(*q, v.(*phrase)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

type keyed struct{ of string }

type state struct{ N int }

func (s state) Next() state { return state{s.N + 1} }

func main() {
	rules := []rule{word{"a", 1}, &phrase{"bc"}, word{"d", 3}}
	slices.SortFunc(rules, func(a, b rule) int { return b.Weight() - a.Weight() })
	for _, r := range rules {
		fmt.Println(r, fmt.Sprintf("%v %s %q", r, r, []rule{r}), any(r))
	}

	a, b := make2()
	for _, c := range []coded{a, b} {
		err := fmt.Errorf("wrapped: %w", c)
		var d denied
		var l *late
		fmt.Println(err, errors.Is(err, c), errors.As(err, &d), d.who, errors.As(err, &l), errors.Is(fmt.Errorf("printed: %v", c), c))
	}
	fmt.Println(strings.ReplaceAll(errors.Join(a, b).Error(), "\n", "|"), errors.Is(errors.Join(a, b), b))

	for _, f := range []func(){func() { panic("text") }, func() { panic(&late{3}) }, func() { panic(errors.New("own")) }, func() { panic(word{"w", 1}) }, func() {}} {
		fmt.Println(guarded(f), printed(f))
	}

	var out strings.Builder
	u := &upper{Writer: &out}
	w := bufio.NewWriter(u)
	fmt.Fprintf(w, "abc %d", 1)
	w.Flush()
	io.Copy(u, passed{strings.NewReader("read"), "p"})
	io.WriteString(u, "!")
	fmt.Println(out.String(), u.n)
	numbers := []int{2, 3, 1}
	sort.Sort(backwards{sort.IntSlice(numbers)})
	fmt.Println(numbers)
	var err error = failing{io.EOF, "op"}
	fmt.Println(err, fmt.Errorf("%w", err), speaking{word{"s", 1}, 2}, &speaking{&phrase{"t"}, 2})

	q := &queue{}
	for _, s := range []string{"ccc", "a", "bb"} {
		heap.Push(q, &phrase{s})
	}
	for q.Len() > 0 {
		fmt.Print(heap.Pop(q).(*phrase).String(), " ")
	}
	ctx := context.WithValue(context.Background(), keyed{"k"}, state{1})
	fmt.Println(ctx.Value(keyed{"k"}).(state).Next(), ctx.Value(keyed{"l"}))
	var m sync.Map
	m.Store(keyed{"a"}, state{2})
	got, ok := m.Load(keyed{"a"})
	_, none := m.Load("a")
	fmt.Println(got.(state).Next(), ok, none)
	var v atomic.Value
	v.Store(state{3})
	text, _ := json.Marshal([]state{v.Load().(state), got.(state), ctx.Value(keyed{"k"}).(state)})
	fmt.Println(v.Load().(state).Next(), string(text))
}
