package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

func size(s string) (n int64, err error) {
	mult := int64(1)
	switch c := s[max(len(s)-1, 0):]; c {
	case "k", "K":
		mult = 1 << 10
	case "M":
		mult = 1 << 20
	}
	if mult > 1 {
		s = s[:len(s)-1]
	}
	n, err = strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("size: %w", err)
	}
	return n * mult, nil
}

func main() {
	for _, s := range []string{"10", "4k", "2M", "", "k", "-3K", "1.5M", "9223372036854775808"} {
		n, err := size(s)
		fmt.Println(n, err, errors.Is(err, strconv.ErrRange))
	}
	fmt.Println(strconv.ParseInt("ff", 16, 64))
	fmt.Println(strconv.ParseInt("0x1F", 0, 64))
	fmt.Println(strconv.ParseInt("128", 10, 8))
	fmt.Println(strconv.ParseUint("-1", 10, 64))
	fmt.Println(strconv.ParseFloat("1e400", 64))
	fmt.Println(strconv.ParseFloat(" 1", 64))
	fmt.Println(strconv.ParseBool("T"))
	fmt.Println(strconv.ParseBool("yes"))
	fmt.Println(strconv.Quote("tab\t\"q\" é \x00 \u200b"), strconv.QuoteToASCII("é世"), strconv.QuoteRune('\n'))
	fmt.Println(strconv.Unquote(`"a\tb\u00e9"`))
	fmt.Println(strconv.Unquote("`raw\\n`"))
	fmt.Println(strconv.Unquote(`"bad`))
	fmt.Println(strconv.FormatInt(-255, 2), strconv.FormatInt(35, 36), strconv.FormatFloat(1.0/3, 'f', 4, 64), strconv.FormatFloat(2.50, 'g', -1, 32))
	b := strconv.AppendInt([]byte("n="), 42, 10)
	b = strconv.AppendQuote(b, "x")
	b = strconv.AppendBool(b, true)
	fmt.Println(string(b), strconv.Itoa(-0))
	ver := func(s string) (v [3]int) {
		for i, p := range strings.SplitN(s, ".", 3) {
			v[i], _ = strconv.Atoi(p)
		}
		return
	}
	fmt.Println(ver("1.22.3"), ver("2"), ver("x.5"))
	var a, c int
	var w string
	n, err := fmt.Sscan("5 word 7", &a, &w, &c)
	fmt.Println(n, err, a, w, c)
	n, err = fmt.Sscanf("10-abc", "%d-%d", &a, &c)
	fmt.Println(n, err, a)
}
