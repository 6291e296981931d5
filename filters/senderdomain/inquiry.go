package senderdomain

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxHosts is how many mail exchangers of a domain are asked for; RFC 7208, section 4.6.4, has the same bound. Whoever sends
// mail chooses how many there are.
const maxHosts = 10

// inquiry asks DNS, within one hook's time.
type inquiry struct {
	s       *filters.Session
	ends    time.Time     // the hook's time, by the session's clock
	slowest time.Duration // of the lookups so far
}

// begin converts the hook's deadline, which is by the machine's clock.
func begin(s *filters.Session) *inquiry {
	deadline, _ := s.Context().Deadline()
	return &inquiry{s: s, ends: s.Now().Add(time.Until(deadline))}
}

// aboutDomain finds out where mail to a domain would go.
func (q *inquiry) aboutDomain(name string) finding {
	if !isName(name) {
		return isMissing("Sender domain must have an MX or an address")
	}
	exchangers, err := q.mx(name)
	switch {
	case err != nil:
		return isUnresolved(err.Error())
	case len(exchangers) == 0:
		return q.aboutImplicit(name)
	case !slices.ContainsFunc(exchangers, isHost):
		return hasNullMX(name)
	}
	return q.aboutExchangers(exchangers)
}

// isHost tells an MX from that of RFC 7505.
func isHost(mx filters.MX) bool { return mx.Host != "." }

// aboutImplicit: a domain without MX is its own mail exchanger (RFC 5321, section 5.1).
func (q *inquiry) aboutImplicit(name string) finding {
	if !q.hasTime() {
		return outOfTime(name)
	}
	addrs, err := q.addrs(name)
	switch {
	case err != nil:
		return isUnresolved(err.Error())
	case len(addrs) == 0:
		return isMissing("Sender domain must have an MX or an address")
	}
	return aboutAddrs("Sender domain", addrs)
}

// aboutExchangers looks for one that is good. Where there is none, one that may yet turn out good outweighs those that
// can't, and the first of a kind speaks for it.
func (q *inquiry) aboutExchangers(exchangers []filters.MX) finding {
	var worst finding
	for i, mx := range exchangers {
		if i == maxHosts {
			q.s.Note("sender_domain.mx", fmt.Sprintf("of %d mail exchangers the first %d were asked for", len(exchangers), maxHosts))
			break
		}
		if !q.hasTime() {
			return outOfTime(mx.Host)
		}
		f := q.aboutExchanger(mx.Host)
		if f.state == good {
			return f
		}
		q.s.Note("sender_domain.mx", f.why)
		if worst.state == good || worst.state == missing && f.state == unresolved {
			worst = f
		}
	}
	return worst
}

func (q *inquiry) aboutExchanger(host string) finding {
	subject := "Mail exchanger " + host
	if !isName(host) {
		return isMissing(subject + " must be a host")
	}
	addrs, err := q.addrs(host)
	switch {
	case err != nil:
		return isUnresolved(err.Error())
	case len(addrs) == 0:
		return isMissing(subject + " must have an address")
	}
	return aboutAddrs(subject, addrs)
}

// hasTime tells whether the deadline leaves time for a lookup as slow as any so far: one that is under way ends with the
// hook, and then it is late for an answer.
func (q *inquiry) hasTime() bool { return q.ends.Sub(q.s.Now()) >= q.slowest }

func outOfTime(name string) finding { return isUnresolved("no time was left to ask for " + name) }

func (q *inquiry) mx(name string) ([]filters.MX, error) {
	defer q.took(q.s.Now())
	return q.s.Resolver().MX(name)
}

func (q *inquiry) addrs(name string) ([]netip.Addr, error) {
	defer q.took(q.s.Now())
	return q.s.Resolver().Addrs(name)
}

func (q *inquiry) took(since time.Time) { q.slowest = max(q.slowest, q.s.Now().Sub(since)) }
