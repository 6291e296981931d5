package main

import (
	"fmt"
	"strings"
)

type Step interface {
	Name() string
	Run(ctx *Context) (Result, error)
}

type Context struct {
	Values map[string]any
	Log    func(string, ...any)
}

type Result int

const (
	Continue Result = iota
	Stop
)

func (r Result) String() string {
	if r == Stop {
		return "stop"
	}
	return "continue"
}

type stepFunc struct {
	name string
	f    func(*Context) (Result, error)
}

func (s stepFunc) Name() string                     { return s.name }
func (s stepFunc) Run(ctx *Context) (Result, error) { return s.f(ctx) }

type Pipeline []Step

func (p Pipeline) Run(ctx *Context) (results map[string]Result, err error) {
	results = make(map[string]Result)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("step panicked: %v", r)
		}
	}()
	for _, s := range p {
		ctx.Log("running %s", s.Name())
		r, err := s.Run(ctx)
		results[s.Name()] = r
		if err != nil {
			return results, fmt.Errorf("%s: %w", s.Name(), err)
		}
		if r == Stop {
			break
		}
	}
	return results, nil
}

func main() {
	var log []string
	ctx := &Context{Values: map[string]any{"n": 1}, Log: func(f string, a ...any) { log = append(log, fmt.Sprintf(f, a...)) }}
	p := Pipeline{
		stepFunc{"inc", func(c *Context) (Result, error) {
			c.Values["n"] = c.Values["n"].(int) + 1
			return Continue, nil
		}},
		stepFunc{"check", func(c *Context) (Result, error) {
			if n, ok := c.Values["n"].(int); ok && n > 2 {
				return Stop, nil
			}
			return Continue, nil
		}},
		stepFunc{"text", func(c *Context) (Result, error) {
			c.Values["s"] = strings.ToUpper(c.Values["s"].(string))
			return Continue, nil
		}},
	}
	for i := 0; i < 3; i++ {
		if i == 0 {
			ctx.Values["s"] = "x"
		}
		r, err := p.Run(ctx)
		fmt.Println(r, err)
	}
	fmt.Println(ctx.Values["n"], ctx.Values["s"])
	fmt.Println(strings.Join(log, ","))
}
