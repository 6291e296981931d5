package main

import (
	"bufio"
	"fmt"
	"net/textproto"
	"strings"
)

func main() {
	h, err := textproto.NewReader(bufio.NewReader(strings.NewReader("A: 1\r\na: 2\r\n\r\n"))).ReadMIMEHeader()
	fmt.Println(h["A"], h.Get("a"), err, textproto.CanonicalMIMEHeaderKey("x-foo"))
}
