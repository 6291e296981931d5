package plugins

import (
	"io"
	"slices"

	"github.com/gatepost-mail/gatepost/plugins/gate"
	"github.com/gatepost-mail/gatepost/plugins/support"
)

// Program is a plugin that has passed the gate. It may be loaded many times, and by several goroutines at once.
type Program struct {
	Package  string    // the name in its package clause
	Imports  []string  // what its sources import, sorted
	Hooks    []string  // the fields of filters.Filter that it sets, sorted: "Open", "Recipient"
	Options  []string  // the names of the options that its sources ask for in plain text, sorted
	Warnings []Problem // what nobody could stop in process while it runs, where it can be seen
	Source   string    // what the interpreter gets; for the curious
	lowered  gate.Lowered
}

// Check takes a plugin through the gate. The error is Problems: all that is wrong, each with its place. It doesn't run anything.
func Check(files []File, grants Grants) (*Program, error) {
	l, err := gate.Check(files, gate.Plugin(grants))
	if err != nil {
		return nil, err
	}
	return newProgram(l).tried()
}

// tried loads the program once up to where it would begin to run: what the interpreter itself doesn't take is refused like the rest.
func (p *Program) tried() (*Program, error) {
	i, err := p.Interpreter(io.Discard)
	if err != nil {
		return nil, err
	}
	ended := *p
	ended.Source = p.lowered.EndedAtOnce()
	if _, err := ended.eval(i); err != nil && !support.AtOnce(panicAsError(err)) {
		return nil, Problems{p.lowered.NotTaken(panicAsError(err))}
	}
	return p, nil
}

func newProgram(l *gate.Lowered) *Program {
	return &Program{
		Package: l.Package, Imports: slices.Clone(l.Imports), Hooks: l.Hooks, Options: l.Options,
		Warnings: l.Warnings, Source: l.Source, lowered: *l,
	}
}
