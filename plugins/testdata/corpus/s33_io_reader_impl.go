package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

type up struct{ r io.Reader }

func (u *up) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	for i := 0; i < n; i++ {
		if p[i] >= 'a' && p[i] <= 'z' {
			p[i] -= 32
		}
	}
	return n, err
}
func main() {
	b, err := io.ReadAll(&up{strings.NewReader("hello")})
	fmt.Println(string(b), err)
	sc := bufio.NewScanner(&up{strings.NewReader("a\nb")})
	for sc.Scan() {
		fmt.Print(sc.Text(), " ")
	}
	n, _ := io.Copy(io.Discard, &up{strings.NewReader("xyz")})
	fmt.Println(n)
}
