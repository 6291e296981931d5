package senderdomain

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/filters"
)

var (
	hostNames = []string{"a.example", "b.example", "c.example", "d.example", "localhost", ".", "", "a b.example", "none.example"}
	hostAddrs = []string{"192.0.2.1", "2001:db8::1", "10.0.0.1", "127.0.0.1", "::1", "0.0.0.0", "::ffff:127.0.0.1", "224.0.0.1", "255.255.255.255"}
	usable    = hostAddrs[:3]
)

// drawSite draws what DNS says about a name, and when.
func drawSite(t *rapid.T, name string) site {
	s := site{
		mx:    exchangers(rapid.SliceOfN(rapid.SampledFrom(hostNames), 0, maxHosts+4).Draw(t, name+" MX")...),
		addrs: addresses(rapid.SliceOfN(rapid.SampledFrom(hostAddrs), 0, 3).Draw(t, name+" addresses")...),
		takes: time.Duration(rapid.IntRange(0, 2500).Draw(t, name+" takes")) * time.Millisecond,
	}
	if rapid.IntRange(0, 3).Draw(t, name+" fails") == 0 {
		s.err = errServfail
	}
	if rapid.Bool().Draw(t, name+" is quick") {
		s.takes = 0
	}
	return s
}

// Whatever DNS answers and when: the filter answers within its deadline and with one of its own replies; who passes has a
// host that is there, and who is refused for good has none.
func TestWhateverDNSAnswers(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		sites := map[string]site{}
		for _, name := range []string{"sender.example", "a.example", "b.example", "c.example", "d.example", "localhost"} {
			sites[name] = drawSite(r, name)
		}
		deadline := time.Duration(rapid.IntRange(100, 8000).Draw(r, "deadline")) * time.Millisecond
		wrong := ""
		synctest.Test(t, func(t *testing.T) {
			w := &world{sites: sites}
			e := entry(t)
			e.Deadline = deadline
			wrong = w.faultOf(mail(t, w, e, "<u@sender.example>"), deadline)
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
}

// faultOf is what is wrong with an outcome in this world, or "".
func (w *world) faultOf(o outcome, deadline time.Duration) string {
	code, _, _ := strings.Cut(o.answer, "Sender")
	code, _, _ = strings.Cut(code, "Mail exchanger")
	switch {
	case o.failed != nil || o.took > deadline:
		return fmt.Sprintf("failed (%v) after %v of %v", o.failed, o.took, deadline)
	case len(w.asked) > maxHosts+1:
		return fmt.Sprintf("asked %d times", len(w.asked))
	case o.answer == "":
		if !slices.ContainsFunc(w.asked, w.isThere) {
			return "passed, and no host that was asked for is there"
		}
	case code == "550 5.1.8 ":
		if slices.ContainsFunc(w.asked, w.mayBeThere) {
			return o.answer + ": a host may be there"
		}
	case code == "550 5.7.27 ":
		if slices.ContainsFunc(w.sites["sender.example"].mx, func(mx filters.MX) bool { return mx.Host != "." }) {
			return o.answer + ": it has a mail exchanger"
		}
	case o.answer != mustResolve:
		return "answered " + o.answer
	}
	return ""
}

// isThere tells whether a lookup's answer has an address of another host.
func (w *world) isThere(asked string) bool {
	s := w.sites[asked]
	return s.err == nil && s.takes < lookupTime && slices.ContainsFunc(s.addrs, isUsable)
}

// mayBeThere is true also of one that failed.
func (w *world) mayBeThere(asked string) bool {
	s := w.sites[strings.TrimPrefix(asked, "MX ")]
	return s.err != nil || s.takes >= lookupTime || w.isThere(asked)
}

func isUsable(a netip.Addr) bool { return slices.Contains(usable, a.String()) }
