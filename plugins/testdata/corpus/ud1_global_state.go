package main

import (
	"fmt"
	"sync"
)

var (
	mu    sync.Mutex
	seen  = map[string]int{}
	total int
	names []string
	cfg   struct {
		on bool
		n  int
	}
)

const pfx = "p-"

func add(k string) int {
	mu.Lock()
	defer mu.Unlock()
	seen[pfx+k]++
	total++
	names = append(names, k)
	cfg.n += 2
	cfg.on = !cfg.on
	return seen[pfx+k]
}
func main() {
	add("a")
	add("b")
	fmt.Println(add("a"), total, names, cfg.n, cfg.on)
	p := &total
	*p = 50
	fmt.Println(total)
	names[0] = "z"
	fmt.Println(names)
}
