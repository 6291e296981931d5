package main

import (
	"fmt"
	"strings"
)

type Verdict struct {
	Action Action
	Reason string
	Score  float64
}

type Action uint8

const (
	Accept Action = iota
	Reject
	Quarantine
)

func (a Action) String() string {
	switch a {
	case Accept:
		return "accept"
	case Reject:
		return "reject"
	default:
		return fmt.Sprintf("action(%d)", uint8(a))
	}
}

type Rule func(from, subject string) (Verdict, bool)

func contains(words ...string) Rule {
	return func(_, subject string) (Verdict, bool) {
		for _, w := range words {
			if strings.Contains(strings.ToLower(subject), w) {
				return Verdict{Reject, "word " + w, 5}, true
			}
		}
		return Verdict{}, false
	}
}

func fromDomain(d string, v Verdict) Rule {
	return func(from, _ string) (Verdict, bool) { return v, strings.HasSuffix(from, "@"+d) }
}

func (r Rule) or(o Rule) Rule {
	return func(f, s string) (Verdict, bool) {
		if v, ok := r(f, s); ok {
			return v, ok
		}
		return o(f, s)
	}
}

func main() {
	rule := contains("casino", "pills").or(fromDomain("bad.example", Verdict{Quarantine, "domain", 2.5}))
	for _, m := range [][2]string{{"a@b", "Casino now"}, {"x@bad.example", "hi"}, {"c@d", "hello"}} {
		v, ok := rule(m[0], m[1])
		fmt.Println(m, v, ok)
		fmt.Printf("%v %+v %s\n", v, v, v.Action)
	}
	var vs []Verdict
	for i := range 3 {
		vs = append(vs, Verdict{Action: Action(i)})
	}
	fmt.Println(vs)
	fmt.Printf("%+v\n", vs)
}
