package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

type limitedWriter struct {
	w    io.Writer
	left int
}

type LimitError struct{ Max int }

func (e LimitError) Error() string { return fmt.Sprintf("more than %d bytes", e.Max) }

func (l *limitedWriter) Write(p []byte) (n int, err error) {
	if len(p) > l.left {
		n, err = l.w.Write(p[:l.left])
		l.left = 0
		if err == nil {
			err = LimitError{n}
		}
		return n, err
	}
	n, err = l.w.Write(p)
	l.left -= n
	return
}

type rot13 struct{ r io.Reader }

func (r rot13) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case c >= 'a' && c <= 'z':
			p[i] = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			p[i] = 'A' + (c-'A'+13)%26
		}
	}
	return n, err
}

func main() {
	var b strings.Builder
	lw := &limitedWriter{&b, 10}
	n, err := io.Copy(lw, rot13{strings.NewReader("Hello, World, this is long")})
	fmt.Println(n, err, b.String())
	var le LimitError
	fmt.Println(errors.As(err, &le), le.Max)
	_, err = fmt.Fprintf(lw, "more")
	fmt.Println(err)
	data, err := io.ReadAll(io.LimitReader(rot13{strings.NewReader("uryyb jbeyq")}, 5))
	fmt.Println(string(data), err)
}
