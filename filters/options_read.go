package filters

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// options is what is behind Options.
type options struct {
	block  Block
	within string // names the block in errors
	manual bool

	mu     sync.Mutex // a script may keep Options and read them in hooks, which run in parallel
	uses   []Use
	wrongs []OptionError
	nested []*Options
}

// option reads one: what it is, its default, what is wanted in words, and the conversion of a value.
func option[T any](o *Options, use Use, def T, want string, convert func(any) (T, bool)) T {
	o.ask(use)
	set, ok := o.find(use.Name)
	if !ok {
		return def
	}
	v, ok := convert(set.Value)
	if !ok {
		o.mismatch(set, want)
		return def
	}
	return v
}

// ask remembers that an option was asked for.
func (o *Options) ask(use Use) {
	o.o.mu.Lock()
	defer o.o.mu.Unlock()
	o.o.uses = mergeUses(o.o.uses, []Use{use})
}

// find looks a setting up. A block of that name is a setting too, whose value is the Block.
func (o *Options) find(name string) (Setting, bool) {
	for _, s := range o.o.block.Settings {
		if s.Name == name {
			return s, true
		}
	}
	for _, b := range o.o.block.Blocks {
		if b.Type == name {
			return Setting{Name: name, Value: b, At: b.At, Hidden: b.Hides()}, true
		}
	}
	return Setting{}, false
}

// notShown stands for what a filter says about a value that may be a secret: it would show it.
const notShown = "its value is not accepted; it may be a secret, so why isn't shown"

// indexed takes "domains[2]" apart; the index is -1 where there is none.
func indexed(name string) (option string, index int) {
	option, rest, _ := strings.Cut(name, "[")
	number, closed := strings.CutSuffix(rest, "]")
	if n, err := strconv.Atoi(number); err == nil && closed {
		return option, n
	}
	return name, -1
}

// place is that of an element, or of the whole setting where the element has none.
func (s Setting) place(index int) Place {
	if index < 0 || index >= len(s.Elements) {
		return s.At
	}
	return s.Elements[index]
}

// mismatch remembers that a setting is not what its reader wanted.
func (o *Options) mismatch(set Setting, want string) {
	have := ", have " + shown(set.Value)
	if set.Hidden {
		have = ""
	}
	o.wrong(set.Name, set.At, "want "+want+have)
}

// wrong remembers an error, once: an option may be read twice.
func (o *Options) wrong(name string, at Place, text string) {
	o.o.mu.Lock()
	defer o.o.mu.Unlock()
	same := func(e OptionError) bool { return e.Name == name && e.At == at && e.Text == text }
	if !slices.ContainsFunc(o.o.wrongs, same) {
		o.o.wrongs = append(o.o.wrongs, OptionError{At: at, Block: o.o.within, Name: name, Text: text})
	}
}

// errs are the errors of these options and of those nested in them.
func (o *Options) errs() []OptionError {
	o.o.mu.Lock()
	defer o.o.mu.Unlock()
	all := slices.Clone(o.o.wrongs)
	for _, inner := range o.o.nested {
		all = append(all, inner.errs()...)
	}
	return all
}

// unknown are the names for which nobody asked, here and in the nested blocks.
func (o *Options) unknown() []OptionError {
	o.o.mu.Lock()
	defer o.o.mu.Unlock()
	var known []string
	for _, u := range o.o.uses {
		known = append(known, u.Name)
	}
	slices.Sort(known)
	var all []OptionError
	for _, set := range o.o.block.settings() {
		if !slices.Contains(known, set.Name) {
			all = append(all, OptionError{At: set.At, Block: o.o.within, Name: set.Name, Text: noSuch(set), Unknown: true, Known: known})
		}
	}
	for _, inner := range o.o.nested {
		all = append(all, inner.unknown()...)
	}
	return all
}

func noSuch(set Setting) string {
	if _, is := set.Value.(Block); is {
		return fmt.Sprintf("there is no block %q", set.Name)
	}
	return fmt.Sprintf("there is no option %q", set.Name)
}

// settings are those of the block, and its blocks as settings.
func (b Block) settings() []Setting {
	all := slices.Clone(b.Settings)
	for _, inner := range b.Blocks {
		all = append(all, Setting{Name: inner.Type, Value: inner, At: inner.At})
	}
	return all
}
