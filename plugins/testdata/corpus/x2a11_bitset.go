package main

import (
	"fmt"
	"math/bits"
	"strings"
)

type Flags uint16

const (
	FlagTLS Flags = 1 << iota
	FlagAuth
	FlagLocal
	FlagBulk
)

var flagNames = [...]string{"tls", "auth", "local", "bulk"}

func (f Flags) Has(x Flags) bool { return f&x == x }
func (f *Flags) Set(x Flags)     { *f |= x }
func (f *Flags) Clear(x Flags)   { *f &^= x }
func (f Flags) String() string {
	if f == 0 {
		return "none"
	}
	var parts []string
	for i, n := range flagNames {
		if f&(1<<i) != 0 {
			parts = append(parts, n)
		}
	}
	return strings.Join(parts, "|")
}

type BitSet []uint64

func (b *BitSet) Add(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}
func (b BitSet) Has(i int) bool { return i/64 < len(b) && b[i/64]&(1<<(i%64)) != 0 }
func (b BitSet) Len() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return
}
func (b BitSet) Each(f func(int)) {
	for i, w := range b {
		for w != 0 {
			f(i*64 + bits.TrailingZeros64(w))
			w &= w - 1
		}
	}
}

func main() {
	var f Flags
	f.Set(FlagTLS | FlagBulk)
	fmt.Println(f, f.Has(FlagTLS), f.Has(FlagAuth))
	f.Clear(FlagTLS)
	fmt.Printf("%v %d %s %04b\n", f, f, f, f)
	sess := struct {
		ID    string
		Flags Flags
	}{"s1", FlagAuth | FlagLocal}
	fmt.Printf("%v %+v\n", sess, sess)
	all := []Flags{0, FlagTLS, FlagTLS | FlagAuth}
	fmt.Println(all)
	fmt.Printf("%d\n", all)
	var b BitSet
	for _, i := range []int{3, 64, 200, 3} {
		b.Add(i)
	}
	b.Each(func(i int) { fmt.Print(i, " ") })
	fmt.Println(b.Len(), b.Has(64), b.Has(65), b)
}
