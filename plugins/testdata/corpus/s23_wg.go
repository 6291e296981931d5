package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	m := map[int]int{}
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func(i int) { defer wg.Done(); mu.Lock(); defer mu.Unlock(); m[i] = i * i }(i)
	}
	wg.Wait()
	fmt.Println(len(m), m[9])
}
