package main

import "fmt"

type board [3][3]byte

func (b board) with(r, c int, v byte) board { b[r][c] = v; return b }
func (b *board) set(r, c int, v byte)       { b[r][c] = v }
func (b board) String() string {
	s := ""
	for _, row := range b {
		for _, c := range row {
			if c == 0 {
				c = '.'
			}
			s += string(rune(c))
		}
		s += "/"
	}
	return s
}

func sum(a [4]int) (t int) {
	for i := range a {
		t += a[i]
		a[i] = 0
	}
	return
}

func main() {
	var b board
	c := b.with(1, 1, 'X')
	b.set(0, 0, 'O')
	fmt.Println(b, c, b == c, c.with(1, 1, 0) == board{})
	row := c[1]
	row[0] = 'Q'
	c[2] = row
	fmt.Println(c)
	a := [4]int{1, 2, 3, 4}
	fmt.Println(sum(a), a)
	for i, v := range a {
		a[3] = 100
		fmt.Print(i, v, " ")
	}
	fmt.Println(a)
	for i, v := range &a {
		a[3] = 7
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	s := a[:]
	for i, v := range s {
		s[3] = 8
		if i == 0 {
			s = append(s, 9)
		}
		fmt.Print(i, v, " ")
	}
	fmt.Println(s, a)
	seen := map[[2]int]string{{0, 1}: "a", {1, 0}: "b"}
	k := [2]int{1, 0}
	fmt.Println(seen[k], seen[[2]int{}] == "", len(seen))
	arrs := [...][2]string{2: {"c", "d"}, 0: {"a"}}
	fmt.Printf("%q %d\n", arrs, len(arrs))
	p := &arrs[2]
	p[1] = "changed"
	cp := arrs
	p[0] = "later"
	fmt.Println(arrs[2], cp[2], len(p))
	fs := [2]func() int{func() int { return 1 }, func() int { return a[0] + 41 }}
	a[0]++
	fmt.Println(fs[0]()+fs[1](), any(a) == any([4]int{2, 2, 3, 8}))
}
