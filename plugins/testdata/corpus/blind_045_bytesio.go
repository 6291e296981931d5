package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

type upper struct{ r io.Reader }

func (u upper) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p, bytes.ToUpper(p[:n]))
	return n, err
}

type counter struct {
	w      io.Writer
	n, cap int
}

var errFull = errors.New("full")

func (c *counter) Write(p []byte) (n int, err error) {
	if c.n+len(p) > c.cap {
		p, err = p[:c.cap-c.n], errFull
	}
	n, werr := c.w.Write(p)
	c.n += n
	return n, errors.Join(err, werr)
}

func main() {
	var buf bytes.Buffer
	c := &counter{w: &buf, cap: 12}
	n, err := io.Copy(c, upper{strings.NewReader("hello wide world")})
	fmt.Println(n, err, errors.Is(err, errFull), buf.String(), c.n)
	buf.Reset()
	fmt.Fprintf(&buf, "%s|%d\nsecond\nlast", "a", 5)
	line, err := buf.ReadString('\n')
	fmt.Printf("%q %v %d\n", line, err, buf.Len())
	br := bufio.NewReader(&buf)
	pk, _ := br.Peek(3)
	fmt.Printf("%s ", pk)
	for {
		l, err := br.ReadString('\n')
		fmt.Printf("%q,", l)
		if err == io.EOF {
			break
		}
	}
	fmt.Println()
	sc := bufio.NewScanner(strings.NewReader("one two\n three"))
	sc.Split(bufio.ScanWords)
	words := 0
	for sc.Scan() {
		words++
		fmt.Print(sc.Text(), ".")
	}
	fmt.Println(words)
	r := io.TeeReader(io.LimitReader(io.MultiReader(strings.NewReader("abc"), strings.NewReader("defgh")), 6), &buf)
	all, err := io.ReadAll(r)
	fmt.Println(string(all), err, buf.String())
	p := make([]byte, 4)
	_, err = io.ReadFull(strings.NewReader("xy"), p)
	fmt.Println(err, p, err == io.ErrUnexpectedEOF)
	parts := bytes.Split([]byte("k=v;;x"), []byte(";"))
	fmt.Printf("%q %d %s\n", parts, bytes.Index(parts[0], []byte("=")), bytes.TrimSpace([]byte(" z ")))
	w := bufio.NewWriter(&buf)
	w.WriteString("held")
	fmt.Print(buf.Len(), w.Buffered(), " ")
	w.Flush()
	fmt.Println(buf.Len(), bytes.HasPrefix(all, []byte("ab")), bytes.Compare([]byte("a"), []byte("b")), bytes.Fields([]byte("p q")))
	rs := strings.NewReader("0123456789")
	rs.Seek(-3, io.SeekEnd)
	ch, _ := rs.ReadByte()
	fmt.Println(string(ch), rs.Len(), io.EOF)
}
