package main

import "fmt"

type score float64

func (s score) String() string { return fmt.Sprintf("<%v>", float64(s)) }

type num float64

func (n *num) String() string { return "num" }

type pt struct {
	X, y float64
	S    score
}

func main() {
	z := 0.0
	n := -z
	fmt.Println(score(n), []score{score(n), 1}, pt{n, n, score(n)}, [2]score{score(n), 2}, map[score]score{score(n): score(n)})
	fmt.Println(num(n), []num{num(n)}, struct{ N num }{num(n)})
	fmt.Printf("%+v %.2f %e\n", pt{n, n, score(n)}, pt{n, n, score(n)}, []score{score(n)})
	var a any = pt{n, n, score(n)}
	fmt.Println(a, []any{score(n), a})
}
