package senderdomain

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestDeadline: whatever DNS does, the filter answers in time and in its own words.
func TestDeadline(t *testing.T) {
	for _, test := range []struct {
		name, domain string
		deadline     time.Duration // 0: the default of 5 s
		want         string
		took         time.Duration
	}{
		{"DNS is silent", "silent.example", 0, mustResolve, 2 * time.Second},
		{"the deadline is before a lookup's end", "silent.example", time.Second, mustResolve, time.Second},
		{"each host is silent", "hosts.example", 0, mustResolve, 4 * time.Second},
		{"each host is slow", "slow.example", 0, mustResolve, 4500 * time.Millisecond},
		{"there is time for the good one", "slow.example", 6 * time.Second, "", 6 * time.Second},
		{"no time is left for the address", "address.example", 2 * time.Second, mustResolve, 1500 * time.Millisecond},
		{"time is left for the address", "address.example", 3 * time.Second, "", 3 * time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := entry(t)
				e.Deadline = test.deadline
				o := mail(t, &world{sites: lateWorld()}, e, "<u@"+test.domain+">")
				if o.answer != test.want || o.failed != nil || o.took != test.took {
					t.Errorf("%q after %v (%v), want %q after %v", o.answer, o.took, o.failed, test.want, test.took)
				}
			})
		})
	}
}

// lateWorld has hosts that are silent, hosts that are slow, and a good one behind them.
func lateWorld() map[string]site {
	const slow = 1500 * time.Millisecond
	w := map[string]site{
		"silent.example":  {takes: time.Hour},
		"hosts.example":   {},
		"slow.example":    {takes: slow, mx: exchangers("slow1.example", "slow2.example", "good.example")},
		"good.example":    {takes: slow, addrs: addresses("192.0.2.1")},
		"slow1.example":   {takes: slow},
		"slow2.example":   {takes: slow},
		"address.example": {takes: slow, addrs: addresses("192.0.2.1")},
	}
	var hosts []string
	for i := range maxHosts {
		name := fmt.Sprintf("silent%d.example", i)
		hosts = append(hosts, name)
		w[name] = site{takes: time.Hour}
	}
	w["hosts.example"] = site{mx: exchangers(hosts...)}
	return w
}
