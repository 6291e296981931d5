// The fault that gate/comparisons.go is about.
package main

import (
	"fmt"
)

type late struct{ by int }

func (l *late) Error() string { return "late" }

var errLate = &late{3}

func f() error { return errLate }

func main() { fmt.Println(f() == error(errLate)) }
