package filters

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
)

// Options are one filter's settings, read as package flag reads flags: by name, default and usage. A reader returns
// its default where the option is absent or wrong, and remembers the error with file, line and column; [Options.Err]
// has all of them at the end of New. Read every option, whatever the others say, and before judging any: the manual
// is made by calling New with nothing set, and an option that was never asked for is an unknown name.
type Options struct{ o options }

// Rate is so many of something in so much time: "60/1m" is Rate{60, time.Minute}. The zero Rate means none was set.
type Rate struct {
	N   int
	Per time.Duration
}

// Label is the label of the block, "per-network" in rate_limit "per-network" { … }, or "" where it has none.
func (o *Options) Label() string { return o.o.block.Label }

// String reads a text.
func (o *Options) String(name, def, usage string) string {
	return option(o, Use{Name: name, Type: "text", Default: spelled(def), Usage: usage}, def, "a text", isText)
}

// Choice reads a text that is one of those allowed. def need not be: "" can say that nothing was chosen.
func (o *Options) Choice(name, def, usage string, allowed ...string) string {
	use := Use{Name: name, Type: "choice", Default: spelled(def), Usage: usage, Allowed: slices.Clone(allowed)}
	return option(o, use, def, oneOf(allowed), func(v any) (string, bool) {
		s, ok := isText(v)
		return s, ok && slices.Contains(allowed, s)
	})
}

// Int reads a whole number.
func (o *Options) Int(name string, def int, usage string) int {
	want := "a whole number"
	if set, ok := o.find(name); ok && tooLarge(set.Value) {
		want = fmt.Sprintf("a whole number from %d to %d", math.MinInt, math.MaxInt)
	}
	return option(o, Use{Name: name, Type: "number", Default: spelled(def), Usage: usage}, def, want, isInt)
}

// Bool reads true or false.
func (o *Options) Bool(name string, def bool, usage string) bool {
	return option(o, Use{Name: name, Type: "bool", Default: spelled(def), Usage: usage}, def, "true or false", isBool)
}

// Duration reads a text such as "3s", "1m30s" or "36d": the units of [time.ParseDuration], and "d" for days of 24
// hours in the first place. It is never negative.
func (o *Options) Duration(name string, def time.Duration, usage string) time.Duration {
	use := Use{Name: name, Type: "duration", Default: spelled(FormatDuration(def)), Usage: usage}
	return option(o, use, def, wantDuration, parsed(ParseDuration))
}

// Size reads a number of bytes: a text such as "512B", "10kB" (1,000 bytes each) or "50MiB" (1,024 kibibytes each), or a plain number, which
// is 0 or from 10,000, since a smaller one is a unit that was forgotten. It is never negative, but for a default that says that none was set.
func (o *Options) Size(name string, def int64, usage string) int64 {
	use := Use{Name: name, Type: "size", Default: spelled(FormatSize(def)), Usage: usage}
	want := wantSize
	if set, ok := o.find(name); ok && !set.Hidden {
		if n := bare(set.Value); n > 0 {
			want = withUnit(n)
		}
	}
	return option(o, use, def, want, isSize)
}

// Rate reads a text such as "60/1m": a number from 1, and a duration over 0.
func (o *Options) Rate(name string, def Rate, usage string) Rate {
	use := Use{Name: name, Type: "rate", Default: spelled(FormatRate(def)), Usage: usage}
	want := wantRate
	if set, ok := o.find(name); ok && ofNothing(set.Value) {
		want += ", neither of them 0"
	}
	return option(o, use, def, want, parsed(ParseRate))
}

// List reads a list of texts. It is the caller's.
func (o *Options) List(name string, def []string, usage string) []string {
	use := Use{Name: name, Type: "list", Default: spelled(def), Usage: usage}
	return option(o, use, slices.Clone(def), "a list of texts", isList)
}

// Map reads an object whose values are texts. It is the caller's.
func (o *Options) Map(name string, def map[string]string, usage string) map[string]string {
	use := Use{Name: name, Type: "map", Default: spelled(def), Usage: usage}
	return option(o, use, maps.Clone(def), "an object of texts", isMap)
}

// Blocks reads nested blocks of this name, or a list of objects, each as options of its own; their errors are in Err
// of the outer ones. While the manual is made there is one empty block.
func (o *Options) Blocks(name, usage string) []*Options { return o.blocks(name, usage) }

// Errorf remembers an error at the place of the option, or at that of the block where the option is absent or name is
// "". Of an element of a list name is "domains[2]"; they count from 0. Where the configuration doesn't hold the value
// itself, but reads it from elsewhere, it may be a secret: then the text isn't shown. So don't show the value of an
// option in an error about another one.
func (o *Options) Errorf(name, format string, args ...any) {
	name, index := indexed(name)
	at, text := o.o.block.At, fmt.Sprintf(format, args...)
	if set, ok := o.find(name); ok {
		at = set.place(index)
		if set.Hidden {
			text = notShown
		}
	}
	o.wrong(name, at, text)
}

// Err has all errors so far, nested blocks included, or is nil. New returns it. Unknown names are added by the host,
// after New.
func (o *Options) Err() error {
	var all []error
	for _, e := range o.errs() {
		all = append(all, e)
	}
	return errors.Join(all...)
}
