package main

import (
	_ "embed"
	f "fmt"
	str "strings"
)

func main() {
	strings := []string{"a"}
	f.Println(str.Join(strings, "-"))
	len := 3
	f.Println(len)
	var string2 = func() string { return "fn" }
	f.Println(string2())
}
