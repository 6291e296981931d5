package main

import "fmt"

type Logger struct {
	prefix string
	lines  []string
}

func (l *Logger) Log(s string)     { l.lines = append(l.lines, l.prefix+s) }
func (l Logger) Count() int        { return len(l.lines) }
func (l Logger) Name() string      { return "logger" }
func (l *Logger) Describe() string { return l.Name() + "/" + l.prefix }

type Base struct {
	*Logger
	ID int
}

func (b Base) Name() string { return fmt.Sprintf("base%d", b.ID) }

type Filter struct {
	Base
	Name_ string
	ID    string
}

type Namer interface{ Name() string }
type Full interface {
	Namer
	Log(string)
	Count() int
}

type wrap struct{ Namer }

func (w wrap) Name() string { return "<" + w.Namer.Name() + ">" }

func main() {
	l := &Logger{prefix: "> "}
	f := Filter{Base: Base{l, 7}, Name_: "n", ID: "str"}
	f.Log("one")
	f.Base.Log("two")
	f.Logger.Log("three")
	fmt.Println(f.Count(), l.Count(), f.lines)
	fmt.Println(f.Name(), f.Base.Name(), f.Logger.Name(), f.Describe())
	fmt.Println(f.ID, f.Base.ID)
	var full Full = f
	full.Log("four")
	fmt.Println(full.Count(), full.Name())
	g := f
	g.prefix = "# "
	f.Log("five")
	g.Base.ID++
	fmt.Println(l.lines, f.Name(), g.Name())
	w := wrap{wrap{f}}
	fmt.Println(w.Name(), w.Namer.(wrap).Namer.Name())
	if _, ok := w.Namer.(Full); !ok {
		fmt.Println("wrap is not Full")
	}
	log := f.Log
	log("six")
	fmt.Println(len(f.lines), len(g.lines))
}
