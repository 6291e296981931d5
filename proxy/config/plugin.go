package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// Known are the filters that a configuration may name: [Builtins], or those and plugins.
type Known interface {
	table() Builtins
	plugins() Loader // nil: this program has none
}

func (b Builtins) table() Builtins { return b }
func (b Builtins) plugins() Loader { return nil }

// WithPlugins are the built-ins, and filters of the type plugin.
func (b Builtins) WithPlugins(load Loader) Known { return withPlugins{b, load} }

type withPlugins struct {
	Builtins
	load Loader
}

func (w withPlugins) plugins() Loader { return w.load }

// Plugin is what a block of the type plugin says to the one who loads it.
type Plugin struct {
	Label  string
	Files  []Source // at least one
	Grants []string // each once: "dns", "store"
}

// Source is a file of a plugin.
type Source struct {
	Name string // as the configuration finds it
	Text []byte
}

// Loader gives what makes a plugin's filter of its options, and warnings, a line each with its place. The text of its error is shown as it is, line
// by line: it has places of its own.
type Loader func(Plugin) (New func(*filters.Options) (*filters.Filter, error), warnings []string, err error)

func (r *reader) isPlugin(b filters.Block) bool { return b.Type == "plugin" && r.load != nil }

// plugin reads the block of a plugin; nil is one that is wrong.
func (s *section) plugin(b filters.Block, label string) *filters.Filter {
	at, files := s.source()
	p := Plugin{Label: label, Files: files, Grants: s.grants()}
	if s.o.Choice("isolation", "none", "where it runs: in this process", "none", "process") == "process" {
		s.wrong("isolation", `"process" is not in this version`)
	}
	options, ok := s.pluginOptions(b)
	if len(files) == 0 || !ok {
		return nil
	}
	build, warnings, err := s.r.load(p)
	for _, text := range warnings {
		s.r.warn(at, "%s: %s", b, text)
	}
	if err != nil {
		s.r.problems = append(s.r.problems, Problem{At: at, Text: b.String() + ": its source can't be used", Beneath: err.Error(), err: err})
		return nil
	}
	return s.r.filter(build, options, label)
}

// granted is what there is to grant.
var granted = [...]string{"dns", "store"}

// grants are those that exist. Where one is wrong it is all of them: what was meant isn't known, and the source is not to be blamed for it.
func (s *section) grants() []string {
	var all []string
	wrong := false
	for _, e := range s.elements("grant", nil, "what it may use beyond its session: dns, store; nothing without it") {
		if why := grantError(e); why != "" {
			wrong = true
			s.r.problem(e.at, "%soption grant: %s", s.prefix(), why)
		} else if !slices.Contains(all, e.text) {
			all = append(all, e.text)
		}
	}
	if wrong {
		return granted[:]
	}
	return all
}

// grantError says what is wrong with a grant, or "".
func grantError(e element) string {
	const want = `want "dns" or "store"`
	switch {
	case slices.Contains(granted[:], e.text):
		return ""
	case e.hidden:
		return want
	case e.text == "http":
		return `"http" is not in this version`
	}
	return fmt.Sprintf("%s, have %q%s", want, e.text, suggestion(e.text, granted[:]))
}

// pluginOptions are the plugin's own, as a block of its name.
func (s *section) pluginOptions(b filters.Block) (filters.Block, bool) {
	s.taken = append(s.taken, "options")
	theirs := filters.Block{Type: b.Type, Label: b.Label, At: b.At}
	for _, inner := range b.Blocks {
		if inner.Type == "options" {
			s.r.problem(inner.At, "%soptions is no block: options = { … }", s.prefix())
			return theirs, false
		}
	}
	set, has := s.setting("options")
	if !has {
		return theirs, true
	}
	own, is := set.Value.(filters.Object)
	if !is {
		s.wrong("options", "want an object: options = { max = 100 }")
	}
	theirs.Settings = own
	return theirs, is
}

// source reads the files of the plugin: one, or all of a folder but its tests.
func (s *section) source() (at filters.Place, files []Source) {
	name := s.o.String("source", "", "its file, or a folder with files of one package")
	set, has := s.setting("source")
	if _, is := set.Value.(string); !has || !is {
		if !has {
			s.r.problem(s.block.At, `%sname its file: source = "plugins/quota.go"`, s.prefix())
		}
		return s.block.At, nil
	}
	names, err := s.r.sourceNames(set.At.File, name)
	for _, file := range names {
		text, readErr := read(s.r.disk, file, maxFile)
		if readErr != nil {
			err = errors.Join(err, &sourceError{file, readErr})
		}
		files = append(files, Source{file, text})
	}
	if err != nil {
		s.r.problems = append(s.r.problems, Problem{At: set.At, Text: s.prefix() + "option source: " + err.Error(), err: err})
		return set.At, nil
	}
	return set.At, files
}

// sourceError is a source that can't be read.
type sourceError struct {
	file string
	err  error
}

func (e *sourceError) Error() string { return e.file + ": " + e.err.Error() }
func (e *sourceError) Unwrap() error { return e.err }

// sourceNames are the files that a source stands for.
func (r *reader) sourceNames(from, name string) ([]string, error) {
	if strings.HasSuffix(name, ".go") {
		return []string{r.disk.beside(from, name)}, nil
	}
	all, err := r.disk.glob(r.disk.beside(from, path.Join(name, "*.go")))
	all = slices.DeleteFunc(all, func(file string) bool { return strings.HasSuffix(file, "_test.go") })
	if err == nil && len(all) == 0 {
		err = &sourceError{r.disk.beside(from, name), errors.New("there is no Go file; name one, or a folder that has some")}
	}
	return all, err
}
