package main

import (
	"fmt"
	"sync"
)

type C struct {
	sync.RWMutex
	m map[string]int
}

func (c *C) Get(k string) (int, bool) { c.RLock(); defer c.RUnlock(); v, ok := c.m[k]; return v, ok }
func (c *C) Set(k string, v int)      { c.Lock(); c.m[k] = v; c.Unlock() }

var g = C{m: map[string]int{}}

func main() {
	c := &C{m: map[string]int{}}
	c.Set("a", 1)
	fmt.Println(c.Get("a"))
	g.Set("x", 2)
	fmt.Println(g.Get("x"))
	fmt.Println(g.Get("y"))
}
