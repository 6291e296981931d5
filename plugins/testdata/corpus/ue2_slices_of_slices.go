package main

import "fmt"

func main() {
	g := make([][]int, 2)
	for i := range g {
		g[i] = make([]int, 2)
		for j := range g[i] {
			g[i][j] = i*2 + j
		}
	}
	fmt.Println(g)
	h := append([][]int{}, g...)
	h[0][0] = 9
	fmt.Println(g[0][0])
	h[1] = nil
	fmt.Println(len(g[1]))
	x := []int{1, 2, 3, 4, 5}
	x = append(x[:1], x[2:]...)
	fmt.Println(x)
	y := x[1:3]
	y[0] = 50
	fmt.Println(x, y, len(y), cap(y))
	z := make([]int, 0, 10)
	z = append(z, 1)
	w := append(z, 2)
	v := append(z, 3)
	fmt.Println(w[1], v[1])
}
