package main

import (
	"container/list"
	"fmt"
	"strings"
)

type entry struct {
	key   string
	value int
}

type Cache struct {
	max   int
	ll    *list.List
	items map[string]*list.Element
	onOut func(key string, value int)
}

func NewCache(max int) *Cache {
	return &Cache{max: max, ll: list.New(), items: make(map[string]*list.Element)}
}

func (c *Cache) Add(key string, value int) {
	if e, ok := c.items[key]; ok {
		c.ll.MoveToFront(e)
		e.Value.(*entry).value = value
		return
	}
	c.items[key] = c.ll.PushFront(&entry{key, value})
	if c.ll.Len() > c.max {
		last := c.ll.Back()
		ent := last.Value.(*entry)
		c.ll.Remove(last)
		delete(c.items, ent.key)
		if c.onOut != nil {
			c.onOut(ent.key, ent.value)
		}
	}
}

func (c *Cache) Get(key string) (int, bool) {
	e, ok := c.items[key]
	if !ok {
		return 0, false
	}
	c.ll.MoveToFront(e)
	return e.Value.(*entry).value, true
}

func (c *Cache) Keys() string {
	var ks []string
	for e := c.ll.Front(); e != nil; e = e.Next() {
		ks = append(ks, e.Value.(*entry).key)
	}
	return strings.Join(ks, ",")
}

func main() {
	c := NewCache(2)
	c.onOut = func(k string, v int) { fmt.Println("evicted", k, v) }
	c.Add("a", 1)
	c.Add("b", 2)
	c.Get("a")
	c.Add("c", 3)
	c.Add("a", 9)
	fmt.Println(c.Keys())
	fmt.Println(c.Get("a"))
	fmt.Println(c.Get("b"))
}
