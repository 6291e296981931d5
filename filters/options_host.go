package filters

import (
	"slices"
	"strings"
	"sync"
)

// What this file exports is for the program that hosts filters; scripts don't see it.

// Place is where something stands in a configuration. Line and Column count from 1; the zero Place is none.
type Place struct {
	File         string
	Line, Column int
}

// Setting is one name with its value. A value is a string, int64, float64, bool, []any of values, or an object: an
// [Object], or a map[string]any where the places within it aren't known. An int and a []string will do too.
type Setting struct {
	Name   string
	Value  any
	At     Place
	Hidden bool // a secret: errors don't show the value

	Elements []Place // of a value that is a list; nil where they aren't known
}

// Object is a value made of named values that know their places.
type Object []Setting

// Block is what stands in a configuration as `type "label" { … }`.
type Block struct {
	Type, Label string
	At          Place
	Settings    []Setting
	Blocks      []Block

	// ReadFile reads the file that an option of the block names; its errors name it. A nested block without one has that of
	// the block that it is in; nil: there are no files.
	ReadFile func(name string) ([]byte, error)
}

// String names the block in errors: "plugin quota", or "relay" where it has no label.
func (b Block) String() string { return strings.TrimSpace(b.Type + " " + b.Label) }

// Hides tells whether the block, or one in it, has a secret.
func (b Block) Hides() bool {
	return slices.ContainsFunc(b.Settings, func(s Setting) bool { return s.Hidden }) || slices.ContainsFunc(b.Blocks, Block.Hides)
}

// OptionError is something wrong with the options of a block.
type OptionError struct {
	At      Place
	Block   string // "plugin quota"; of a nested one "matrix: rule partners"
	Name    string // of the option; "": it is about the block
	Text    string
	Unknown bool     // nobody asked for Name
	Known   []string // then: the names that were asked for, sorted
}

// Error doesn't name the place: plugin quota: option max_rcpts: want a whole number, have "many".
func (e OptionError) Error() string {
	text := e.Text
	if e.Name != "" && !e.Unknown {
		text = "option " + e.Name + ": " + text
	}
	if e.Block != "" {
		text = e.Block + ": " + text
	}
	return text
}

// Use is an option that a filter asked for.
type Use struct {
	Name    string
	Type    string // text, choice, number, bool, duration, size, rate, list, map, file, blocks
	Default string // as one would write it; "" for blocks
	Usage   string
	Allowed []string // of a choice
	Nested  []Use    // of blocks: what all of them were asked for
}

// NewOptions makes the options of a filter from its block. They may serve several calls of New, which all see a file as it was at the first.
func NewOptions(b Block) *Options {
	b.ReadFile = readOnce(b.ReadFile)
	return &Options{options{block: b, within: b.String()}}
}

// readOnce reads each file once, so that the instances of a filter don't differ.
func readOnce(readFile func(string) ([]byte, error)) func(string) ([]byte, error) {
	if readFile == nil {
		return nil
	}
	type content struct {
		text []byte
		err  error
	}
	var mu sync.Mutex
	known := map[string]content{}
	return func(name string) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		c, has := known[name]
		if !has {
			c.text, c.err = readFile(name)
			known[name] = c
		}
		return c.text, c.err
	}
}

// NewManual makes options with nothing set, to learn from [OptionUses] what a filter reads. Its errors mean nothing.
func NewManual(kind, label string) *Options {
	o := NewOptions(Block{Type: kind, Label: label})
	o.o.manual = true
	return o
}

// OptionErrors lists what is wrong with the options, nested blocks included, and, at the end, the settings and blocks
// for which nobody asked. These mean something only after a New that came to its end.
func OptionErrors(o *Options) []OptionError { return append(o.errs(), o.unknown()...) }

// OptionUses lists what was asked for, in the order of asking.
func OptionUses(o *Options) []Use {
	o.o.mu.Lock()
	defer o.o.mu.Unlock()
	uses := slices.Clone(o.o.uses)
	for _, inner := range o.o.nested {
		i := slices.IndexFunc(uses, func(u Use) bool { return u.Name == inner.o.block.Type })
		uses[i].Nested = mergeUses(uses[i].Nested, OptionUses(inner))
	}
	return uses
}

// mergeUses adds to uses those of more that have new names.
func mergeUses(uses, more []Use) []Use {
	for _, u := range more {
		if !slices.ContainsFunc(uses, func(have Use) bool { return have.Name == u.Name }) {
			uses = append(uses, u)
		}
	}
	return uses
}
