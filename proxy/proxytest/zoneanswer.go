package proxytest

import (
	"strings"

	"github.com/miekg/dns"
)

// maxLinks is how many links of a chain of CNAMEs the zone follows; a longer one, or a ring, is cut there.
const maxLinks = 12

// answer is the reply to query from what the zone's text says, faults apart.
func (z *Zone) answer(query *dns.Msg, chase bool) *dns.Msg {
	m := new(dns.Msg).SetReply(query)
	m.RecursionAvailable = true
	q := query.Question[0]
	name, alias := dns.CanonicalName(q.Name), true
	for links := 0; alias && links < maxLinks; links++ {
		name, alias = z.collect(m, name, q.Qtype)
		alias = alias && chase
	}
	if !z.exists(name) && chase {
		m.Rcode = dns.RcodeNameError
	}
	if len(m.Answer) == 0 || chase && z.ofType(name, q.Qtype) == nil {
		m.Ns = []dns.RR{z.authority(name)}
	}
	if opt := query.IsEdns0(); opt != nil {
		m.SetEdns0(dns.DefaultMsgSize, false)
	}
	return m
}

// collect adds the records of one name to m, or its CNAME, whose target is then the name to go on with.
func (z *Zone) collect(m *dns.Msg, name string, kind uint16) (next string, alias bool) {
	if found := z.ofType(name, kind); found != nil {
		m.Answer = append(m.Answer, found...)
		return name, false
	}
	cname := z.ofType(name, dns.TypeCNAME)
	if cname == nil {
		return name, false
	}
	m.Answer = append(m.Answer, cname[0])
	return dns.CanonicalName(cname[0].(*dns.CNAME).Target), true
}

func (z *Zone) ofType(name string, kind uint16) (found []dns.RR) {
	for _, rr := range z.records[name] {
		if rr.Header().Rrtype == kind {
			found = append(found, rr)
		}
	}
	return found
}

// exists: a name with names below it exists although it has no records (RFC 4592, section 2.2.2).
func (z *Zone) exists(name string) bool {
	if name == "." || len(z.records[name]) > 0 {
		return true
	}
	for other := range z.records {
		if strings.HasSuffix(other, "."+name) {
			return true
		}
	}
	return false
}

// authority is the SOA nearest above name (RFC 2308, section 3), or one of 60 seconds where the text has none.
func (z *Zone) authority(name string) dns.RR {
	for above := name; above != ""; _, above, _ = strings.Cut(above, ".") {
		if found := z.ofType(above, dns.TypeSOA); found != nil {
			return found[0]
		}
	}
	if found := z.ofType(".", dns.TypeSOA); found != nil {
		return found[0]
	}
	return &dns.SOA{
		Hdr: dns.RR_Header{Name: ".", Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: 60},
		Ns:  "zone.invalid.", Mbox: "nobody.invalid.", Serial: 1, Refresh: 3600, Retry: 600, Expire: 86400, Minttl: 60,
	}
}
