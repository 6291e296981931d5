package plugins

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// spread is how many sessions keep their state in one instance before another is made for more.
const spread = 8

// pool is the instances that one New has made. An instance that isn't shared serves one call at a time; who finds it busy waits in line.
type pool struct {
	plugin  *Plugin
	options *filters.Options
	life    context.Context

	mu     sync.Mutex
	all    []*instance
	making int
	line   []*waiter
}

// waiter is a call that waits for an instance.
type waiter struct {
	want  *instance // nil: any
	ready chan turn // room for one
}

// turn is what a waiter gets.
type turn struct {
	in  *instance
	err error
}

// open makes the first instance, and the filter.
func (p *pool) open() (*filters.Filter, error) {
	in, err := p.plugin.make(p.life, p.options)
	if err != nil {
		return nil, err
	}
	p.all = append(p.all, in)
	f := (&hooks{pool: p}).of(in.filter)
	if in.filter.Open != nil {
		f.Open = p.session
	}
	return f, nil
}

// take waits for its turn with an instance: the one that is wanted, or any.
func (p *pool) take(ctx context.Context, want *instance) (*instance, error) {
	in, w := p.ask(want)
	if w == nil {
		return in, nil
	}
	p.plugin.counts.waited.Add(1)
	patience := time.NewTimer(p.plugin.limits.Wait)
	defer patience.Stop()
	select {
	case t := <-w.ready:
		return t.in, t.err
	case <-ctx.Done():
	case <-patience.C:
	}
	p.plugin.counts.gaveUp.Add(1)
	p.leave(w)
	return nil, ErrBusy
}

// ask gives an instance that is free, or a place in line.
func (p *pool) ask(want *instance) (*instance, *waiter) {
	p.mu.Lock()
	defer p.mu.Unlock()
	in := want
	if want == nil {
		in = p.idlest()
	}
	if in != nil && !in.busy {
		in.busy = !p.plugin.engine.shared()
		return in, nil
	}
	w := &waiter{want, make(chan turn, 1)}
	p.line = append(p.line, w)
	p.grow()
	return nil, w
}

// idlest is the free instance that has the fewest sessions; none if those have many and there can be another. One that was ended but has a call
// that doesn't come back takes no room.
func (p *pool) idlest() *instance {
	p.all = slices.DeleteFunc(p.all, func(in *instance) bool { return in.ctx.Err() != nil })
	var best *instance
	for _, in := range p.all {
		if !in.busy && (best == nil || in.sessions < best.sessions) {
			best = in
		}
	}
	if best != nil && best.sessions >= spread && !p.plugin.engine.shared() && p.room() {
		return nil
	}
	return best
}

func (p *pool) room() bool { return len(p.all)+p.making < p.plugin.limits.Instances }

// grow makes an instance for those in line who take any.
func (p *pool) grow() {
	any := 0
	for _, w := range p.line {
		if w.want == nil {
			any++
		}
	}
	if any > p.making && p.room() {
		p.making++
		go p.add()
	}
}

// add makes an instance; if that fails it is the failure of the first in line.
func (p *pool) add() {
	in, err := p.plugin.make(p.life, p.options)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.making--
	if err != nil {
		p.next(turn{nil, err}, func(w *waiter) bool { return w.want == nil })
		p.grow()
		return
	}
	p.all = append(p.all, in)
	p.pass(in)
}

// let gives an instance back. Who waits for one that was lost waits no longer.
func (p *pool) let(in *instance) {
	if p.plugin.engine.shared() {
		return
	}
	if in.ctx.Err() != nil {
		p.lose(in)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pass(in)
}

// lose takes an instance out that has ended.
func (p *pool) lose(in *instance) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = slices.DeleteFunc(p.all, func(other *instance) bool { return other == in })
	for p.next(turn{nil, ErrLost}, func(w *waiter) bool { return w.want == in }) {
	}
	p.grow()
}

// pass hands an instance to the first in line who can use it.
func (p *pool) pass(in *instance) {
	in.busy = p.next(turn{in, nil}, func(w *waiter) bool { return w.want == nil || w.want == in })
}

// next gives the first in line who can use it a turn.
func (p *pool) next(t turn, can func(*waiter) bool) bool {
	i := slices.IndexFunc(p.line, can)
	if i < 0 {
		return false
	}
	p.line[i].ready <- t
	p.line = slices.Delete(p.line, i, i+1)
	return true
}

// leave is for who doesn't wait any longer. An instance that came at the same time goes to the next.
func (p *pool) leave(w *waiter) {
	p.mu.Lock()
	i := slices.Index(p.line, w)
	if i >= 0 {
		p.line = slices.Delete(p.line, i, i+1)
	}
	p.mu.Unlock()
	if i < 0 {
		if t := <-w.ready; t.in != nil {
			p.let(t.in)
		}
	}
}

// count counts the sessions of an instance.
func (p *pool) count(in *instance, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	in.sessions += n
}
