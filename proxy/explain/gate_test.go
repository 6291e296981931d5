package explain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/explain"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/store"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// TestLikeTheGate: what is told plays as a dialogue against a real gateway, whose filters are asked the same in the same order.
func TestLikeTheGate(t *testing.T) {
	leaktest.Check(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			told, asked := c.explain(t)
			played := c.play(t, told)
			if diff := cmp.Diff(asked, played); diff != "" {
				t.Errorf("the filters were asked otherwise (-explained +played):\n%s\n%s", diff, c.transcript(told))
			}
			for _, want := range c.want {
				if !strings.Contains(c.transcript(told), want) {
					t.Errorf("want %q in\n%s", want, c.transcript(told))
				}
			}
		})
	}
}

func (c *example) config() string {
	return fmt.Sprintf(`
hostname = "mx.example"
upstream "legacy" { servers = ["127.0.0.1:25"] }

smtp "inbound" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.legacy
%s
  filters {
%s
  }
}
`, c.front, c.filters)
}

func (c *example) explain(t *testing.T) (*explain.Account, []string) {
	var p probes
	cfg, err := config.Parse("gatepost.hcl", []byte(c.config()), p.table())
	if err != nil {
		t.Fatal(err)
	}
	dns, err := resolver.New(cfg.DNS, wire.RealClock{})
	if err != nil {
		t.Fatal(err)
	}
	defer dns.Close()
	told := explain.Run(t.Context(), &cfg.Fronts[0], c.envelope(t), explain.Services{
		DNS: dns, Values: store.New(store.Limits{}, wire.RealClock{}), Clock: wire.RealClock{},
	})
	return told, p.asked
}

// play plays it and returns what the filters were asked.
func (c *example) play(t *testing.T, told *explain.Account) []string {
	var p probes
	text := c.transcript(told)
	script, err := proxytest.Parse(c.name, []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if err := proxytest.Play(script, proxytest.FromConfig(p.table())); err != nil {
		t.Error(err)
	}
	return slices.DeleteFunc(p.asked, func(line string) bool { return strings.Contains(line, ": Command QUIT") })
}
