package main

import "fmt"

type base struct{ id int }

type level int

type log struct{ lines []string }

func (l *log) addf(n int, format string, args ...any) {
	l.lines = append(l.lines, fmt.Sprint(n)+fmt.Sprintf(format, args...))
}

type session struct {
	*log
	name string
}

func main() {
	s := session{&log{}, "s"}
	s.addf(1, "%v is %d of %q", base{1}, level(2), s.name)
	s.addf(2, "nothing")
	fmt.Println(s.lines, len(s.lines))
}
