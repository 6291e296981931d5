package resolver

import (
	"net/netip"
	"time"
	"unsafe"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/gatepost-mail/gatepost/filters"
)

// How long answers are kept at most, whatever they say of themselves.
const (
	maxTTL         = 24 * time.Hour
	maxNegativeTTL = 3 * time.Hour // RFC 2308, section 5: more than one to three hours has been found to be a problem

	// soaless is for an empty answer without an SOA. RFC 2308, section 5, would not keep it, because two servers could
	// feed it to each other for ever; nobody asks this cache but the filters, so it ages out.
	soaless = 5 * time.Minute

	// failed is for trouble: without it every session would ask a dead server again. RFC 9520, section 3.2, wants
	// between 1 second and 5 minutes (as does RFC 2308, section 7); this short, a server that is back is soon used.
	failed = 5 * time.Second
)

// maxBytes is the most that answers in the cache take. Entries alone are no bound: an answer may have 64 KiB, and whoever
// sends mail chooses the names.
const maxBytes = 64 << 20

// answer is what is known about a question; empty without an error means that there is no such record.
type answer struct {
	addrs      []netip.Addr
	exchangers []filters.MX
	texts      []string // TXT and PTR
	err        error
	expires    time.Time
}

// cache keeps the answers that were asked for most recently. It needs a lock.
type cache struct {
	lru   *simplelru.LRU[question, answer]
	bytes int
	most  int
}

func newCache(entries int) *cache {
	c := &cache{most: maxBytes}
	lru, err := simplelru.NewLRU(entries, func(q question, a answer) { c.bytes -= size(q, a) })
	if err != nil {
		panic(err) // entries is positive
	}
	c.lru = lru
	return c
}

func (c *cache) get(q question, now time.Time) (answer, bool) {
	a, ok := c.lru.Get(q)
	if ok && !now.Before(a.expires) {
		c.lru.Remove(q)
		return answer{}, false
	}
	return a, ok
}

func (c *cache) put(q question, a answer, now time.Time) {
	if !now.Before(a.expires) {
		return
	}
	c.lru.Remove(q)
	c.lru.Add(q, a)
	for c.bytes += size(q, a); c.bytes > c.most; {
		c.lru.RemoveOldest()
	}
}

// size is about what an entry takes, with the list's and the map's share of it.
func size(q question, a answer) int {
	const share = 320
	n := share + len(q.name) + len(a.addrs)*int(unsafe.Sizeof(netip.Addr{}))
	for _, mx := range a.exchangers {
		n += int(unsafe.Sizeof(mx)) + len(mx.Host)
	}
	for _, text := range a.texts {
		n += int(unsafe.Sizeof(text)) + len(text)
	}
	if a.err != nil {
		n += len(a.err.Error())
	}
	return n
}
