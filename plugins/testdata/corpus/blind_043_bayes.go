package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

type class struct {
	docs, total int
	words       map[string]int
}
type model struct{ spam, ham class }

func (c *class) train(text string) {
	if c.words == nil {
		c.words = map[string]int{}
	}
	c.docs++
	for _, w := range strings.Fields(strings.ToLower(text)) {
		w = strings.Trim(w, ".,!?")
		c.words[w]++
		c.total++
	}
}

func (m model) score(text string) float64 {
	vocab := map[string]bool{}
	for w := range m.spam.words {
		vocab[w] = true
	}
	for w := range m.ham.words {
		vocab[w] = true
	}
	v := float64(len(vocab))
	s := math.Log(float64(m.spam.docs) / float64(m.ham.docs))
	for _, w := range strings.Fields(text) {
		s += math.Log(float64(m.spam.words[w]+1) / (float64(m.spam.total) + v))
		s -= math.Log(float64(m.ham.words[w]+1) / (float64(m.ham.total) + v))
	}
	return s
}

func main() {
	var m model
	m.spam.train("Win money now! Money, money.")
	m.spam.train("cheap pills now")
	m.ham.train("meeting now at noon?")
	(&m.ham).train("lunch at noon, bring money")
	for _, t := range []string{"money now", "noon meeting", "", "unknown words here"} {
		fmt.Printf("%-20q %8.4f %t\n", t, m.score(t), m.score(t) > 0)
	}
	for _, w := range slices.Sorted(maps.Keys(m.spam.words)) {
		fmt.Print(w, m.spam.words[w], " ")
	}
	fmt.Println(m.spam.docs, m.ham.total)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Round(2.5), math.Inf(-1), math.NaN(), math.Pow(2, 10), math.Mod(7, -3), math.Hypot(3, 4))
	var zero float64
	fmt.Println(1/zero, -1/zero, zero/zero == zero/zero, math.IsNaN(zero/zero), math.MaxInt32, math.Pi)
	fmt.Println(1e6, 1e20, 1e21, 1e-5, 100000000.0, float32(16777217), 0.1+0.2, 5.0, -0.0)
	fmt.Printf("%5.2f|%-8.3f|%e|%g|%08.3f|%+d|%6d|%x|%t|%v\n", 3.14159, 2.5, 12345.678, 1e-7, -3.5, 5, 42, 3.5, true, float32(0.1))
}
