package main

import (
	"fmt"
	"strings"
)

type H struct{ N, V string }

func scan(hs []H) (out []string, score float64, err error) {
	seen := map[string]bool{}
	for i, h := range hs {
		if seen[h.N] {
			continue
		}
		seen[h.N] = true
		v := strings.TrimSpace(h.V)
		if v == "" {
			err = fmt.Errorf("empty header %s at %d", h.N, i)
			continue
		}
		switch strings.ToLower(h.N) {
		case "subject":
			if strings.Contains(v, "!!!") {
				score += 2.5
			}
			out = append(out, "S:"+v)
		case "from", "sender":
			if a := strings.IndexByte(v, '@'); a >= 0 {
				out = append(out, v[a+1:])
			} else {
				score++
			}
		default:
			if len(v) > 10 {
				v = v[:10] + "..."
			}
			out = append(out, v)
		}
		if score > 5 {
			break
		}
	}
	return
}
func main() {
	o, s, e := scan([]H{{"Subject", " hi!!! "}, {"From", "a@b.c"}, {"X", "0123456789abc"}, {"X", "dup"}, {"E", " "}, {"Sender", "nobody"}})
	fmt.Println(o, s, e)
}
