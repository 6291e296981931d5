package plugins

import (
	"fmt"
	"io"

	"github.com/gatepost-mail/gatepost/plugins/gate"
)

// runMain takes a main package through the gate and runs its main, as the tests do to compare it with what the compiler makes of it.
// The function that it gives panics where main does.
func runMain(files []File, out, errs io.Writer) (run func() error, err error) {
	l, err := gate.Check(files, gate.Bare())
	if err != nil {
		return nil, err
	}
	p, err := newProgram(l).tried()
	if err != nil {
		return nil, err
	}
	i, err := p.interpreter(out, errs)
	if err != nil {
		return nil, fmt.Errorf("interpreter: %w", err)
	}
	return func() error {
		_, err := p.eval(i)
		return err
	}, nil
}
