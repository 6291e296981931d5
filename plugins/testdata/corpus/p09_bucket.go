package main

import (
	"container/heap"
	"container/list"
	"fmt"
	"time"
)

type bucket struct {
	tokens, rate, burst float64
	last                time.Time
}

func (b *bucket) take(now time.Time, n float64) (ok bool, wait time.Duration) {
	if d := now.Sub(b.last); d > 0 {
		b.tokens = min(b.burst, b.tokens+d.Seconds()*b.rate)
		b.last = now
	}
	if b.tokens >= n {
		b.tokens -= n
		return true, 0
	}
	return false, time.Duration((n - b.tokens) / b.rate * float64(time.Second))
}

type item struct {
	key string
	at  int
	idx int
}
type pq []*item

func (p pq) Len() int           { return len(p) }
func (p pq) Less(i, j int) bool { return p[i].at < p[j].at }
func (p pq) Swap(i, j int)      { p[i], p[j] = p[j], p[i]; p[i].idx = i; p[j].idx = j }
func (p *pq) Push(x any)        { it := x.(*item); it.idx = len(*p); *p = append(*p, it) }
func (p *pq) Pop() any {
	old := *p
	it := old[len(old)-1]
	*p = old[:len(old)-1]
	return it
}

type state uint8

const (
	start state = iota
	sawCR
	sawCRLF
	dot
	done
)

func (s state) next(c byte) state {
	switch s {
	case start:
		if c == '\r' {
			return sawCR
		}
	case sawCR:
		if c == '\n' {
			return sawCRLF
		}
	case sawCRLF:
		if c == '.' {
			return dot
		}
		return start.next(c)
	case dot:
		if c == '\r' {
			return done
		}
	}
	return start
}

func main() {
	t0 := time.Unix(0, 0)
	b := &bucket{tokens: 2, rate: 0.5, burst: 2, last: t0}
	for _, s := range []int{0, 0, 0, 1, 2, 10, 10, 10} {
		ok, wait := b.take(t0.Add(time.Duration(s)*time.Second), 1)
		fmt.Print(ok, " ", wait, "; ")
	}
	fmt.Println()
	q := &pq{}
	for i, k := range []string{"c", "a", "b"} {
		heap.Push(q, &item{key: k, at: (i*7 + 3) % 5})
	}
	(*q)[0].at = 9
	heap.Fix(q, 0)
	for q.Len() > 0 {
		it := heap.Pop(q).(*item)
		fmt.Print(it.key, it.at, " ")
	}
	fmt.Println()
	l := list.New()
	for i := range 4 {
		if i%2 == 0 {
			l.PushBack(i)
		} else {
			l.PushFront(i)
		}
	}
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value.(int), " ")
	}
	fmt.Println()
	s := start
	for i, c := range []byte("ab\r\n.\r\n") {
		if s = s.next(c); s == done {
			fmt.Println("done at", i)
			break
		}
	}
	grid := [3][3]int{}
	for i := range grid {
		for j := range grid[i] {
			grid[i][j] = i*3 + j
		}
	}
	g2 := grid
	g2[1][1] = 99
	fmt.Println(grid, g2[1], grid == g2)
	x, y := 0, 1
	for range 10 {
		x, y = y, x+y
	}
	fmt.Println(x, y, x<<2|1, y&^3, ^x, -7/2, -7%3)
	var mask uint32 = 0xff00ff
	for i := 0; i < 4; i++ {
		mask ^= 1 << (i * 8)
	}
	fmt.Printf("%x %b %o %c %U\n", mask, 5, 64, 'x', '€')
}
