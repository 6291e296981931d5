package main

import (
	"container/heap"
	"fmt"
)

type item struct {
	name  string
	prio  int
	seq   int
	index int
}
type queue []*item

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].prio != q[j].prio {
		return q[i].prio > q[j].prio
	}
	return q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *queue) Push(x any) {
	it := x.(*item)
	it.index = len(*q)
	*q = append(*q, it)
}
func (q *queue) Pop() any {
	old := *q
	n := len(old)
	it := old[n-1]
	old[n-1] = nil
	*q = old[:n-1]
	it.index = -1
	return it
}

type ints struct{ s []int }

func (h *ints) Len() int           { return len(h.s) }
func (h *ints) Less(i, j int) bool { return h.s[i] < h.s[j] }
func (h *ints) Swap(i, j int)      { h.s[i], h.s[j] = h.s[j], h.s[i] }
func (h *ints) Push(x any)         { h.s = append(h.s, x.(int)) }
func (h *ints) Pop() (x any) {
	x, h.s = h.s[len(h.s)-1], h.s[:len(h.s)-1]
	return
}

func main() {
	var q queue
	byName := map[string]*item{}
	for i, n := range []string{"low", "high", "mid", "mid2", "gone"} {
		it := &item{name: n, prio: []int{1, 9, 5, 5, 7}[i], seq: i}
		byName[n] = it
		heap.Push(&q, it)
	}
	byName["low"].prio = 6
	heap.Fix(&q, byName["low"].index)
	r := heap.Remove(&q, byName["gone"].index).(*item)
	fmt.Println(r.name, r.index, q.Len())
	for q.Len() > 0 {
		it := heap.Pop(&q).(*item)
		fmt.Print(it.name, ":", it.prio, " ")
	}
	fmt.Println()
	h := &ints{[]int{5, 2, 9, -1, 7}}
	heap.Init(h)
	heap.Push(h, 3)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()
}
