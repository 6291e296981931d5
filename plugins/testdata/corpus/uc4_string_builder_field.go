package main

import (
	"bytes"
	"fmt"
	"strings"
)

type W struct {
	sb  strings.Builder
	buf bytes.Buffer
}

func (w *W) add(s string) { w.sb.WriteString(s); w.buf.WriteByte(s[0]); fmt.Fprintf(&w.buf, "<%s>", s) }
func main() {
	w := &W{}
	w.add("ab")
	w.add("c")
	fmt.Println(w.sb.String(), w.buf.String(), w.sb.Len())
	var sb strings.Builder
	for i := 0; i < 3; i++ {
		fmt.Fprintf(&sb, "%d,", i)
	}
	fmt.Println(strings.TrimSuffix(sb.String(), ","))
}
