package main

import "fmt"

func main() { fmt.Println(min(3, 1, 2), max(1.5, 2), max("a", "b")) }
