package main

import (
	"fmt"
	"sync"
)

type T struct {
	mu sync.Mutex
	n  int
}

func (t *T) Inc() int { t.mu.Lock(); defer t.mu.Unlock(); t.n++; return t.n }
func main()           { t := &T{}; t.Inc(); fmt.Println(t.Inc()) }
