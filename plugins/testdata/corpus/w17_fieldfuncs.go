package main

import (
	"fmt"
	"io"
	"mime"
	"strings"
)

// A function in a field of a package's struct has the variables of its turn.

func decoded(d *mime.WordDecoder) string {
	s, err := d.DecodeHeader("=?x-own?q?abc?=")
	return fmt.Sprint(s, err)
}

func main() {
	var all []*mime.WordDecoder
	for i := range 3 {
		all = append(all, &mime.WordDecoder{CharsetReader: func(string, io.Reader) (io.Reader, error) {
			return strings.NewReader(fmt.Sprint("turn ", i)), nil
		}})
	}
	for i := 0; i < 2; i++ {
		word := strings.Repeat("x", i+1)
		all = append(all, &mime.WordDecoder{func(string, io.Reader) (io.Reader, error) {
			return strings.NewReader(word + fmt.Sprint(i)), nil
		}})
	}
	for _, d := range all {
		fmt.Println(decoded(d))
	}
}
