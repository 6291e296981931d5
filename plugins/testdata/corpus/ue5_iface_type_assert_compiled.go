package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

func main() {
	var r io.Reader = strings.NewReader("abc")
	if br, ok := r.(io.ByteReader); ok {
		c, _ := br.ReadByte()
		fmt.Println(c)
	}
	if l, ok := r.(interface{ Len() int }); ok {
		fmt.Println(l.Len())
	}
	_, ok := r.(*bytes.Buffer)
	fmt.Println(ok)
	switch x := r.(type) {
	case *bytes.Buffer:
		fmt.Println("buf")
	case *strings.Reader:
		fmt.Println("sr", x.Len())
	}
	switch r.(type) {
	case io.Seeker:
		fmt.Println("seeker")
	default:
		fmt.Println("none")
	}
	rw := bufio.NewReadWriter(bufio.NewReader(r), nil)
	s, _ := rw.ReadString('c')
	fmt.Println(s)
}
