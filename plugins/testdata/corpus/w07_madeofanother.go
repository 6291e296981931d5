package main

import (
	"fmt"
	"net/url"
	"sort"
	"strconv"
	"time"
)

type day time.Weekday

func (d day) String() string { return "own" + strconv.Itoa(int(d)) }

type pause time.Duration

func (p pause) Error() string { return "pause" }

type values url.Values
type alias = time.Duration
type byAlias alias
type two pause
type list sort.StringSlice

type getter interface{ Get(string) string }

func (b byAlias) plus(n int) byAlias { return b + byAlias(n) }

func mk(w time.Weekday) day { return day(w) }

func show(s fmt.Stringer) string { return s.String() }

func main() {
	w := time.Monday
	d := day(w)
	fmt.Println(d, mk(w), show(d), show(day(w)))
	p := &d
	fmt.Println(*p, p.String(), time.Weekday(d))
	for k, v := range map[day]day{day(w): day(w + 1)} {
		fmt.Println(k, v)
	}
	q := pause(3)
	fmt.Println(q, []byAlias{4}, byAlias(5), two(6))
	x := time.Duration(q) * time.Second
	fmt.Println(x, pause(x) == pause(3*time.Second), byAlias(x).plus(1))
	v := values{"a": {"b"}}
	_, ok := any(v).(getter)
	fmt.Println(ok, url.Values(v).Get("a"), len(v))
	l := list{"b", "a"}
	sort.Strings(l)
	fmt.Println(l)
	var err error = q
	fmt.Println(err)
}
