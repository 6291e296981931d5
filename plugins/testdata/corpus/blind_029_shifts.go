package main

import "fmt"

func varint(n uint64) (out []byte) {
	for n >= 0x80 {
		out = append(out, byte(n)|0x80)
		n >>= 7
	}
	return append(out, byte(n))
}
func unvar(b []byte) (n uint64, used int) {
	for i, c := range b {
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			return n, i + 1
		}
	}
	return 0, -1
}
func zig(n int64) uint64   { return uint64(n<<1) ^ uint64(n>>63) }
func unzig(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

func try(s int) (r string) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprint("panic: ", e)
		}
	}()
	return fmt.Sprint(1 << s)
}

func main() {
	for _, n := range []uint64{0, 127, 128, 300, 1<<64 - 1} {
		b := varint(n)
		m, k := unvar(b)
		fmt.Printf("%x %v %d\n", b, m == n, k)
	}
	fmt.Println(unvar([]byte{0x80}))
	for _, n := range []int64{0, -1, 1, -2, 1<<63 - 1, -1 << 63} {
		fmt.Print(zig(n), " ", unzig(zig(n)) == n, " ")
	}
	fmt.Println()
	fmt.Println(try(3), try(62), try(64), try(-1))
	var s uint8 = 9
	var b byte = 1
	var w uint16 = 1
	fmt.Println(b<<s, w<<s, int8(1)<<s, 1<<s, uint16(b)<<s, b<<s>>s)
	var f float64 = float64(1 << 3)
	var i = 1.0 * 8
	fmt.Println(f, i, 1<<3+1, 2+1<<2, 1<<3*2, 16>>1>>1)
	crc := uint16(0xFFFF)
	for _, c := range []byte("123456789") {
		crc ^= uint16(c) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	fmt.Printf("%04x\n", crc)
	x := int32(-1)
	x >>= 31
	y := uint32(x) >> 31
	x <<= s
	fmt.Println(x, y, int64(x)<<40, -8>>1, -1>>5)
	var c int16 = -300
	fmt.Printf("%x %d %d %08b\n", uint16(c), c>>4, uint16(c)>>4, byte(c>>8))
}
