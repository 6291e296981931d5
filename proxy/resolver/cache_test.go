package resolver

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func TestCacheIsBoundedInBytes(t *testing.T) {
	now := time.Unix(0, 0)
	large := answer{texts: []string{strings.Repeat("x", 60<<10)}, expires: now.Add(1)}
	c := newCache(20_000)
	for i := range 2_000 {
		c.put(question{fmt.Sprint("n", i), dns.TypeTXT}, large, now)
		if c.bytes > maxBytes {
			t.Fatalf("%d bytes after %d answers", c.bytes, i)
		}
	}
	if _, ok := c.get(question{"n1999", dns.TypeTXT}, now); !ok {
		t.Error("the last answer is gone")
	}
	if _, ok := c.get(question{"n0", dns.TypeTXT}, now); ok {
		t.Error("the first answer is still there")
	}
	for c.lru.Len() > 0 {
		c.lru.RemoveOldest()
	}
	if c.bytes != 0 {
		t.Errorf("an empty cache of %d bytes", c.bytes)
	}
}

func TestCacheReplaces(t *testing.T) {
	now := time.Unix(0, 0)
	c := newCache(2)
	q := question{"n", dns.TypeTXT}
	c.put(q, answer{texts: []string{"one"}, expires: now.Add(1)}, now)
	before := c.bytes
	c.put(q, answer{texts: []string{"two"}, expires: now.Add(1)}, now)
	if a, _ := c.get(q, now); a.texts[0] != "two" || c.bytes != before {
		t.Errorf("have %v and %d bytes, want %d", a.texts, c.bytes, before)
	}
	if _, ok := c.get(q, now.Add(1)); ok || c.bytes != 0 {
		t.Errorf("an answer that has expired is there, or its %d bytes", c.bytes)
	}
}

func TestEmptyAnswerWithoutSOA(t *testing.T) {
	if have := negativeTTL(new(dns.Msg)); have != 5*time.Minute {
		t.Errorf("have %v", have)
	}
}
