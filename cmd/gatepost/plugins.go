package main

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// known are all filters: the built-ins, and plugins, which print to out (nil: nowhere).
func known(out io.Writer) config.Known { return builtins().WithPlugins(loader(out)) }

func loader(out io.Writer) config.Loader {
	return func(c config.Plugin) (plugins.New, []string, error) {
		p, warnings, err := loadPlugin(c, out)
		if err != nil {
			return nil, nil, err
		}
		return p.New, warnings, nil
	}
}

// loadPlugin takes a plugin through the gate.
func loadPlugin(p config.Plugin, out io.Writer) (*plugins.Plugin, []string, error) {
	var files []plugins.File
	for _, f := range p.Files {
		files = append(files, plugins.File{Name: f.Name, Source: f.Text})
	}
	grants := plugins.Grants{DNS: slices.Contains(p.Grants, "dns"), Store: slices.Contains(p.Grants, "store")}
	program, err := plugins.Check(files, grants)
	if err != nil {
		return nil, nil, err
	}
	var warnings []string
	for _, w := range program.Warnings {
		warnings = append(warnings, fmt.Sprintf("%s:%d:%d: %s", w.File, w.Line, w.Column, w.Text))
	}
	if out != nil {
		out = &printing{label: p.Label, say: out}
	}
	return plugins.Load(engineOf(program, files), plugins.Limits{}, out), warnings, nil
}

// engineOf is what runs a plugin: compiled where this program has been compiled with these very sources.
func engineOf(p *plugins.Program, files []plugins.File) plugins.Engine {
	if of := compiledOf(files); of != nil {
		return plugins.Compiled(p.Package, of)
	}
	return plugins.Interpreted(p)
}

// printing writes what a plugin prints, a line at a time, with the plugin's name before it. Its lines are cleaned and cut.
type printing struct {
	label string
	say   io.Writer
	line  []byte
}

// maxPrinted is how many bytes of a line that a plugin prints are shown.
const maxPrinted = 1000

func (p *printing) Write(b []byte) (int, error) {
	for piece := range strings.Lines(string(b)) {
		text, ended := strings.CutSuffix(piece, "\n")
		p.line = append(p.line, text[:min(len(text), max(0, maxPrinted-len(p.line)))]...)
		if !ended {
			continue
		}
		if _, err := fmt.Fprintf(p.say, "plugin %s: %s\n", p.label, filters.Clean(string(p.line))); err != nil {
			return 0, err
		}
		p.line = p.line[:0]
	}
	return len(b), nil
}

// logged writes lines to the log.
type logged struct{ log *slog.Logger }

func (l logged) Write(b []byte) (int, error) {
	l.log.Info(strings.TrimSuffix(string(b), "\n"))
	return len(b), nil
}
