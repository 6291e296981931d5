package main

import (
	"container/list"
	"fmt"
	"strings"
)

type entry struct {
	k string
	v int
}
type LRU struct {
	max     int
	l       *list.List
	m       map[string]*list.Element
	onEvict func(k string, v int)
}

func New(max int) *LRU { return &LRU{max: max, l: list.New(), m: make(map[string]*list.Element)} }

func (c *LRU) Get(k string) (v int, ok bool) {
	if e, hit := c.m[k]; hit {
		c.l.MoveToFront(e)
		return e.Value.(*entry).v, true
	}
	return
}
func (c *LRU) Put(k string, v int) {
	if e, ok := c.m[k]; ok {
		e.Value.(*entry).v = v
		c.l.MoveToFront(e)
		return
	}
	c.m[k] = c.l.PushFront(&entry{k, v})
	for c.l.Len() > c.max {
		old := c.l.Remove(c.l.Back()).(*entry)
		delete(c.m, old.k)
		if c.onEvict != nil {
			c.onEvict(old.k, old.v)
		}
	}
}
func (c LRU) String() string {
	var sb strings.Builder
	for e := c.l.Front(); e != nil; e = e.Next() {
		en := e.Value.(*entry)
		fmt.Fprintf(&sb, "%s=%d ", en.k, en.v)
	}
	return strings.TrimRight(sb.String(), " ")
}

func main() {
	c := New(3)
	var gone []string
	c.onEvict = func(k string, v int) { gone = append(gone, fmt.Sprintf("%s%d", k, v)) }
	for i, k := range strings.Split("a b c a d e a f b", " ") {
		if v, ok := c.Get(k); ok {
			c.Put(k, v*10)
		} else {
			c.Put(k, i+1)
		}
	}
	fmt.Println(c, gone, len(c.m))
	var l list.List
	l.PushBack(1)
	e := l.PushBack("two")
	l.InsertBefore(1.5, e)
	l.InsertAfter([]int{3}, e)
	for x := l.Back(); x != nil; x = x.Prev() {
		fmt.Printf("%T %v, ", x.Value, x.Value)
	}
	fmt.Println(l.Len())
}
