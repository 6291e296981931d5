// The fault that gate/promotions.go is about.
package main

import (
	"errors"
	"fmt"
)

type failed struct {
	error
	code int
}

func main() {
	var err error = failed{errors.New("no"), 4}
	fmt.Println(err)
}
