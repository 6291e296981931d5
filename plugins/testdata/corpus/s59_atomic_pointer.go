package main

import (
	"fmt"
	"sync/atomic"
)

type C struct{ A int }

func main() { var p atomic.Pointer[C]; p.Store(&C{3}); fmt.Println(p.Load().A) }
