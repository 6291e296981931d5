package main

import (
	"errors"
	"fmt"
	"io"
)

type E struct{ c int }

func (e *E) Error() string { return fmt.Sprint("E", e.c) }
func t(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("int %v", x)
	case string:
		return "s" + x
	case error:
		return "err " + x.Error()
	case []byte:
		return "bytes"
	case func() int:
		return fmt.Sprint(x())
	case fmt.Stringer:
		return x.String()
	}
	return "?"
}
func main() {
	fmt.Println(t(nil), t(1), t("x"), t(&E{3}), t(io.EOF), t([]byte{}), t(func() int { return 7 }), t(1.5))
	var e *E
	err := fmt.Errorf("w: %w", &E{4})
	fmt.Println(errors.As(err, &e), e.c, errors.Is(fmt.Errorf("a: %w", io.EOF), io.EOF))
}
