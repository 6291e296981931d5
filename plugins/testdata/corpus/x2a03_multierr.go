package main

import (
	"errors"
	"fmt"
	"strings"
)

type FieldError struct {
	Field, Problem string
}

func (f FieldError) Error() string { return f.Field + ": " + f.Problem }

type Errors []FieldError

func (es Errors) Error() string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.Error()
	}
	return strings.Join(parts, "; ")
}

func validate(m map[string]string) error {
	var es Errors
	for _, k := range []string{"from", "to", "subject"} {
		if v, ok := m[k]; !ok {
			es = append(es, FieldError{k, "missing"})
		} else if len(v) > 10 {
			es = append(es, FieldError{k, fmt.Sprintf("too long (%d)", len(v))})
		}
	}
	if len(es) == 0 {
		return nil
	}
	return es
}

func main() {
	err := validate(map[string]string{"from": "a", "subject": "a very long subject"})
	fmt.Println(err)
	var es Errors
	if errors.As(err, &es) {
		for i, e := range es {
			fmt.Println(i, e, e.Field)
		}
		fmt.Printf("%d errors: %v\n", len(es), es[0])
	}
	fmt.Println(validate(map[string]string{"from": "a", "to": "b", "subject": "c"}) == nil)
	fmt.Println([]error{FieldError{"a", "b"}, errors.New("x")})
}
