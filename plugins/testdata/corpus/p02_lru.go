package main

import (
	"fmt"
	"strings"
)

type node[K comparable, V any] struct {
	key        K
	val        V
	prev, next *node[K, V]
}

type LRU[K comparable, V any] struct {
	cap        int
	items      map[K]*node[K, V]
	head, tail *node[K, V]
	onEvict    func(K, V)
}

func NewLRU[K comparable, V any](cap int, onEvict func(K, V)) *LRU[K, V] {
	return &LRU[K, V]{cap: cap, items: make(map[K]*node[K, V]), onEvict: onEvict}
}

func (l *LRU[K, V]) unlink(n *node[K, V]) {
	if n.prev != nil {
		n.prev.next = n.next
	} else {
		l.head = n.next
	}
	if n.next != nil {
		n.next.prev = n.prev
	} else {
		l.tail = n.prev
	}
	n.prev, n.next = nil, nil
}

func (l *LRU[K, V]) front(n *node[K, V]) {
	n.next = l.head
	if l.head != nil {
		l.head.prev = n
	}
	l.head = n
	if l.tail == nil {
		l.tail = n
	}
}

func (l *LRU[K, V]) Get(k K) (v V, ok bool) {
	n, ok := l.items[k]
	if !ok {
		return
	}
	l.unlink(n)
	l.front(n)
	return n.val, true
}

func (l *LRU[K, V]) Put(k K, v V) {
	if n, ok := l.items[k]; ok {
		n.val = v
		l.unlink(n)
		l.front(n)
		return
	}
	if len(l.items) >= l.cap {
		old := l.tail
		l.unlink(old)
		delete(l.items, old.key)
		if l.onEvict != nil {
			l.onEvict(old.key, old.val)
		}
	}
	n := &node[K, V]{key: k, val: v}
	l.items[k] = n
	l.front(n)
}

func (l *LRU[K, V]) Keys() (ks []K) {
	for n := l.head; n != nil; n = n.next {
		ks = append(ks, n.key)
	}
	return
}

func Map[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, x := range in {
		out = append(out, f(x))
	}
	return out
}

func main() {
	var evicted []string
	c := NewLRU(2, func(k string, v int) { evicted = append(evicted, fmt.Sprint(k, "=", v)) })
	c.Put("a", 1)
	c.Put("b", 2)
	c.Get("a")
	c.Put("c", 3)
	c.Put("a", 4)
	fmt.Println(c.Keys(), evicted)
	v, ok := c.Get("b")
	fmt.Println(v, ok)
	v, ok = c.Get("a")
	fmt.Println(v, ok)
	fmt.Println(strings.Join(Map(c.Keys(), strings.ToUpper), "|"))
	d := NewLRU[int, []string](1, nil)
	d.Put(1, []string{"x"})
	d.Put(2, nil)
	s, ok := d.Get(2)
	fmt.Println(s == nil, ok, len(d.items), d.head == d.tail)
}
