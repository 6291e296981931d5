package main

import "fmt"

type Verdict uint8

const (
	Accept Verdict = iota
	Reject
	_
	Defer
	numVerdicts = iota
)

const (
	FlagSeen = 1 << iota
	FlagDraft
	FlagJunk
	FlagAll = FlagSeen | FlagDraft | FlagJunk
)

const (
	_  = iota
	KB = 1 << (10 * iota)
	MB
	GB
)

const (
	a, b = iota, iota * 10
	c, d
	e, f = "s", 2.5
	g, h
	i, j = iota, -iota
)

func (v Verdict) String() string {
	switch v {
	case Accept:
		return "accept"
	case Reject:
		return "reject"
	}
	return fmt.Sprintf("Verdict(%d)", uint8(v))
}

const big = 1 << 100
const third = 1.0 / 3

func main() {
	fmt.Println(Accept, Reject, Defer, numVerdicts)
	fmt.Printf("%d %v %s %x %T\n", Defer, Reject, Accept, Defer, Reject)
	fmt.Println(FlagSeen, FlagDraft, FlagJunk, FlagAll, FlagAll&^FlagDraft)
	fmt.Println(KB, MB, GB, big>>98, big/(1<<97), GB/KB == MB)
	fmt.Println(a, b, c, d, e, f, g, h, i, j)
	const local = iota + 5
	var x float32 = third
	var y float64 = third
	fmt.Println(local, x, y, third*3 == 1)
	names := [...]string{Accept: "A", Reject: "R", Defer: "D"}
	fmt.Println(len(names), fmt.Sprintf("%q", names))
	fmt.Println([]Verdict{0, 1, 3}, map[Verdict]int{Reject: 2, Accept: 1})
	var v Verdict = 255
	v++
	fmt.Println(v, 'a'*2, "x"+"y", 7/2, 7/2.0, -7/2, -7%3, 1<<3|1)
}
