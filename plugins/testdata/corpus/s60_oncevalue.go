package main

import (
	"fmt"
	"sync"
)

func main() { f := sync.OnceValue(func() int { return 4 }); fmt.Println(f(), f()) }
