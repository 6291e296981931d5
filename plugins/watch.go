package plugins

import (
	"context"
	"errors"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

// grace is what a call gets to come back once it was ended. What is interpreted takes a millisecond, unless the machine has no time for it; the chain's own grace is as long.
const grace = time.Second

// watch looks at a call now and then until it is back: whether its time is over, and what it does to the memory of the process. A call that is
// quick is hardly ever looked at, and finds the timer running that an earlier one has set.
type watch struct {
	in    *instance
	ctx   context.Context // of the call
	begun usage           // before it, or a moment earlier
	seen  usage           // when the timer was set or has looked

	mu    sync.Mutex
	timer *time.Timer
	runs  bool // the timer does
	back  bool
	ended error // why its time is over; nil while it isn't
	stuck bool  // and it is counted
}

// watch begins to watch a call. An instance that has one call at a time has one watch.
func (in *instance) watch(ctx context.Context) *watch {
	w := in.watcher
	if w == nil {
		w = &watch{in: in}
		if !in.plugin.engine.shared() {
			in.watcher = w
		}
	}
	w.begin(ctx)
	return w
}

func (w *watch) begin(ctx context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ctx, w.back = ctx, false
	if !w.runs {
		w.start()
	}
	w.begun = w.seen
}

// start sets the timer. While it runs it is what reads the memory, so that calls that follow each other closely needn't.
func (w *watch) start() {
	if w.in.stage.killed() {
		w.seen = w.in.plugin.usual.now()
	}
	if w.timer == nil {
		w.timer = time.AfterFunc(w.in.stage.every(), w.look)
	} else {
		w.timer.Reset(w.in.stage.every())
	}
	w.runs = true
}

// stop is called when the call is back.
func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.in.watcher == nil {
		w.timer.Stop() // there is no next call
	}
	w.ctx, w.back = nil, true
	if w.stuck {
		w.in.plugin.unstuck()
	}
}

// look is where a call is ended; if it hasn't ended the next time, it can't be.
func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.back:
		w.runs = false
		return
	case w.ended != nil:
		w.stuck = true
		w.in.plugin.stuck(w.ended)
		return
	}
	if why := w.why(); why != nil {
		w.ended = why
		w.in.kill(why)
		w.timer.Reset(grace)
		return
	}
	w.timer.Reset(w.in.stage.every())
}

// kill ends the instance, where that can be done.
func (in *instance) kill(why error) {
	if in.stage.killed() && in.ctx.Err() == nil {
		in.plugin.counts.killed.Add(1)
		in.end(why)
		in.plugin.notice(InstanceEnded, why)
	}
}

// why is the reason to end the call, if there is one.
func (w *watch) why() error {
	switch err := w.ctx.Err(); {
	case errors.Is(err, context.DeadlineExceeded):
		return late(w.ctx)
	case err != nil:
		return ErrTornDown
	case !w.in.stage.killed():
		return nil
	}
	w.seen = used()
	switch now, l := w.seen, w.in.plugin.limits; {
	case now.heap > max(w.begun.heap, w.begun.goal)+uint64(l.Heap):
		return ErrMemory
	case now.stacks > w.begun.stacks+uint64(l.Stack):
		return ErrStack
	}
	return nil
}

// usage is the memory of the process, in bytes. The heap stays below its goal unless it grows in earnest, because the collector makes the next
// goal of what is in use then; but just after a collection it has more, which is not swept yet.
type usage struct{ heap, goal, stacks uint64 }

func used() usage {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/goal:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(s)
	return usage{s[0].Value.Uint64(), s[1].Value.Uint64(), s[2].Value.Uint64()}
}

// usual is the memory as it was before a call. To read it takes longer than a short call does, so it is read now and then.
type usual struct {
	mu   sync.Mutex
	at   time.Time
	last usage
}

const usualFor = 100 * time.Millisecond

func (u *usual) now() usage {
	u.mu.Lock()
	defer u.mu.Unlock()
	if time.Since(u.at) > usualFor {
		u.at, u.last = time.Now(), used()
	}
	return u.last
}

// swept is called when an instance was ended. What it has left on the heap is not usual, and must not raise the heap's goal: else the next
// one could take more, and the one after that yet more.
func (u *usual) swept(why error) {
	if errors.Is(why, ErrMemory) || errors.Is(why, ErrStack) {
		runtime.GC()
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.at = time.Time{}
}
