package plugins

import (
	"context"
	"io"
	"reflect"
	"time"

	"github.com/traefik/yaegi/interp"
)

// Interpreted runs a program in interpreters: each instance is one, with one goroutine at a time.
func Interpreted(p *Program) Engine { return interpreted{p} }

type interpreted struct{ program *Program }

func (e interpreted) Name() string   { return "interpreted" }
func (e interpreted) plugin() string { return e.program.Package }
func (e interpreted) shared() bool   { return false }

func (e interpreted) begin(ctx context.Context, out io.Writer) (stage, error) {
	i, err := e.program.interpreter(out, out)
	if err != nil {
		return nil, err
	}
	if err := i.Use(interp.Exports{"time//time": {"Sleep": reflect.ValueOf(sleep(ctx))}}); err != nil {
		return nil, err
	}
	s := &script{program: e.program, in: i, ready: make(chan struct{})}
	if err := park(ctx, i, s.ready); err != nil {
		close(s.ready)
		return nil, err
	}
	return s, nil
}

// sleep is time.Sleep, but ends with ctx.
func sleep(ctx context.Context) func(time.Duration) {
	return func(d time.Duration) {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}

// park makes the interpreter one that ends with ctx. An evaluation that has a context, and is under way, ends with it, and so does all
// that is evaluated and called from then on, wherever it is: in a loop, in a wait for a channel. So one is begun before the
// script is, and does nothing but wait. It comes back when the script is loaded, because until then the interpreter's frame is in
// the hands of whoever loads it.
func park(ctx context.Context, i *interp.Interpreter, loaded <-chan struct{}) error {
	up := make(chan struct{})
	wait := func() {
		close(up)
		<-ctx.Done()
		<-loaded
	}
	if err := i.Use(interp.Exports{"gatepost/park/park": {"Wait": reflect.ValueOf(wait)}}); err != nil {
		return err
	}
	if _, err := i.Eval(`import "gatepost/park"`); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() {
		_, err := i.EvalWithContext(ctx, "park.Wait()")
		ended <- err
	}()
	select {
	case <-up:
		return nil
	case err := <-ended:
		return err
	}
}

// script is the stage of a script.
type script struct {
	program *Program
	in      *interp.Interpreter
	ready   chan struct{} // closed when it is loaded, or couldn't be
	loaded  *Script
}

func (s *script) load() (of New, err error) {
	defer close(s.ready)
	if s.loaded, err = s.program.Load(s.in); err != nil {
		return nil, err
	}
	return s.loaded.New, nil
}

func (s *script) every() time.Duration { return 2 * time.Millisecond }
func (s *script) killed() bool         { return true }

func (s *script) where() (string, int) {
	if s.loaded == nil {
		return "", 0
	}
	return s.loaded.Where()
}
