package plugins

import (
	"context"
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// instance is a plugin that is loaded and has a filter.
type instance struct {
	plugin *Plugin
	stage  stage
	ctx    context.Context // ends with the instance
	end    context.CancelCauseFunc
	filter *filters.Filter

	watcher *watch // of its calls, one at a time; nil where there may be many

	busy     bool // of the pool's, as is what follows
	sessions int  // that have their state in it
}

// make makes an instance and calls New. It doesn't wait longer than it may: what can't be killed is left behind.
func (p *Plugin) make(life context.Context, o *filters.Options) (*instance, error) {
	in := &instance{plugin: p}
	in.ctx, in.end = context.WithCancelCause(life)
	var err error
	if in.stage, err = p.engine.begin(in.ctx, p.out); err != nil {
		if in.ctx.Err() != nil {
			err = in.why()
		}
		in.end(err)
		return nil, &Failure{Plugin: p.engine.plugin(), Hook: "New", Err: err}
	}
	if err := in.start(o); err != nil {
		in.end(err)
		return nil, err
	}
	p.counts.made.Add(1)
	p.counts.instances.Add(1)
	context.AfterFunc(in.ctx, func() { p.counts.instances.Add(-1) })
	return in, nil
}

// start loads the plugin and calls New, on a goroutine that can be left behind.
func (in *instance) start(o *filters.Options) error {
	ctx, cancel := context.WithTimeoutCause(in.ctx, in.plugin.limits.Load, loadError(in.plugin.limits.Load))
	defer cancel()
	started := make(chan error, 1)
	go func() { started <- in.callNew(ctx, o) }()
	select {
	case err := <-started:
		return err
	case <-ctx.Done():
	}
	grace := time.NewTimer(grace)
	defer grace.Stop()
	select {
	case err := <-started:
		return err
	case <-grace.C: // where it is can't be asked while it runs
		return &Failure{Plugin: in.plugin.engine.plugin(), Hook: "New", Err: in.whyNot(ctx)}
	}
}

// callNew loads the plugin and calls its New.
func (in *instance) callNew(ctx context.Context, o *filters.Options) error {
	var f *filters.Filter
	var said error
	err := in.call(ctx, func() {
		var of New
		if of, said = in.stage.load(); said == nil {
			f, said = of(o)
			said = worded(said)
		}
	})
	switch {
	case err != nil:
		return in.failure("New", "", err)
	case said != nil:
		return said
	case f == nil:
		return in.failure("New", "", errNoFilter)
	}
	in.filter = f
	return nil
}

var errNoFilter = errors.New("it returned no filter")

// call runs a piece of the plugin's code on the caller's goroutine, watched. What the piece has set means nothing if there is an error.
func (in *instance) call(ctx context.Context, piece func()) error {
	panic := in.run(ctx, piece)
	if in.ctx.Err() != nil {
		in.plugin.usual.swept(in.why())
		return in.why()
	}
	if panic != nil {
		in.plugin.counts.panics.Add(1)
		return panic
	}
	return nil
}

// run is watched until it is back, however it comes back.
func (in *instance) run(ctx context.Context, piece func()) (panic *Panic) {
	w := in.watch(ctx)
	defer w.stop()
	back := false
	defer func() {
		if !back {
			panic = &Panic{Value: Panicked(recover())}
			panic.file, panic.line = thrown()
		}
	}()
	piece()
	back = true
	return nil
}

// why is what has ended the instance.
func (in *instance) why() error {
	if err := context.Cause(in.ctx); err != context.Canceled {
		return err
	}
	return ErrClosed
}

// whyNot is why a call is not back in time.
func (in *instance) whyNot(ctx context.Context) error {
	if in.ctx.Err() != nil {
		return in.why()
	}
	return late(ctx)
}

// failure says where the plugin was. A statement that was stopped, or has panicked, is the one that it was at last.
func (in *instance) failure(hook, session string, err error) error {
	f := &Failure{Plugin: in.plugin.engine.plugin(), Hook: hook, Session: session, Err: err}
	f.File, f.Line = in.stage.where()
	if p := (*Panic)(nil); f.Line == 0 && errors.As(err, &p) {
		f.File, f.Line = p.file, p.line
	}
	return f
}
