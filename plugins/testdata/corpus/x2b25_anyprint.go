package main

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

type Addr struct{ Local, Domain string }

func (a Addr) String() string { return a.Local + "@" + a.Domain }

type attr struct {
	key string
	val any
}

func with(kv ...any) (as []attr) {
	for i := 0; i+1 < len(kv); i += 2 {
		as = append(as, attr{kv[i].(string), kv[i+1]})
	}
	return
}

func logfmt(as []attr) string {
	var parts []string
	for _, a := range as {
		switch v := a.val.(type) {
		case string:
			parts = append(parts, fmt.Sprintf("%s=%q", a.key, v))
		case error:
			parts = append(parts, fmt.Sprintf("%s=%q", a.key, v.Error()))
		case fmt.Stringer:
			parts = append(parts, a.key+"="+v.String())
		default:
			parts = append(parts, fmt.Sprintf("%s=%v", a.key, v))
		}
	}
	return strings.Join(parts, " ")
}

func main() {
	fmt.Println(logfmt(with("from", Addr{"a", "b"}, "n", 3, "took", 2*time.Second, "err", errors.New("x"), "s", "t", "f", 1.5, "l", []string{"p", "q"})))
	vals := []any{Addr{"c", "d"}, 1, "z", nil, true}
	fmt.Println(vals...)
	fmt.Println(vals)
	for _, v := range vals {
		fmt.Printf("%v ", v)
	}
	fmt.Println()
	args := []any{"x", Addr{"e", "f"}}
	fmt.Printf("%s to %v\n", args...)
}
