package main

import (
	"fmt"
	"sync"
)

func main() { var wg sync.WaitGroup; n := 0; wg.Go(func() { n = 5 }); wg.Wait(); fmt.Println(n) }
