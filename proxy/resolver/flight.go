package resolver

import (
	"context"
	"fmt"
	"strings"
)

// flight is a question that is being asked, for all who wait for it. It has the lookup's deadline and no caller's: one
// who leaves doesn't take the answer from the others.
type flight struct {
	question question
	landed   chan struct{} // closed when answer is there
	answer   answer
}

// pending is an answer that is there already (without a flight), or will be.
type pending struct {
	answer answer
	flight *flight
}

// begin takes the answer from the cache, or joins the question's flight, or starts it.
func (r *Resolver) begin(q question) pending {
	r.mu.Lock()
	defer r.mu.Unlock()
	if a, ok := r.cache.get(q, r.clock.Now()); ok {
		return pending{answer: a}
	}
	if f := r.flights[q]; f != nil {
		return pending{flight: f}
	}
	if r.ctx.Err() != nil {
		return pending{answer: answer{err: q.trouble(errClosed)}}
	}
	q.name = strings.Clone(q.name) // a part of a client's line would keep the line alive in the cache
	f := &flight{question: q, landed: make(chan struct{})}
	r.flights[q] = f
	r.flying.Go(func() { r.fly(f) })
	return pending{flight: f}
}

// fly asks, and puts the answer into the cache before the flight is forgotten: whoever comes finds one of the two.
func (r *Resolver) fly(f *flight) {
	f.answer = r.resolve(f.question)
	r.mu.Lock()
	r.cache.put(f.question, f.answer, r.clock.Now())
	delete(r.flights, f.question)
	r.mu.Unlock()
	close(f.landed)
}

func (p pending) wait(ctx context.Context) (answer, error) {
	if p.flight == nil {
		return p.answer, p.answer.err
	}
	select {
	case <-p.flight.landed:
		return p.flight.answer, p.flight.answer.err
	case <-ctx.Done():
		return answer{}, p.flight.question.trouble(context.Cause(ctx))
	}
}

func (q question) trouble(err error) error { return fmt.Errorf("resolver: %v: %w", q, err) }
