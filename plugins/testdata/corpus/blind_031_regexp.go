package main

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	reHdr   = regexp.MustCompile(`(?m)^([A-Za-z-]+):[ \t]*(.*)$`)
	reRecv  = regexp.MustCompile(`from (?P<host>\S+) \(\[(?P<ip>[0-9.]+)\]\)`)
	reSpace = regexp.MustCompile(`\s+`)
	reDigit = regexp.MustCompile(`\d+`)
)

func named(re *regexp.Regexp, s string) map[string]string {
	m := re.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	out := map[string]string{}
	for i, n := range re.SubexpNames() {
		if n != "" {
			out[n] = m[i]
		}
	}
	return out
}

func main() {
	msg := "From: a@b.test\nSubject:  Win $100 now\nX-Num: 5, 66 and 777\nbody line"
	for _, m := range reHdr.FindAllStringSubmatch(msg, -1) {
		fmt.Printf("%q\n", m[1:])
	}
	fmt.Println(named(reRecv, "Received: from mx.test ([10.0.0.1]) by here"), named(reRecv, "zip") == nil)
	fmt.Printf("%q\n", reSpace.ReplaceAllString(" a \t b\n\nc ", " "))
	fmt.Println(reDigit.ReplaceAllStringFunc(msg, func(s string) string { return strings.Repeat("#", len(s)) }))
	fmt.Println(reDigit.FindAllStringIndex(msg, 3), reDigit.FindStringIndex("none") == nil)
	fmt.Printf("%q %q\n", reSpace.Split("a  b c", -1), reDigit.FindString("x12y3"))
	fmt.Println(regexp.MustCompile(`(\w+)@(\w+)`).ReplaceAllString("me@host you@there", "$2.${1}x"))
	fmt.Println(regexp.MustCompile(`(?i)viagra|casino`).MatchString("Free CASINO"), regexp.QuoteMeta("a.b*c"))
	_, err := regexp.Compile(`a(b`)
	fmt.Println(err)
	ok, err := regexp.MatchString(`^[a-z]{2,4}$`, "abcde")
	fmt.Println(ok, err, reRecv.NumSubexp(), reRecv.SubexpIndex("ip"), reDigit)
	fmt.Printf("%q\n", regexp.MustCompile(`a*?`).FindAllString("baaa", -1))
	fmt.Printf("%s\n", regexp.MustCompile(`b+`).ReplaceAll([]byte("abbcb"), []byte("<$0>")))
}
