package main

import (
	"fmt"
	"io"
	"strings"
)

type wc struct {
	sb    strings.Builder
	lines int
}

func (w *wc) Write(p []byte) (int, error) {
	for _, b := range p {
		if b == '\n' {
			w.lines++
		}
	}
	return w.sb.Write(p)
}
func main() {
	w := &wc{}
	fmt.Fprintf(w, "a\nb%d\n", 1)
	io.WriteString(w, "c\n")
	n, _ := io.Copy(w, strings.NewReader("q\n"))
	fmt.Println(w.lines, n, w.sb.Len())
}
