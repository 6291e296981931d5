package main

import (
	"fmt"
	"math/bits"
)

type set uint64

func (s *set) add(n ...uint) {
	for _, x := range n {
		*s |= 1 << x
	}
}
func (s *set) del(n uint)     { *s &^= 1 << n }
func (s set) has(n uint) bool { return s>>n&1 == 1 }
func (s set) items() (out []int) {
	for t := uint64(s); t != 0; t &= t - 1 {
		out = append(out, bits.TrailingZeros64(t))
	}
	return
}

func cidr(ip uint32, n int) uint32 { return ip & (^uint32(0) << (32 - n)) }

func fnv(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return h
}

func main() {
	var s set
	s.add(1, 5, 63, 5)
	s.del(1)
	fmt.Println(s.items(), s.has(5), s.has(1), uint64(s))
	ip := uint32(192)<<24 | 168<<16 | 37<<8 | 200
	for _, n := range []int{0, 8, 20, 32} {
		m := cidr(ip, n)
		fmt.Printf("%d.%d.%d.%d/%d %08x\n", byte(m>>24), byte(m>>16), byte(m>>8), byte(m), n, m)
	}
	fmt.Println(fnv("hello"), fnv(""))
	x := uint8(0b1011_0001)
	fmt.Printf("%08b %08b %08b %08b %d\n", x, ^x, x<<3, x>>2, bits.OnesCount8(x))
	fmt.Printf("%08b %d %d\n", bits.Reverse8(x), bits.LeadingZeros16(300), bits.Len(1023))
	fmt.Printf("%#x %#o %#b %x\n", bits.RotateLeft32(0x80000001, 4), 0o17, 5, -255)
	hi, lo := bits.Mul64(1<<63, 6)
	fmt.Println(hi, lo, 6&^3, 6^3, -1^5, ^7)
	var i8 int8 = -128
	fmt.Println(i8>>1, i8>>10, uint8(i8)>>1, -i8, i8/-1)
	a := 0xF0
	a &= 0x3C
	a ^= 0xFF
	a <<= 2
	a %= 1000
	fmt.Println(a)
}
