package main

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"unicode"
)

func main() {
	b := make([]byte, 4)
	binary.BigEndian.PutUint32(b, 0xdeadbeef)
	fmt.Println(b, binary.LittleEndian.Uint16(b))
	x := 0
	x |= 1 << 3
	x &^= 1 << 3
	x ^= 5
	fmt.Println(x, x<<1, 0x1F&^0x3)
	n, _ := strconv.ParseInt("ff", 16, 64)
	fmt.Println(n, strconv.Quote("a\n"), strconv.FormatFloat(1.5, 'f', 2, 64))
	cnt := 0
	for _, r := range "aÉ1 " {
		if unicode.IsLetter(r) {
			cnt++
		}
	}
	fmt.Println(cnt)
	var bs [256]bool
	for _, c := range []byte("ab") {
		bs[c] = true
	}
	fmt.Println(bs['a'], bs['z'])
}
