package main

import "fmt"

type A struct{ n int }
type B struct{ n int }
type S string
type T string

func t(v any) string {
	switch v.(type) {
	case B:
		return "B"
	case A:
		return "A"
	case T:
		return "T"
	case S:
		return "S"
	case string:
		return "string"
	}
	return "?"
}
func main() { fmt.Println(t(A{1}), t(B{2}), t(S("a")), t(T("b")), t("c")) }
