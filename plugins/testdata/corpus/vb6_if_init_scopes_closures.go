package main

import "fmt"

func main() {
	var fs []func() string
	for _, s := range []string{"a", "b"} {
		if t := s + "!"; len(t) > 0 {
			fs = append(fs, func() string { return t })
		}
		switch u := s + "?"; u {
		default:
			fs = append(fs, func() string { return u })
		}
		x := s
		{
			y := x + "#"
			fs = append(fs, func() string { return y })
		}
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
