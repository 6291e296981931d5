package main

import "fmt"

func find(grid [][]int, want int) (r, c int, ok bool) {
outer:
	for r = range grid {
		for c = range grid[r] {
			if grid[r][c] == want {
				ok = true
				break outer
			}
		}
	}
	return
}

func tokens(s string) (out []string) {
	i := 0
loop:
	for {
		switch {
		case i >= len(s):
			break loop
		case s[i] == ' ':
			i++
			continue loop
		case s[i] == '#':
			break loop
		}
		j := i
		for j < len(s) && s[j] != ' ' {
			j++
		}
		out = append(out, s[i:j])
		i = j
	}
	return out
}

func main() {
	grid := [][]int{{1, 2}, {3, 4, 5}, {}, {6}}
	for _, w := range []int{4, 6, 9} {
		fmt.Println(find(grid, w))
	}
	fmt.Printf("%q\n", tokens("if  from is # comment"))
next:
	for n := 2; n < 40; n++ {
		for d := 2; d*d <= n; d++ {
			if n%d == 0 {
				continue next
			}
		}
		fmt.Print(n, " ")
	}
	fmt.Println()
	k := 0
again:
	k++
	if k < 5 {
		goto again
	}
	fmt.Println(k)
blk:
	for {
		switch k--; {
		case k == 2:
			break blk
		case k%2 == 0:
			continue blk
		}
		fmt.Print("k", k, " ")
	}
sw:
	switch {
	case true:
		for i := 0; ; i++ {
			if i > 3 {
				break sw
			}
			fmt.Print(i)
		}
	}
	fmt.Println(" end")
}
