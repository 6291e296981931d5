package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

func filter(r io.Reader) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		sc := bufio.NewScanner(r)
		for sc.Scan() {
			fmt.Fprintln(pw, strings.ToUpper(sc.Text()))
		}
		pw.CloseWithError(sc.Err())
	}()
	return pr
}
func main() { b, err := io.ReadAll(filter(strings.NewReader("a\nb\n"))); fmt.Printf("%q %v\n", b, err) }
