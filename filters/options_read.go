package filters

import (
	"fmt"
	"slices"
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
			return Setting{Name: name, Value: b, At: b.At}, true
		}
	}
	return Setting{}, false
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
