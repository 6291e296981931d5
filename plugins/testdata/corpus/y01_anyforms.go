package main

import (
	"container/list"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"sync"
)

// Forms of types, each with a method, and the ways in which their values come to code that looks into them.

type plain struct{ S int }

type valued struct{ S, T int }

func (v valued) Area() int { return v.S * v.T }

type pointed struct {
	S string
	n int
}

func (p *pointed) Area() int { p.n++; return len(p.S) + p.n }

type level int16

func (l level) Area() int { return int(l) }

type octets [2]byte

func (o octets) Area() int { return int(o[0]) }

type names []string

func (n names) Area() int { return len(n) }

type set map[string]bool

func (s set) Area() int { return len(s) }

type inner struct{ ID string }

func (i inner) Area() int { return len(i.ID) }

type outer struct {
	inner
	*plain
	N int `json:"n,omitempty"`
}

type shape interface{ Area() int }

type envelope struct {
	Kind string
	Data any
}

func give(v any) any           { return v }
func two(v any) (any, error)   { return v, nil }
func same[T any](v T) T        { return v }
func text(v any) string        { b, err := json.Marshal(v); return fmt.Sprint(string(b), err) }
func spread(vs ...any) []any   { return vs }
func outline(vs ...any) string { return fmt.Sprintf("%v %+v", vs[0], vs) }

func encoded(v any) string {
	var b strings.Builder
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}

func probe(v any) {
	w, _ := two(v)
	field := envelope{"k", v}
	ways := []any{v, give(v), w, []any{v, 1, nil}, map[string]any{"a": v, "b": "x"}, field, &field, same(v), spread(v, "y"), []envelope{field}, map[string]envelope{"e": field}}
	for _, way := range ways {
		fmt.Println(text(way), encoded(way))
	}
	indented, err := json.MarshalIndent(ways, "", "\t")
	fmt.Println(string(indented), err)
	if _, address := v.(*pointed); !address {
		for _, way := range ways[:5] {
			fmt.Println(way, outline(way, field.Kind))
		}
	}
	switch v := v.(type) {
	case plain:
		fmt.Println("plain", v.S)
	case valued:
		fmt.Println("valued", v.S, v == valued{2, 3})
	case *pointed:
		fmt.Println("pointed", v.S)
	case outer:
		fmt.Println("outer", v.ID, v.S)
	case shape:
		fmt.Println("a shape", v.Area())
	}
	if s, ok := v.(shape); ok {
		fmt.Println(s.Area(), text(s), text(map[string]any{"s": s}))
		again := any(s)
		_, ok := again.(shape)
		fmt.Println(ok, text(again), text([]any{again}), text(envelope{Data: s}))
	}
	l := list.New()
	l.PushBack(v)
	fmt.Println(text(l.Front().Value), text(l.Back().Value))
	p := sync.Pool{New: func() any { return v }}
	fmt.Println(text(p.Get()))
}

func main() {
	all := []any{plain{1}, valued{2, 3}, &valued{2, 4}, &pointed{S: "abc"}, level(4), octets{5, 6}, names{"a", "b"}, set{"k": true}, outer{inner{"i"}, &plain{7}, 8}, outer{}}
	for _, v := range all[:2] {
		probe(v)
	}
	probe(&pointed{S: "abc"})
	probe(level(4))
	probe(octets{5, 6})
	probe(names{"a", "b"})
	probe(set{"k": true})
	fmt.Println(text(outer{inner{"i"}, &plain{7}, 8}), text(all[8]), text(outer{}), text([]outer{{N: 1}}))
	fmt.Println(all[0] == all[0], all[1] == any(valued{2, 3}), all[1] == all[0], all[2] == any(&valued{2, 4}))
	sort.Slice(all[:2], func(i, j int) bool { return text(all[i]) > text(all[j]) })
	fmt.Println(text(all[:2]))
	v := valued{1, 1}
	held, listed := any(v), []any{v}
	v.S = 9
	fmt.Println(text(held), text(listed), text(v), held.(valued).Area())
}
