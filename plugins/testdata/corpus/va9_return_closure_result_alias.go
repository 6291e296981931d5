package main

import "fmt"

func a() (n int) { f := func() (m int) { m = n + 1; return }; n = 5; return f() }
func b() (x int, err error) {
	defer func() {
		if err != nil {
			x = -1
		}
	}()
	x = 5
	return c()
}
func c() (int, error) { return 7, fmt.Errorf("e") }

type S struct{ total int }

func (s *S) bump() (n int) { n = s.total + 1; return }

var tot int

func gb() (n int) { n = tot + 1; return }
func main() {
	fmt.Println(a())
	fmt.Println(b())
	s := &S{}
	s.total = s.bump()
	s.total = s.bump()
	fmt.Println(s.total)
	tot = gb()
	tot = gb()
	fmt.Println(tot)
}
