package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maxConfig is the most bytes of one file of a configuration.
const maxConfig = 1 << 20

// files reads a file, or src, and what is included, and makes one block of it all. It is nil where a file can't be
// read or isn't HCL: what is said about the rest would be guessing.
func (r *reader) files(file string, src []byte) *filters.Block {
	root := &filters.Block{At: filters.Place{File: file}}
	if !r.file(root, file, src) {
		return nil
	}
	return root
}

// file adds a file to root, once, however often it is included.
func (r *reader) file(root *filters.Block, file string, src []byte) bool {
	key := r.disk.key(file)
	if r.seen[key] {
		return true
	}
	r.seen[key], r.order[file] = true, len(r.order)
	if src == nil {
		var err error
		if src, err = read(r.disk, file, maxConfig); err != nil {
			r.failed(filters.Place{File: file}, err)
			return false
		}
	}
	if len(src) > maxConfig {
		r.problem(filters.Place{File: file}, "it has more than %d bytes", maxConfig)
		return false
	}
	r.sources[file] = src
	body := r.parse(file, src)
	if body == nil {
		return false
	}
	return r.add(root, file, body)
}

// parse makes sense of the syntax, or says where there is none.
func (r *reader) parse(file string, src []byte) *hclsyntax.Body {
	if at, deep := tooDeep(file, src); deep {
		r.problem(at, "this is nested too deeply")
		return nil
	}
	f, diags := hclsyntax.ParseConfig(src, file, hcl.InitialPos)
	if diags.HasErrors() {
		r.misread(file, diags)
		return nil
	}
	return f.Body.(*hclsyntax.Body)
}

// add puts what a file says into root, then what the files say that it includes.
func (r *reader) add(root *filters.Block, file string, body *hclsyntax.Body) bool {
	b := r.tree("", body, r.scope(file))
	root.Blocks = append(root.Blocks, b.Blocks...)
	ok, included := true, -1
	for i, set := range b.Settings {
		if set.Name == "include" {
			included = i
			continue
		}
		r.addSetting(root, set)
	}
	if included >= 0 {
		ok = r.include(root, file, b.Settings[included])
	}
	return ok
}

func (r *reader) addSetting(root *filters.Block, set filters.Setting) {
	for _, old := range root.Settings {
		if old.Name == set.Name {
			r.problem(set.At, "option %s: it is set at %s already", set.Name, place(old.At))
			return
		}
	}
	root.Settings = append(root.Settings, set)
}

// include reads the files that the patterns of a setting name, relative to the file that it is in.
func (r *reader) include(root *filters.Block, file string, set filters.Setting) bool {
	s := r.section("", "", filters.Block{Settings: []filters.Setting{set}})
	ok := true
	for _, pattern := range s.elements("include", nil, "files to read as if they were part of this one, by patterns") {
		names, err := r.match(r.disk.beside(file, pattern.text))
		switch {
		case err != nil:
			r.problem(pattern.at, "option include: %v", err)
			r.partial = true
		case len(names) == 0:
			r.warn(pattern.at, "include: no file matches %s", r.disk.beside(file, pattern.text))
		}
		for _, name := range names {
			ok = r.file(root, name, nil) && ok
		}
	}
	s.done()
	r.partial = r.partial || s.o.Err() != nil
	return ok
}

var errNoFile = errors.New("no such file")

// match lists the files of a pattern. One that isn't there is an error only where it was named in full.
func (r *reader) match(pattern string) ([]string, error) {
	names, err := r.disk.glob(pattern)
	if err == nil && len(names) == 0 && !strings.ContainsAny(pattern, `*?[`) {
		err = errNoFile
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	return names, nil
}
