package main

import "strings"

func main() { strings.ToUpper(1) }
