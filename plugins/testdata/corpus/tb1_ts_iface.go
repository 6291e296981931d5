package main

import "fmt"

type E struct{ c int }

func (e *E) Error() string { return "E" }
func t(v any) string {
	switch x := v.(type) {
	case error:
		return "err " + x.Error()
	}
	return "?"
}
func main() { fmt.Println(t(&E{3}), t(fmt.Errorf("bin"))) }
