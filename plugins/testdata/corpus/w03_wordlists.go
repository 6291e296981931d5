package main

import (
	"errors"
	"fmt"
	"strings"
)

type level int

func (l level) String() string { return [...]string{"low", "high"}[l] }

type octet uint8

func (o octet) String() string { return fmt.Sprintf("<%d>", int(o)) }

type failure struct{ code int }

func (f failure) Error() string  { return fmt.Sprint("failure ", f.code) }
func (f failure) String() string { return "never" }

type names []string

func (n names) String() string { return strings.Join(n, "+") }

type named []level

func (n named) String() string { return "levels" }

type levels []level

func main() {
	all := []level{0, 1}
	fmt.Println(all, len(all), []level(nil), []level{})
	fmt.Println([]failure{{1}, {2}}, []octet{1, 2}, levels{1, 0})
	fmt.Printf("%v %s %v %v\n", all[1:], all[0], []names{{"a", "b"}, nil}, named{1})
	fmt.Println(fmt.Sprint(all), fmt.Sprintf("%6v|%-6v|", all, all))
	err := fmt.Errorf("%v: %w", all, errors.New("x"))
	fmt.Println(err)
	for i := range 3 {
		defer fmt.Println("deferred", []level{level(i % 2)})
		fmt.Println([]level{level(i % 2)}, get(i))
	}
	fmt.Println(len(fmt.Sprintln(all)))
	all[0] = 1
	fmt.Println(all)
}

func get(n int) []level { return make([]level, n) }
