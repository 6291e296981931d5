package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
)

var ErrPolicy = errors.New("policy")

type ruleErr struct {
	Rule int
	Err  error
}

func (r *ruleErr) Error() string { return "rule " + strconv.Itoa(r.Rule) + ": " + r.Err.Error() }
func (r *ruleErr) Unwrap() error { return r.Err }

type temp struct{ code int }

func (t temp) Error() string        { return fmt.Sprint("temp ", t.code) }
func (t temp) Is(target error) bool { o, ok := target.(temp); return ok && o.code/100 == t.code/100 }

func run(n int) error {
	switch n {
	case 0:
		return nil
	case 1:
		return &ruleErr{n, ErrPolicy}
	case 2:
		return fmt.Errorf("outer: %w", &ruleErr{n, io.EOF})
	case 3:
		_, err := strconv.Atoi("12x")
		return fmt.Errorf("parse: %w", err)
	case 4:
		return errors.Join(ErrPolicy, nil, temp{451})
	case 5:
		return fmt.Errorf("two %w and %w", io.ErrUnexpectedEOF, temp{452})
	}
	return fmt.Errorf("plain %v", ErrPolicy)
}

func main() {
	for i := range 7 {
		err := run(i)
		var re *ruleErr
		var ne *strconv.NumError
		var te temp
		fmt.Printf("%d %v|", i, err)
		fmt.Print(errors.Is(err, ErrPolicy), errors.Is(err, io.EOF), errors.Is(err, temp{400}), errors.Is(err, strconv.ErrSyntax))
		if errors.As(err, &re) {
			fmt.Print(" rule", re.Rule)
		}
		if errors.As(err, &ne) {
			fmt.Print(" num", ne.Func, ne.Num)
		}
		if errors.As(err, &te) {
			fmt.Print(" temp", te.code)
		}
		fmt.Println(" ", errors.Unwrap(err))
	}
}
