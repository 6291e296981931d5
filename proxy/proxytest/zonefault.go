package proxytest

import (
	"time"

	"github.com/miekg/dns"
)

// fault is how a name misbehaves.
type fault struct {
	word  string
	after time.Duration // of slow
	kind  uint16        // the type that it is for; dns.TypeNone: all
}

// The words of faults; the comment of [Zone] says what each does.
const (
	servfail  = "SERVFAIL"
	refused   = "REFUSED"
	silent    = "SILENT"
	slow      = "SLOW"
	truncated = "TRUNCATED"
	lame      = "LAME"
	garbage   = "GARBAGE"
	spoofed   = "SPOOFED"
	noEDNS    = "NOEDNS"
	unchased  = "UNCHASED"
)

func isFaultWord(s string) bool {
	switch s {
	case servfail, refused, silent, slow, truncated, lame, garbage, spoofed, noEDNS, unchased:
		return true
	}
	return false
}

// faults are those that a query meets, by word.
type faults map[string]fault

func (f faults) has(word string) bool { _, ok := f[word]; return ok }

func (z *Zone) faultsOf(q dns.Question) faults {
	met := faults{}
	for _, f := range z.faults[dns.CanonicalName(q.Name)] {
		if f.kind == dns.TypeNone || f.kind == q.Qtype {
			met[f.word] = f
		}
	}
	return met
}

// ServeDNS answers one query; it is the dns.Handler of the zone's servers.
func (z *Zone) ServeDNS(w dns.ResponseWriter, query *dns.Msg) {
	met := z.faultsOf(query.Question[0])
	tcp := w.LocalAddr().Network() == "tcp"
	if z.hear(query.Question[0], tcp, met) {
		z.reply(w, query, tcp, met)
	}
}

// hear counts the query and waits where the name is slow. It is false when the zone closes.
func (z *Zone) hear(q dns.Question, tcp bool, met faults) bool {
	if !met.has(slow) {
		z.note(q, tcp)
		return true
	}
	wait := z.clock.After(met[slow].after)
	z.note(q, tcp)
	select {
	case <-wait:
		return true
	case <-z.closed:
		return false
	}
}

// reply writes what the faults leave of the answer. A write that fails is a client that is gone.
func (z *Zone) reply(w dns.ResponseWriter, query *dns.Msg, tcp bool, met faults) {
	switch {
	case met.has(silent):
	case met.has(noEDNS) && query.IsEdns0() != nil:
		w.WriteMsg(new(dns.Msg).SetRcode(query, dns.RcodeFormatError))
	case met.has(servfail):
		w.WriteMsg(new(dns.Msg).SetRcode(query, dns.RcodeServerFailure))
	case met.has(refused):
		w.WriteMsg(new(dns.Msg).SetRcode(query, dns.RcodeRefused))
	case met.has(lame):
		w.WriteMsg(referral(query))
	case met.has(garbage):
		w.Write(noise(query))
	default:
		if met.has(spoofed) {
			spoof(w, query)
		}
		m := z.answer(query, !met.has(unchased))
		cut(m, query, tcp, met.has(truncated))
		w.WriteMsg(m)
	}
}

// cut makes m fit into what the client takes over UDP, as a server does, or empties it.
func cut(m, query *dns.Msg, tcp, empty bool) {
	size := dns.MinMsgSize
	if opt := query.IsEdns0(); opt != nil {
		size = int(opt.UDPSize())
	}
	switch {
	case tcp:
	case empty:
		m.Truncated, m.Answer, m.Ns = true, nil, nil
	default:
		m.Truncate(size)
	}
}

// referral is what a server answers that is not responsible and doesn't ask for others: the way to the root.
func referral(query *dns.Msg) *dns.Msg {
	m := new(dns.Msg).SetReply(query)
	m.Ns = []dns.RR{&dns.NS{
		Hdr: dns.RR_Header{Name: ".", Rrtype: dns.TypeNS, Class: dns.ClassINET, Ttl: 3600},
		Ns:  "elsewhere.invalid.",
	}}
	return m
}

// noise is the query's own header as that of an answer, with bytes behind it that can't be read.
func noise(query *dns.Msg) []byte {
	packet := []byte{byte(query.Id >> 8), byte(query.Id), 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0}
	return append(packet, "\xff\xff no message"...)
}

// spoof sends what somebody sends who has to guess: too short, of another id, of another question, and no answer at all.
func spoof(w dns.ResponseWriter, query *dns.Msg) {
	w.Write([]byte("short"))

	otherID := forgery(query, query.Question[0].Name)
	otherID.Id++
	w.WriteMsg(otherID)

	w.WriteMsg(forgery(query, "other.invalid."))

	w.WriteMsg(query.Copy())
}

// forgery is an answer with an address that no zone has, to a question about name.
func forgery(query *dns.Msg, name string) *dns.Msg {
	m := new(dns.Msg).SetReply(query)
	m.Question[0].Name = name
	m.Answer = []dns.RR{
		&dns.A{
			Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 3600},
			A:   []byte{192, 0, 2, 66},
		},
		&dns.TXT{
			Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: 3600},
			Txt: []string{"forged"},
		},
	}
	return m
}
