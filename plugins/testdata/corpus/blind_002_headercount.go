package main

import (
	"bufio"
	"fmt"
	"sort"
	"strings"
)

const msg = "Received: a\nReceived: b\n by c\nSubject: Hello\n\tthere\nX-Spam: yes\nreceived: z\n\nBody: not header\n"

func main() {
	counts := map[string]int{}
	values := make(map[string][]string)
	sc := bufio.NewScanner(strings.NewReader(msg))
	last := ""
	body := 0
	inBody := false
	for sc.Scan() {
		line := sc.Text()
		switch {
		case inBody:
			body++
		case line == "":
			inBody = true
		case line[0] == ' ' || line[0] == '\t':
			v := values[last]
			v[len(v)-1] += " " + strings.TrimSpace(line)
		default:
			k, v, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			last = strings.ToLower(k)
			counts[last]++
			values[last] = append(values[last], strings.TrimSpace(v))
		}
	}
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		if counts[a] != counts[b] {
			return counts[a] > counts[b]
		}
		return a < b
	})
	for _, k := range keys {
		fmt.Printf("%-10s|%2d|%q\n", k, counts[k], values[k])
	}
	fmt.Println(body, sc.Err(), values)
}
