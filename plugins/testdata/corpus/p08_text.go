package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/mail"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	wordRE = regexp.MustCompile(`(?i)\b(viagra|casino|lottery)\b`)
	urlRE  = regexp.MustCompile(`https?://([^/\s]+)`)
)

type hit struct {
	word string
	at   int
}

func scan(body io.Reader) (hits []hit, lines int, err error) {
	sc := bufio.NewScanner(body)
	sc.Buffer(make([]byte, 0, 1024), 64*1024)
	off := 0
	for sc.Scan() {
		line := sc.Text()
		lines++
		for _, loc := range wordRE.FindAllStringIndex(line, -1) {
			hits = append(hits, hit{strings.ToLower(line[loc[0]:loc[1]]), off + loc[0]})
		}
		off += len(line) + 1
	}
	return hits, lines, sc.Err()
}

type upper struct{ r io.Reader }

func (u upper) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p, bytes.ToUpper(p[:n]))
	return n, err
}

type counting struct {
	w io.Writer
	n *int64
}

func (c counting) Write(p []byte) (n int, err error) {
	n, err = c.w.Write(p)
	*c.n += int64(n)
	return
}

func wrap(s string, width int) string {
	var b strings.Builder
	col := 0
	for i, w := range strings.Fields(s) {
		n := utf8.RuneCountInString(w)
		switch {
		case i == 0:
		case col+1+n > width:
			b.WriteByte('\n')
			col = 0
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(w)
		col += n
	}
	return b.String()
}

func main() {
	hits, lines, err := scan(strings.NewReader("Win the LOTTERY\nat our Casino, casino!\n\nbye"))
	for _, h := range hits {
		fmt.Print(h.word, "@", h.at, " ")
	}
	fmt.Println(lines, err)
	b, err := io.ReadAll(upper{strings.NewReader("héllo")})
	fmt.Println(string(b), err)
	var buf bytes.Buffer
	var n int64
	fmt.Fprintf(counting{&buf, &n}, "%05d|%-6s|%6.2f|%x|%q|%v", 42, "ab", 3.14159, "hi", "q\n", []int{1, 2})
	fmt.Println(buf.String(), n)
	fmt.Println(wrap("der schnelle Fuchs springt über den faulen Hund", 16))
	for _, m := range urlRE.FindAllStringSubmatch("see http://a.example/x and https://b.example", -1) {
		fmt.Print(m[1], " ")
	}
	fmt.Println()
	a, err := mail.ParseAddress("Jo <jo@example.org>")
	fmt.Println(a.Name, a.Address, err)
	p := netip.MustParsePrefix("192.0.2.0/24")
	ip, err := netip.ParseAddr("192.0.2.77")
	fmt.Println(p.Contains(ip), ip.Next(), err)
	e := base64.StdEncoding.EncodeToString([]byte("a:b"))
	d, _ := base64.StdEncoding.DecodeString(e)
	user, pass, found := strings.Cut(string(d), ":")
	fmt.Println(e, user, pass, found)
	for _, s := range []string{"12", "x", "9999999999999999999"} {
		v, err := strconv.Atoi(s)
		fmt.Println(v, err)
	}
	for i, r := range "aé😀" {
		fmt.Print(i, ":", string(r), "/", r, " ")
	}
	fmt.Println()
	rs := []rune("añb")
	rs[0], rs[2] = rs[2], rs[0]
	fmt.Println(string(rs), len("añb"), strings.Map(func(r rune) rune {
		if r == 'b' {
			return -1
		}
		return r + 1
	}, "abc"))
}
