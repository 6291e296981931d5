package senderdomain

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// world is a DNS by name. It answers as the host's resolver does: a name that isn't in it is empty, and a lookup ends with
// its context, or after two seconds.
type world struct {
	filters.DNS
	sites map[string]site
	asked []string // "MX example.org", "mx.example.org"
}

// site is what is known about a name.
type site struct {
	mx    []filters.MX
	addrs []netip.Addr
	err   error         // instead of both
	takes time.Duration // each lookup
}

var (
	errServfail = errors.New("resolver: SERVFAIL")
	errSilent   = errors.New("resolver: no answer in time")
)

func (w *world) MX(ctx context.Context, name string) ([]filters.MX, error) {
	w.asked = append(w.asked, "MX "+name)
	s := w.sites[name]
	if err := s.wait(ctx); err != nil {
		return nil, err
	}
	return s.mx, nil
}

func (w *world) Addrs(ctx context.Context, name string) ([]netip.Addr, error) {
	w.asked = append(w.asked, name)
	s := w.sites[name]
	if err := s.wait(ctx); err != nil {
		return nil, err
	}
	return s.addrs, nil
}

// lookupTime is the most that a lookup takes.
const lookupTime = 2 * time.Second

func (s site) wait(ctx context.Context) error {
	if s.takes == 0 {
		return s.err
	}
	answered := time.NewTimer(min(s.takes, lookupTime))
	defer answered.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-answered.C:
	}
	if s.takes >= lookupTime {
		return errSilent
	}
	return s.err
}

// exchangers makes MX records of hosts.
func exchangers(hosts ...string) (mx []filters.MX) {
	for i, host := range hosts {
		mx = append(mx, filters.MX{Host: host, Preference: uint16(i)})
	}
	return mx
}

func addresses(list ...string) (addrs []netip.Addr) {
	for _, a := range list {
		addrs = append(addrs, netip.MustParseAddr(a))
	}
	return addrs
}

// host is as much of a session as the filter reads.
type host struct {
	filters.Host
	dns     *world
	reports []filters.Report
}

func (h *host) Protocol() filters.Protocol { return filters.SMTP }
func (h *host) Transaction() int           { return 1 }
func (h *host) Now() time.Time             { return time.Now() }
func (h *host) Context() context.Context   { return context.Background() }
func (h *host) DNS() filters.DNS           { return h.dns }
func (h *host) Report(r filters.Report)    { h.reports = append(h.reports, r) }

// outcome is what one MAIL has led to.
type outcome struct {
	answer string   // "550 5.1.8 text", the text without its path; "" for a pass
	notes  []string // "key: value"
	failed error
	took   time.Duration
}

// mail sends one MAIL through a chain of the filter alone, with SMTPUTF8 in force.
func mail(t *testing.T, w *world, e filters.Entry, path string) (o outcome) {
	t.Helper()
	leaktest.Check(t)
	chain, err := filters.NewChain(e)
	if err != nil {
		t.Fatal(err)
	}
	h := &host{dns: w}
	run := chain.Begin(h)
	defer run.Close()
	from, err := filters.ParseSender("FROM:" + path + " SMTPUTF8")
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	d := run.Sender(&from)
	o.took = time.Since(began)
	if d.Action != filters.Go {
		text := strings.TrimPrefix(strings.Join(d.Reply.Lines, " / "), path+"... ")
		o.answer = fmt.Sprintf("%d %s %s", d.Reply.Code, d.Reply.Enhanced, text)
	}
	for _, r := range h.reports {
		switch r.Kind {
		case filters.Findings:
			o.notes = append(o.notes, r.Key+": "+r.Value)
		case filters.Failures:
			o.failed = r.Err
		}
	}
	return o
}

// entry makes the filter with these options.
func entry(t *testing.T, settings ...filters.Setting) filters.Entry {
	t.Helper()
	f, err := New(filters.NewOptions(filters.Block{Type: "sender_domain", Settings: settings}))
	if err != nil {
		t.Fatal(err)
	}
	return filters.Entry{Label: "sender_domain", Filter: f}
}

func option(name string, value any) filters.Setting { return filters.Setting{Name: name, Value: value} }
