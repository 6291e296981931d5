package main

import "fmt"

var a = b + 1
var b = f()

func f() int { return 10 }
func init()  { fmt.Println("init", a, b) }
func init()  { fmt.Println("init2") }
func main()  { fmt.Println(a, b) }
