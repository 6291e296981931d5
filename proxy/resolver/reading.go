package resolver

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"

	"github.com/gatepost-mail/gatepost/filters"
)

// reading is what one message says about a question.
type reading struct {
	answer
	ttl   time.Duration // the least of all records that it rests on
	links int           // CNAMEs
	alias string        // the end of a chain whose records the message doesn't have; "": it says all
}

// read follows the chain of CNAMEs within m from the question's name to its records or its end. Records of other names
// are not looked at: nobody asked for them.
func read(m *dns.Msg, q question) reading {
	r := reading{ttl: maxTTL}
	name := q.name + "."
	for ; r.links <= maxLinks; r.links++ {
		if r.take(m.Answer, name, q.kind) {
			return r
		}
		target := r.follow(m.Answer, name)
		if target == "" {
			break
		}
		name = target
	}
	// NXDOMAIN and an SOA are about the end of the chain (RFC 6604, section 3; RFC 2308, section 2).
	if r.links > 0 && m.Rcode == dns.RcodeSuccess && soaOf(m) == nil {
		r.alias = strings.TrimSuffix(name, ".")
	} else {
		r.ttl = min(r.ttl, negativeTTL(m))
	}
	return r
}

// take adds the records of a name and type.
func (r *reading) take(rrs []dns.RR, name string, kind uint16) (found bool) {
	for _, rr := range rrs {
		if matches(rr, name, kind) {
			found = true
			r.ttl = min(r.ttl, ttlOf(rr.Header().Ttl))
			r.add(rr)
		}
	}
	slices.SortStableFunc(r.exchangers, func(a, b filters.MX) int { return cmp.Compare(a.Preference, b.Preference) })
	return found
}

// follow is where name's CNAME points to, or "".
func (r *reading) follow(rrs []dns.RR, name string) string {
	for _, rr := range rrs {
		if matches(rr, name, dns.TypeCNAME) {
			r.ttl = min(r.ttl, ttlOf(rr.Header().Ttl))
			return dns.CanonicalName(rr.(*dns.CNAME).Target)
		}
	}
	return ""
}

func matches(rr dns.RR, name string, kind uint16) bool {
	h := rr.Header()
	return h.Rrtype == kind && h.Class == dns.ClassINET && strings.EqualFold(h.Name, name)
}

func (r *reading) add(rr dns.RR) {
	switch rr := rr.(type) {
	case *dns.A:
		r.addAddr(rr.A)
	case *dns.AAAA:
		r.addAddr(rr.AAAA)
	case *dns.MX:
		r.exchangers = append(r.exchangers, filters.MX{Host: hostOf(rr.Mx), Preference: rr.Preference})
	case *dns.TXT:
		r.texts = append(r.texts, textOf(rr.Txt))
	case *dns.PTR:
		r.texts = append(r.texts, hostOf(rr.Ptr))
	}
}

func (r *reading) addAddr(octets []byte) {
	if a, ok := netip.AddrFromSlice(octets); ok { // hasData has seen to it
		r.addrs = append(r.addrs, a)
	}
}

// hasData: a record may come without data in updates (RFC 2136, section 2.4), never in an answer.
func hasData(rr dns.RR) bool {
	switch rr := rr.(type) {
	case *dns.A:
		return len(rr.A) == 4
	case *dns.AAAA:
		return len(rr.AAAA) == 16
	case *dns.MX:
		return rr.Mx != ""
	case *dns.TXT:
		return len(rr.Txt) > 0
	case *dns.PTR:
		return rr.Ptr != ""
	case *dns.CNAME:
		return rr.Target != ""
	}
	return true
}

// hostOf takes the final dot off, but for the root's.
func hostOf(name string) string {
	if name == "." {
		return name
	}
	return strings.TrimSuffix(name, ".")
}

// ttlOf: one with the top bit set is 0 (RFC 2181, section 8).
func ttlOf(seconds uint32) time.Duration {
	if seconds > 1<<31-1 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// negativeTTL is how long an empty answer counts: the lesser of the SOA's TTL and its last field (RFC 2308, section 5).
func negativeTTL(m *dns.Msg) time.Duration {
	soa := soaOf(m)
	if soa == nil {
		return soaless
	}
	return min(ttlOf(soa.Hdr.Ttl), ttlOf(soa.Minttl), maxNegativeTTL)
}

func soaOf(m *dns.Msg) *dns.SOA {
	for _, rr := range m.Ns {
		if soa, ok := rr.(*dns.SOA); ok {
			return soa
		}
	}
	return nil
}
