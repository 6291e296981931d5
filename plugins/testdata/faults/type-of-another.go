// The fault that gate/composites.go is about: a type made of another has its methods.
package main

import (
	"fmt"
	"time"
)

type pause time.Duration

func main() {
	fmt.Println(pause(3))
}
