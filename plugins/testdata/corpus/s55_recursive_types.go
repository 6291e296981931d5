package main

import "fmt"

type Node struct {
	L, R *Node
	V    int
	Kids []*Node
	M    map[string]*Node
	F    func(*Node) int
}

func (n *Node) Sum() int {
	if n == nil {
		return 0
	}
	return n.V + n.L.Sum() + n.R.Sum()
}
func main() {
	n := &Node{L: &Node{V: 1}, R: &Node{V: 2}, V: 3}
	n.F = func(x *Node) int { return x.Sum() * 2 }
	fmt.Println(n.Sum(), n.F(n))
}
