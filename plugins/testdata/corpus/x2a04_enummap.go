package main

import "fmt"

type Level int

const (
	Low Level = iota
	Medium
	High
)

var names = map[Level]string{Low: "low", Medium: "medium", High: "high"}

func (l Level) String() string { return names[l] }

type Rule struct {
	Name  string
	Level Level
}

func main() {
	counts := map[Level]int{Low: 3, High: 1}
	fmt.Println(counts)
	fmt.Printf("%v\n", counts)
	per := map[string]Level{"a": High, "b": Low}
	fmt.Println("levels:", per)
	r := Rule{"spam", High}
	fmt.Println(r)
	fmt.Printf("%v %+v\n", r, r)
	rs := []Rule{{"x", Low}, {"y", Medium}}
	fmt.Println(rs)
	fmt.Printf("%+v\n", rs)
	ls := []Level{Low, High}
	fmt.Println(ls)
	fmt.Printf("%v %s %d %q\n", ls, ls, ls, ls)
	p := &r
	fmt.Println(p)
	fmt.Printf("%+v\n", p)
	arr := [2]Level{Medium, High}
	fmt.Println(arr)
}
