package main

import (
	"errors"
	"fmt"
)

type action interface{ do() string }
type keep struct{}
type move struct{ to string }
type flags []string
type code int

func (keep) do() string    { return "keep" }
func (m *move) do() string { return "move:" + m.to }
func (f flags) do() string { return fmt.Sprint("flags", len(f)) }
func (c code) Error() string {
	return fmt.Sprintf("code %d", int(c))
}

func describe(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("int-ish %v %T", x, x)
	case string:
		return "string " + x
	case []byte:
		return fmt.Sprint("bytes ", len(x))
	case action:
		return "action " + x.do()
	case error:
		return "error " + x.Error()
	case func(int) int:
		return fmt.Sprint("func ", x(20))
	case map[string]int:
		return fmt.Sprint("map ", x["a"])
	case [2]int:
		return fmt.Sprint("array ", x[0]+x[1])
	case bool, float64:
		return fmt.Sprintf("scalar %v", x)
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func main() {
	var nilMove *move
	vs := []any{nil, 1, int64(2), int8(3), "s", []byte("abc"), keep{}, &move{"Junk"}, move{"x"}, flags{"a", "b"},
		code(7), errors.New("e"), func(n int) int { return n * n }, map[string]int{"a": 5}, [2]int{3, 4}, true, 2.5, 'x', uint(9), []int(nil), struct{ A int }{1}}
	for i, v := range vs {
		fmt.Println(i, describe(v))
	}
	var a action = nilMove
	fmt.Println(a == nil, nilMove == nil, a.(*move) == nil)
	_, ok := a.(keep)
	_, ok2 := a.(fmt.Stringer)
	fmt.Println(ok, ok2)
}
