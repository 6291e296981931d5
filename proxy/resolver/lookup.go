package resolver

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// rounds is how often a server is asked that is silent: a datagram may be lost.
const rounds = 2

// maxLinks is the most links of a chain of CNAMEs; a longer one is a ring or a trick.
const maxLinks = 10

var (
	errSilent = errors.New("no answer in time")
	errBusy   = fmt.Errorf("no turn in time: %d lookups under way", maxFlights)
	errChain  = fmt.Errorf("more than %d CNAMEs in a chain", maxLinks)
)

// lookup is the way from a question to its answer, by several queries if need be.
type lookup struct {
	*Resolver
	deadline time.Time
}

// resolve always has an answer; trouble is one.
func (r *Resolver) resolve(q question) answer {
	l := &lookup{r, r.clock.Now().Add(r.timeout)}
	a, err := l.run(q)
	if err != nil {
		return answer{err: q.trouble(err), expires: r.clock.Now().Add(failed)}
	}
	return a
}

func (l *lookup) run(q question) (answer, error) {
	if err := l.enter(); err != nil {
		return answer{}, err
	}
	defer func() { <-l.slots }()

	ttl, links := maxTTL, 0
	for {
		m, err := l.ask(q)
		if err != nil {
			return answer{}, err
		}
		got := read(m, q)
		ttl, links = min(ttl, got.ttl), links+got.links
		if links > maxLinks {
			return answer{}, errChain
		}
		if got.alias == "" {
			got.expires = l.clock.Now().Add(ttl)
			return got.answer, nil
		}
		q.name = got.alias
	}
}

// enter waits for a slot.
func (l *lookup) enter() error {
	select {
	case l.slots <- struct{}{}:
		return nil
	default:
	}
	select {
	case l.slots <- struct{}{}:
		return nil
	case <-l.clock.After(l.timeout):
		return errBusy
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	}
}

// ask asks the servers in turn until one gives an answer. Each turn has an equal share of the time that is left; only who
// was silent is asked again.
func (l *lookup) ask(q question) (*dns.Msg, error) {
	troubles := make(troubles, len(l.servers))
	for turn := range rounds * len(l.servers) {
		if !troubles.open(turn) {
			continue
		}
		server := l.servers[turn%len(l.servers)]
		share := l.deadline.Sub(l.clock.Now()) / time.Duration(troubles.turnsFrom(turn))
		m, err := l.try(server, q, share)
		if err == nil {
			return m, nil
		}
		troubles[turn%len(l.servers)] = fmt.Errorf("server %s: %w", server, err)
	}
	return nil, troubles
}

// troubles are what kept each of the servers from answering.
type troubles []error

// open: the turn is of a server that may yet answer.
func (t troubles) open(turn int) bool {
	err := t[turn%len(t)]
	return err == nil || errors.Is(err, errSilent)
}

func (t troubles) turnsFrom(turn int) (n int) {
	for ; turn < rounds*len(t); turn++ {
		if t.open(turn) {
			n++
		}
	}
	return n
}

func (t troubles) Error() string {
	texts := make([]string, len(t))
	for i, err := range t {
		texts[i] = err.Error()
	}
	return strings.Join(texts, "; ")
}

func (t troubles) Unwrap() []error { return t }

// try asks one server for at most d: without EDNS where it doesn't know that (RFC 6891, section 7), and over TCP where
// its answer was cut (RFC 7766, section 5).
func (l *lookup) try(server string, q question, d time.Duration) (*dns.Msg, error) {
	if d <= 0 {
		return nil, errSilent
	}
	ctx, end := l.within(d)
	defer end()
	query := newQuery(q)
	m, err := exchange(ctx, "udp", server, query)
	if err == nil && (m.Rcode == dns.RcodeFormatError || m.Rcode == dns.RcodeNotImplemented) {
		query = newQuery(q)
		query.Extra = nil
		m, err = exchange(ctx, "udp", server, query)
	}
	if err == nil && m.Truncated {
		query.Id = dns.Id()
		m, err = exchange(ctx, "tcp", server, query)
	}
	if err != nil {
		return nil, err
	}
	return m, troubleOf(m)
}

// within is a context that ends after d by the clock. end waits for the goroutine that watches it.
func (l *lookup) within(d time.Duration) (ctx context.Context, end func()) {
	ctx, cancel := context.WithCancelCause(l.ctx)
	alarm, done := l.clock.After(d), make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-alarm:
			cancel(errSilent)
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		cancel(nil)
		<-done
	}
}
