package main

import (
	"fmt"
	"strings"
	"sync"
)

type registry struct {
	mu    sync.Mutex
	once  sync.Once
	items map[string]int
}

func (r *registry) init() {
	r.once.Do(func() {
		fmt.Println("init")
		r.items = map[string]int{}
	})
}

func (r *registry) update(k string, f func(old int) int) (res int, err error) {
	r.init()
	r.mu.Lock()
	defer r.mu.Unlock()
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("update %s: %v", k, e)
		}
	}()
	r.items[k] = f(r.items[k])
	return r.items[k], nil
}

type guarded struct {
	sync.RWMutex
	data []string
}

func (g *guarded) with(f func([]string) []string) {
	g.Lock()
	defer g.Unlock()
	g.data = f(g.data)
}

func main() {
	r := &registry{}
	for i, k := range []string{"a", "b", "a", "bad", "a"} {
		v, err := r.update(k, func(o int) int {
			if k == "bad" {
				panic(fmt.Sprint("at ", i))
			}
			return o*2 + i
		})
		fmt.Println(k, v, err)
	}
	fmt.Println(r.mu.TryLock(), r.mu.TryLock(), r.items)
	r.mu.Unlock()
	var g guarded
	g.with(func(s []string) []string { return append(s, "x", "y") })
	g.RLock()
	fmt.Println(g.data, len(g.data))
	g.RUnlock()
	load := sync.OnceValue(func() string { fmt.Println("loading"); return strings.Repeat("z", 3) })
	fmt.Println(load(), load())
	var m sync.Map
	m.Store("k", 1)
	old, loaded := m.LoadOrStore("k", 2)
	v, ok := m.Load("none")
	fmt.Println(old, loaded, v, ok)
	m.Delete("k")
	n := 0
	m.Range(func(k, v any) bool { n++; return true })
	pool := sync.Pool{New: func() any { return new(strings.Builder) }}
	sb := pool.Get().(*strings.Builder)
	sb.WriteString("pooled")
	fmt.Println(n, sb)
}
