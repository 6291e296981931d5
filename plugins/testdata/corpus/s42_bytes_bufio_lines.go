package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

func main() {
	r := bufio.NewReader(strings.NewReader("a\r\nbb\r\n."))
	var out bytes.Buffer
	for {
		l, err := r.ReadBytes('\n')
		out.Write(bytes.ToUpper(bytes.TrimRight(l, "\r\n")))
		if errors.Is(err, io.EOF) {
			break
		}
	}
	fmt.Println(out.String())
}
