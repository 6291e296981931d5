package main

import (
	"fmt"
	"strconv"
)

func two() (int, error)          { return strconv.Atoi("12") }
func take(i int, e error) string { return fmt.Sprint(i, e) }
func main()                      { fmt.Println(take(two())); fmt.Println(two()); fmt.Println(strconv.Atoi("zz")) }
