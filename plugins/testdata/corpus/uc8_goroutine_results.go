package main

import (
	"fmt"
	"sync"
)

type res struct {
	i   int
	err error
}

func main() {
	ch := make(chan res, 3)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func(n int) { defer wg.Done(); ch <- res{i: n} }(i)
	}
	go func() { wg.Wait(); close(ch) }()
	sum := 0
	for r := range ch {
		sum += r.i
		if r.err != nil {
			panic(r.err)
		}
	}
	fmt.Println(sum)
	var once sync.Once
	for i := 0; i < 2; i++ {
		once.Do(func() { fmt.Println("once") })
	}
	var rw sync.RWMutex
	rw.RLock()
	rw.RUnlock()
}
