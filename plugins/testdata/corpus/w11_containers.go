package main

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

type tree[K cmp.Ordered, V any] struct {
	root *tnode[K, V]
	size int
}
type tnode[K cmp.Ordered, V any] struct {
	k    K
	v    V
	l, r *tnode[K, V]
}

func (t *tree[K, V]) put(k K, v V) (old V, had bool) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).k); {
		case c < 0:
			p = &(*p).l
		case c > 0:
			p = &(*p).r
		default:
			old, (*p).v = (*p).v, v
			return old, true
		}
	}
	*p = &tnode[K, V]{k: k, v: v}
	t.size++
	return
}

func (t *tree[K, V]) all() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { t.root.push(yield) }
}
func (n *tnode[K, V]) push(yield func(K, V) bool) bool {
	return n == nil || n.l.push(yield) && yield(n.k, n.v) && n.r.push(yield)
}

type set[T comparable] map[T]struct{}

func (s set[T]) add(ts ...T) set[T] {
	for _, t := range ts {
		s[t] = struct{}{}
	}
	return s
}
func (s set[T]) has(t T) bool { _, ok := s[t]; return ok }

type number interface{ ~int | ~int64 | ~float64 }

func sum[T number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

type celsius float64

type optional[T any] struct {
	v  T
	ok bool
}

func some[T any](v T) optional[T] { return optional[T]{v, true} }
func (o optional[T]) or(d T) T {
	if o.ok {
		return o.v
	}
	return d
}
func then[T, U any](o optional[T], f func(T) optional[U]) optional[U] {
	if !o.ok {
		return optional[U]{}
	}
	return f(o.v)
}

func memo[K comparable, V any](f func(K) V) func(K) V {
	m := map[K]V{}
	return func(k K) V {
		if v, ok := m[k]; ok {
			return v
		}
		v := f(k)
		m[k] = v
		return v
	}
}

func groupBy[K comparable, V any](vs []V, key func(V) K) map[K][]V {
	m := make(map[K][]V)
	for _, v := range vs {
		m[key(v)] = append(m[key(v)], v)
	}
	return m
}

func main() {
	var t tree[string, int]
	for i, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		if old, had := t.put(w, i); had {
			fmt.Println("had", w, old)
		}
	}
	for k, v := range t.all() {
		if k == "quick" {
			break
		}
		fmt.Print(k, "=", v, " ")
	}
	fmt.Println(t.size)
	s := set[int]{}.add(1, 2).add(2, 3)
	fmt.Println(len(s), s.has(2), s.has(9), sum(1, 2, 3), sum(1.5, 2), sum[celsius](1, .5))
	o := then(some(4), func(i int) optional[string] { return some(strings.Repeat("x", i)) })
	fmt.Println(o.or("none"), then(optional[int]{}, func(i int) optional[string] { return some("q") }).or("none"), o == some("xxxx"))
	calls := 0
	var fib func(int) int
	fib = memo(func(n int) int {
		calls++
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	})
	fmt.Println(fib(50), calls)
	g := groupBy([]string{"a", "bb", "cc", "d"}, func(s string) int { return len(s) })
	fmt.Println(g, slices.MinFunc([]string{"ccc", "a"}, func(a, b string) int { return len(a) - len(b) }))
}
