package config

import (
	"fmt"
	"slices"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// section is a block of the gateway's own on its way into a struct. What it holds is asked for by name, and done says
// which names nobody asked for.
type section struct {
	r     *reader
	name  string // in errors: "smtp inbound: timeouts"; "" for the whole
	path  string // from the top: "smtp/timeouts"
	block filters.Block
	o     *filters.Options
	taken []string // types of the blocks that were asked for

	absent bool // nobody has written it: all of it is default
}

func (r *reader) section(name, path string, b filters.Block) *section {
	return &section{r: r, name: name, path: path, block: b, o: filters.NewOptions(b)}
}

// blocks are the sections of some types of blocks in this one.
func (s *section) blocks(kinds ...string) []*section {
	s.taken = append(s.taken, kinds...)
	for _, kind := range kinds {
		if set, has := s.setting(kind); has {
			s.r.problem(set.At, "%s%s is a block: %s { … }", s.prefix(), kind, kind)
		}
	}
	var all []*section
	for _, b := range s.block.Blocks {
		if slices.Contains(kinds, b.Type) {
			all = append(all, s.r.section(s.prefix()+b.String(), s.below(b.Type), b))
		}
	}
	return all
}

// one is the only section of its type; without one it is an empty section at the place of this one.
func (s *section) one(kind string) *section {
	all := s.blocks(kind)
	if len(all) == 0 {
		none := s.r.section(s.prefix()+kind, s.below(kind), filters.Block{Type: kind, At: s.block.At})
		none.absent = true
		return none
	}
	for _, again := range all[1:] {
		s.r.problem(again.block.At, "%s: there is one at %s already", again.name, place(all[0].block.At))
	}
	if all[0].block.Label != "" {
		s.r.problem(all[0].block.At, "%s: it takes no label", s.prefix()+kind)
	}
	return all[0]
}

// prefix begins the text of a problem in this section.
func (s *section) prefix() string {
	if s.name == "" {
		return ""
	}
	return s.name + ": "
}

func (s *section) below(kind string) string {
	if s.path == "" {
		return kind
	}
	return s.path + "/" + kind
}

func (s *section) setting(name string) (filters.Setting, bool) {
	i := slices.IndexFunc(s.block.Settings, func(set filters.Setting) bool { return set.Name == name })
	if i < 0 {
		return filters.Setting{}, false
	}
	return s.block.Settings[i], true
}

// wrong puts something about an option on the list, at its place, or at the section's where it is absent. It doesn't show
// the value of one that may be a secret.
func (s *section) wrong(name, format string, args ...any) {
	at := s.block.At
	if set, has := s.setting(name); has {
		at = set.At
	}
	if !s.r.broken[at] {
		s.r.problem(at, "%soption %s: %s", s.prefix(), name, fmt.Sprintf(format, args...))
	}
}

// refuse puts on the list what is wanted of an option instead of what it is. A secret is not shown.
func (s *section) refuse(name, want string, have any) {
	if set, _ := s.setting(name); set.Hidden {
		s.wrong(name, "want %s", want)
		return
	}
	s.wrong(name, "want %s, have %#v", want, have)
}

// duration reads one that is not 0.
func (s *section) duration(name string, def time.Duration, usage string) time.Duration {
	d := s.o.Duration(name, def, usage)
	if d == 0 {
		s.refuse(name, `more than "0s"`, "0s")
	}
	return d
}

// size reads one that is not 0.
func (s *section) size(name string, def int64, usage string) int64 {
	n := s.o.Size(name, def, usage)
	if n == 0 {
		s.refuse(name, `more than "0B"`, n)
	}
	return n
}

// count reads a number from 1.
func (s *section) count(name string, def int, usage string) int {
	n := s.o.Int(name, def, usage)
	if n < 1 {
		s.refuse(name, "at least 1", n)
	}
	return n
}

// element is one of a list of texts.
type element struct {
	text   string
	at     filters.Place
	hidden bool
}

// elements reads a list of texts; each knows its place if it has one of its own in the file.
func (s *section) elements(name string, def []string, usage string) []element {
	set, _ := s.setting(name)
	var all []element
	for i, text := range s.o.List(name, def, usage) {
		e := element{text, set.At, set.Hidden}
		if i < len(set.Elements) {
			e.at = set.Elements[i]
		}
		all = append(all, e)
	}
	return all
}

// checked reads a list of texts and returns those that a rule has nothing against.
func (s *section) checked(name string, r rule, usage string) []element {
	var all []element
	for _, e := range s.elements(name, nil, usage) {
		want := r(e.text)
		switch {
		case want == "":
			all = append(all, e)
		case e.hidden:
			s.r.problem(e.at, "%soption %s: want %s", s.prefix(), name, want)
		default:
			s.r.problem(e.at, "%soption %s: want %s, have %q", s.prefix(), name, want, e.text)
		}
	}
	return all
}

func texts(all []element) []string {
	var t []string
	for _, e := range all {
		t = append(t, e.text)
	}
	return t
}

// done puts on the list what was wrong, and the names that are unknown.
func (s *section) done() {
	for _, e := range filters.OptionErrors(s.o) {
		if e.Unknown && (slices.Contains(s.taken, e.Name) || s.strayed(e)) {
			continue
		}
		e.Block, e.Text = s.name, e.Text+meant(s.o, s.block, e)
		s.r.option(e, slices.Concat(s.taken, s.r.later(s.path)))
	}
}

// strayed puts a filter on the list that stands beside a filters block instead of in it.
func (s *section) strayed(e filters.OptionError) bool {
	if !slices.Contains([]string{"", "smtp", "pop3"}, s.path) || !s.r.built(e.Name) {
		return false
	}
	s.r.problem(e.At, "%s%s is a filter: it belongs in the block filters { … } of a front", s.prefix(), e.Name)
	return true
}

// option puts an error of options on the list, unless its setting has no value: then that is the problem. more are
// names that are known beside those of the options.
func (r *reader) option(e filters.OptionError, more []string) {
	switch {
	case r.broken[e.At]:
	case e.Unknown:
		r.problem(e.At, "%s%s", e.Error(), suggestion(e.Name, slices.Concat(e.Known, more)))
	default:
		r.problem(e.At, "%s", e.Error())
	}
}
