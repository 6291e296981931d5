package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var n atomic.Int64
	n.Add(3)
	var o sync.Once
	o.Do(func() { n.Add(1) })
	o.Do(func() { n.Add(1) })
	fmt.Println(n.Load())
	var u uint64
	atomic.AddUint64(&u, 2)
	fmt.Println(u)
	var m sync.Map
	m.Store("a", 1)
	v, _ := m.Load("a")
	fmt.Println(v)
	var p atomic.Value
	p.Store("x")
	fmt.Println(p.Load())
}
