// The fault that gate/typeswitch.go is about.
package main

import (
	"errors"
	"fmt"
)

func main() {
	var v any = errors.New("e")
	switch v := v.(type) {
	case error:
		fmt.Println("error", v)
	default:
		fmt.Println("default")
	}
}
