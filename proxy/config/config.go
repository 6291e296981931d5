// Package config reads a configuration, an HCL 2 file, into the structs of package proxy.
//
// It goes in three steps. The files are read and become one tree of plain blocks and settings that know their places
// (files.go, tree.go, values.go). What the tree holds is read by name, the gateway's own blocks with the same
// [filters.Options] as a filter's (gateway.go, front.go, upstream.go, chain.go). And whatever is wrong, in any step, is
// put on one list (errors.go): a configuration is right in all its parts, or it is an [Error] with every problem in it.
//
// A name of the manual that this version doesn't know yet is a problem that says so; it is never accepted and ignored.
package config

import (
	"io/fs"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
)

// Builtins are the filters that a configuration may name, each by the type of its block.
type Builtins map[string]func(*filters.Options) (*filters.Filter, error)

// builder is a filter's New.
type builder = func(*filters.Options) (*filters.Filter, error)

// Load reads a file and those that it includes, to put it in force. Each name in a file is relative to the folder of that file. The
// error is an *Error. A front that would be an open relay is one, unless the file has open_relay = true for it.
func Load(file string, known Known) (*proxy.Config, error) {
	r := newReader(known, machine{})
	cfg, err := r.config(file, nil)
	if err != nil {
		return nil, err
	}
	for _, f := range r.relaying() {
		switch {
		case f.Open && !f.Allowed:
			r.problem(f.at, "%s", f.Text)
		case f.Allowed:
			r.warn(f.at, "%s", f.Text)
		}
	}
	cfg.Warnings = r.warnings
	return cfg, r.err()
}

// Inspect is Load for who only looks: a front that would be an open relay is told instead of refused, with all others of SMTP.
func Inspect(file string, known Known) (*proxy.Config, []Relaying, error) {
	r := newReader(known, machine{})
	cfg, err := r.config(file, nil)
	if err != nil {
		return nil, nil, err
	}
	return cfg, r.relaying(), nil
}

// LoadToPlay is Load for who plays a configuration with other certificates than it names: what is wrong with those isn't looked for.
func LoadToPlay(file string, known Known) (*proxy.Config, error) {
	r := newReader(known, machine{})
	r.played = true
	return r.config(file, nil)
}

// Parse reads a text that is not in a file of the machine. name is what errors call it, and where the names in it are
// relative to. It may include, and use by file("…"), what is in the file systems given, in that order of preference;
// without any there are no files. Of certificates and keys it takes the names, as LoadToPlay does. The error is an *Error.
func Parse(name string, src []byte, known Known, files ...fs.FS) (*proxy.Config, error) {
	if src == nil {
		src = []byte{}
	}
	r := newReader(known, shelf(files))
	r.played = true
	return r.config(name, src)
}

// reader reads one configuration, once.
type reader struct {
	builtins Builtins
	load     Loader // nil: there are no plugins
	disk     disk
	played   bool                   // others take the places of certificates and keys
	sources  map[string][]byte      // the text of each file
	seen     map[string]bool        // files, by disk.key
	order    map[string]int         // in which the files were read
	broken   map[filters.Place]bool // settings without a value: their problem is listed
	problems []Problem
	warnings []string
	lookup   time.Duration              // how long DNS may take
	limits   map[string][]filters.Block // the rate limits that share their buckets, by label

	partial            bool    // a file that is included couldn't be found, and may have had what others miss
	servers, listeners []bound // so far
	doors              []door
}

func newReader(known Known, d disk) *reader {
	if known == nil {
		known = Builtins{}
	}
	return &reader{
		builtins: known.table(), load: known.plugins(), disk: d, sources: map[string][]byte{}, seen: map[string]bool{}, order: map[string]int{},
		broken: map[filters.Place]bool{}, limits: map[string][]filters.Block{},
	}
}

// config reads a file, or src where that is not nil.
func (r *reader) config(file string, src []byte) (*proxy.Config, error) {
	root := r.files(file, src)
	if root == nil {
		return nil, r.err()
	}
	cfg := r.gateway(*root)
	if err := r.err(); err != nil {
		return nil, err
	}
	r.warnings = append(r.warnings, certified(cfg)...)
	cfg.Warnings = r.warnings
	return cfg, nil
}
