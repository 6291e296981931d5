package main

import "fmt"

type addr struct{ user, host string }
type envelope struct {
	from  addr
	to    []addr
	opts  map[string]bool
	hops  [3]int
	inner *addr
}

func change(e envelope) envelope {
	e.from.user = "changed"
	e.to[0].user = "shared"
	e.opts["x"] = true
	e.hops[1] = 99
	e.inner.host = "ptr"
	return e
}

func main() {
	a := envelope{
		from: addr{"a", "h"}, to: []addr{{"t", "h"}}, opts: map[string]bool{},
		hops: [...]int{1, 2, 3}, inner: &addr{host: "orig"},
	}
	b := a
	c := change(a)
	fmt.Println(a.from, a.to, a.opts, a.hops, *a.inner)
	fmt.Println(c.from, c.to, c.opts, c.hops, *c.inner)
	b.hops[0] = -1
	fmt.Println(a.hops == b.hops, a.hops == [3]int{1, 2, 3}, a.from == b.from, a.from == c.from)
	list := []addr{{"x", "1"}, {"y", "2"}}
	for _, e := range list {
		e.user = "nope"
	}
	for i := range list {
		e := &list[i]
		e.host += "!"
	}
	fmt.Println(list)
	m := map[addr]int{{"x", "1!"}: 5}
	m[list[0]]++
	m[list[1]]--
	fmt.Println(m[list[0]], m[addr{"y", "2!"}], len(m))
	ms := map[string]addr{"k": {"u", "h"}}
	v := ms["k"]
	v.user = "z"
	fmt.Println(ms["k"], v)
	ms["k"] = v
	fmt.Printf("%+v %v\n", ms, ms["absent"] == addr{})
	arr := [2][2]int{{1, 2}, {3, 4}}
	brr := arr
	brr[1][0] = 30
	fmt.Println(arr, brr, arr != brr)
	x, y := any(list[0]), any(list[0])
	fmt.Println(x == y)
}
