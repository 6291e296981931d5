package plugins

import (
	"context"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/gatepost-mail/gatepost/filters"
)

// Plugin is a plugin in an engine. Its New is that of a built-in filter.
type Plugin struct {
	engine Engine
	limits Limits
	out    io.Writer
	life   context.Context
	end    context.CancelCauseFunc
	told   func(Notice, error) // nil: nobody
	counts counts
	usual  usual
}

// counts are what Stats tells.
type counts struct{ instances, made, killed, panics, waited, gaveUp, stuck atomic.Int64 }

// Load prepares a plugin; nothing of it runs before New. What it prints goes to out, where it comes line by line from many goroutines,
// one at a time; nil: to nobody.
func Load(e Engine, l Limits, out io.Writer) *Plugin {
	p := &Plugin{engine: e, limits: l.orDefault(), out: io.Discard}
	if out != nil {
		p.out = &serial{out: out}
	}
	p.life, p.end = context.WithCancelCause(context.Background())
	return p
}

// New makes a filter. It makes one instance and runs its New at once, under the deadline of [Limits.Load]; further instances are made
// when they are needed, from the same options. The filter's hooks may be called by many sessions at once; each call that goes
// wrong is a failure whose error is a *[Failure]. Instances end when nobody holds the filter any more, which the garbage
// collector notices, or by Close.
func (p *Plugin) New(o *filters.Options) (*filters.Filter, error) {
	pool := &pool{plugin: p, options: o}
	var end context.CancelFunc
	pool.life, end = context.WithCancel(p.life)
	f, err := pool.open()
	if f == nil || err != nil {
		end()
		return nil, err
	}
	runtime.AddCleanup(pool, func(end context.CancelFunc) { end() }, end)
	return f, nil
}

// Close ends all instances, and whatever runs in them. Hooks that are called later fail.
func (p *Plugin) Close() { p.end(ErrClosed) }

// Engine is "interpreted" or "compiled".
func (p *Plugin) Engine() string { return p.engine.Name() }

// Stats are counts of a plugin, over all that its New has made.
type Stats struct {
	Instances int // that are there now
	Made      int // so far
	Killed    int // of them, because a call of theirs didn't end
	Panics    int
	Waited    int // calls that found all instances busy
	GaveUp    int // of them, those that waited in vain
	Stuck     int // calls that are out now: they outlived their deadline and can't be ended
}

// Stats are the counts so far.
func (p *Plugin) Stats() Stats {
	c := &p.counts
	return Stats{
		Instances: int(c.instances.Load()), Made: int(c.made.Load()), Killed: int(c.killed.Load()), Panics: int(c.panics.Load()),
		Waited: int(c.waited.Load()), GaveUp: int(c.gaveUp.Load()), Stuck: int(c.stuck.Load()),
	}
}

// OutOfService tells that so many calls are stuck that all further ones fail.
func (p *Plugin) OutOfService() bool { return int(p.counts.stuck.Load()) >= p.limits.Stuck }

// serial lets one goroutine at a time write.
type serial struct {
	mu  sync.Mutex
	out io.Writer
}

func (s *serial) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(b)
}
