package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

func main() {
	_, err := os.Open("/nonexist")
	var pe *fs.PathError
	if errors.As(err, &pe) {
		fmt.Println(pe.Op, errors.Is(err, fs.ErrNotExist))
	}
}
