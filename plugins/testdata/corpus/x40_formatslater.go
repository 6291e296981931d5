package main

import (
	"fmt"
	"strings"
)

type level int

func (l level) String() string { return fmt.Sprint("L", int(l)) }

type rule struct {
	name string
	l    level
	L    level
}

type logger struct {
	prefix string
	lines  []string
	out    func(format string, args ...any)
}

func (l *logger) logf(format string, args ...any) {
	l.lines = append(l.lines, fmt.Sprintf(l.prefix+format, args...))
}

func main() {
	l := &logger{prefix: "> "}
	l.out = func(format string, args ...any) { l.logf("["+format+"]", args...) }
	l.out("%v %s %d %+v 100%%", level(1), level(2), level(3), rule{"a", 1, 2})
	l.logf("%v %v %[1]v %3d %-8v|", level(1), rule{"b", 3, 4}, level(6), level(7))
	l.logf("%v", []level{1})
	fmt.Println(strings.Join(l.lines, "\n"))
	fmt.Printf("%d %x %v\n", wd{3, "s"}, wd{3, "s"}, wd{3, "s"})
	for _, f := range []string{"%v\n", "%+v\n", "%6d\n"} {
		fmt.Printf(f, level(9))
		fmt.Printf(f, []level{8})
		fmt.Printf(f, &struct{ L level }{3})
		fmt.Fprintf(&strings.Builder{}, f, rule{})
	}
}

type wd struct {
	n int
	S string
}

func (w wd) String() string { return "wd" }
