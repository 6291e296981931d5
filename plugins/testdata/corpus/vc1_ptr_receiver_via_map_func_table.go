package main

import "fmt"

type P struct{ log []string }

func (p *P) a(s string) error { p.log = append(p.log, "a"+s); return nil }
func (p *P) b(s string) error { p.log = append(p.log, "b"+s); return fmt.Errorf("b fails") }
func main() {
	p := &P{}
	t := map[string]func(string) error{"a": p.a, "b": p.b}
	fmt.Println(t["a"]("1"), t["b"]("2"))
	fmt.Println(p.log)
	steps := []struct {
		n string
		f func(string) error
	}{{"a", p.a}, {"b", p.b}}
	for _, s := range steps {
		if err := s.f("x"); err != nil {
			fmt.Println(s.n, err)
		}
	}
	fmt.Println(len(p.log))
}
