package resolver_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/resolver"
)

func TestAge(t *testing.T) {
	const minute, hour = time.Minute, time.Hour
	for _, c := range []struct {
		why, zone string
		age       time.Duration // at which the question is asked again
	}{
		{"a record's TTL", "name.example 60 MX 10 a", minute},
		{"the least of the records'", "name.example 600 MX 10 a\nname.example 60 MX 20 b", minute},
		{"the least of the chain's", "name.example 60 CNAME other.example\nother.example 600 MX 10 a", minute},
		{"an end of a chain that isn't there", "name.example 30 CNAME other.example", minute / 2},
		{"a chain over two queries", "name.example 600 CNAME other.example\nname.example UNCHASED\nother.example 60 MX 10 a", minute},
		{"a day at most", "name.example 604800 MX 10 a", 24 * hour},
		{"a TTL that is none", "name.example 2147483648 MX 10 a", 0},
		{"not at all", "name.example 0 MX 10 a", 0},
		{"no such name", "", minute},
		{"no such type", "name.example 600 A 192.0.2.1", minute},
		{"the SOA's TTL", "example 300 SOA ns. me. 1 1 1 1 3600", 5 * minute},
		{"the SOA's last field", "example 3600 SOA ns. me. 1 1 1 1 300", 5 * minute},
		{"three hours at most", "example 86400 SOA ns. me. 1 1 1 1 86400", 3 * hour},
		{"trouble", "name.example SERVFAIL", 5 * time.Second},
	} {
		t.Run(c.why, func(t *testing.T) {
			b := newBench(t, resolver.Config{}, c.zone)
			first := b.ask("MX name.example")
			once := len(b.zones[0].Queries())
			if c.age > 0 {
				b.advance(c.age - 1)
				want(t, b.ask("MX name.example"), first)
				if n := len(b.zones[0].Queries()); n != once {
					t.Errorf("asked again %v too early", time.Duration(1))
				}
				b.advance(1)
			}
			want(t, b.ask("MX name.example"), first)
			if n := len(b.zones[0].Queries()); n != 2*once {
				t.Errorf("have %d queries at age %v, want %d", n, c.age, 2*once)
			}
		})
	}
}

func TestTypesAgeApart(t *testing.T) {
	b := newBench(t, resolver.Config{}, "name.example 60 MX 10 a\nname.example 600 TXT text")
	b.ask("MX name.example")
	b.ask("TXT name.example")
	b.advance(time.Minute)
	b.ask("MX name.example")
	b.ask("TXT name.example")
	wantQueries(t, b.zones[0], "MX name.example", "TXT name.example", "MX name.example")
}

func TestCacheIsBounded(t *testing.T) {
	b := newBench(t, resolver.Config{Cache: 2}, "")
	for _, name := range strings.Fields("a b a c a b") {
		b.ask("MX " + name)
	}
	wantQueries(t, b.zones[0], "MX a", "MX b", "MX c", "MX b") // b was the oldest when c came
}
