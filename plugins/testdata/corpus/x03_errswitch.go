package main

import (
	"errors"
	"fmt"
	"io"
)

type NotFound struct{ Key string }

func (e NotFound) Error() string { return fmt.Sprintf("%q not found", e.Key) }

type Conflict struct {
	Key      string
	Old, New int
}

func (e *Conflict) Error() string {
	return fmt.Sprintf("conflict on %s: have %d, want %d", e.Key, e.Old, e.New)
}

type store struct{ m map[string]int }

func (s *store) get(k string) (int, error) {
	v, ok := s.m[k]
	if !ok {
		return 0, NotFound{k}
	}
	return v, nil
}

func (s *store) cas(k string, old, new int) error {
	v, err := s.get(k)
	if err != nil {
		return fmt.Errorf("cas: %w", err)
	}
	if v != old {
		return &Conflict{k, v, old}
	}
	s.m[k] = new
	return nil
}

func classify(err error) string {
	switch e := err.(type) {
	case nil:
		return "ok"
	case NotFound:
		return "missing " + e.Key
	case *Conflict:
		return fmt.Sprint("conflict ", e.Old, "/", e.New)
	}
	var nf NotFound
	if errors.As(err, &nf) {
		return "wrapped missing " + nf.Key
	}
	if errors.Is(err, io.EOF) {
		return "end"
	}
	return "unknown"
}

func main() {
	s := &store{map[string]int{"a": 1}}
	fmt.Println(classify(s.cas("a", 1, 2)), classify(s.cas("a", 1, 2)), classify(s.cas("b", 1, 2)))
	_, err := s.get("zz")
	fmt.Println(classify(err), err)
	fmt.Println(classify(io.EOF), classify(fmt.Errorf("x: %w", io.EOF)))
	fmt.Printf("%s|%v|%q\n", err, err, err)
}
