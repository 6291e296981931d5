package resolver

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/miekg/dns"
)

var kinds = []uint16{dns.TypeA, dns.TypeAAAA, dns.TypeMX, dns.TypeTXT, dns.TypePTR}

// packed is a query for a kind of record of example.org and an answer to it, from records in master-file form.
func packed(t testing.TB, kind uint16, records ...string) (query *dns.Msg, packet []byte) {
	t.Helper()
	query = newQuery(question{"example.org", kind})
	query.Id = 0x1234
	m := new(dns.Msg).SetReply(query)
	m.RecursionAvailable = true
	for _, text := range records {
		rr, err := dns.NewRR(text)
		if err != nil {
			t.Fatal(err)
		}
		m.Answer = append(m.Answer, rr)
	}
	packet, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return query, packet
}

func TestTornAnswersAreGarbage(t *testing.T) {
	query, packet := packed(t, dns.TypeMX, "example.org. MX 10 a.", "example.org. MX 20 b.")
	if _, err := parse(packet, query); err != nil {
		t.Fatal(err)
	}
	for n := 12; n < len(packet); n++ {
		if m, err := parse(packet[:n], query); err == nil {
			t.Errorf("the first %d of %d bytes are read as %v", n, len(packet), m)
		}
	}
}

func TestRecordsWithoutDataAreGarbage(t *testing.T) {
	for _, kind := range append(kinds, dns.TypeCNAME) {
		query, packet := packed(t, kind)
		packet[7] = 1 // an answer: a pointer to the question's name, kind, IN, a TTL of 60, no data
		packet = append(packet, 0xc0, 12, 0, byte(kind), 0, 1, 0, 0, 0, 60, 0, 0)
		if _, err := parse(packet, query); err != errGarbage {
			t.Errorf("%s: have %v, want %v", dns.TypeToString[kind], err, errGarbage)
		}
	}
}

func TestOthersAnswersAreForeign(t *testing.T) {
	for name, change := range map[string]func(packet []byte){
		"another id":       func(p []byte) { p[1]++ },
		"a query":          func(p []byte) { p[2] &^= 0x80 },
		"another opcode":   func(p []byte) { p[2] |= 0x08 },
		"another name":     func(p []byte) { p[13] = 'f' },
		"another type":     func(p []byte) { p[len(p)-3]++ },
		"another class":    func(p []byte) { p[len(p)-1]++ },
		"no question":      func(p []byte) { p[5] = 0 },
		"no such question": func(p []byte) { p[5], p[3] = 0, 3 },
	} {
		query, packet := packed(t, dns.TypeMX)
		change(packet)
		if m, err := parse(packet, query); err != errForeign {
			t.Errorf("%s: have %v, %v", name, m, err)
		}
	}
}

// What is larger than an answer should be isn't read at all.
func TestLargeAnswers(t *testing.T) {
	of := func(n int, record string) []string { return slices.Repeat([]string{record}, n) }
	long := `example.org. TXT "` + strings.Repeat("x", 200) + `"`
	for _, test := range []struct {
		kind    uint16
		records []string
		want    error
	}{
		{dns.TypeMX, of(250, "example.org. MX 10 a."), nil},
		{dns.TypeMX, of(251, "example.org. MX 10 a."), errLarge},
		{dns.TypeMX, of(2300, "example.org. MX 10 a."), errLarge},
		{dns.TypeTXT, of(70, long), nil},
		{dns.TypeTXT, of(80, long), errLarge},
	} {
		query, packet := packed(t, test.kind, test.records...)
		if _, err := parse(packet, query); err != test.want {
			t.Errorf("%d records in %d bytes: have %v, want %v", len(test.records), len(packet), err, test.want)
		}
		if n := testing.AllocsPerRun(1, func() { parse(packet, query) }); test.want != nil && n > 0 {
			t.Errorf("%d records in %d bytes: %v allocations", len(test.records), len(packet), n)
		}
		for _, count := range []int{8, 10} { // authorities, additional records
			packet[6], packet[7], packet[count], packet[count+1] = 0, 0, 0, 251
			if _, err := parse(packet, query); err != errLarge {
				t.Errorf("a count at %d: have %v", count, err)
			}
		}
	}
}

func TestQuestionInOtherCaseIsOurs(t *testing.T) {
	query, packet := packed(t, dns.TypeMX, "EXAMPLE.org. MX 10 a.")
	packet[13] = 'E'
	m, err := parse(packet, query)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(m, question{"example.org", dns.TypeMX}); len(got.exchangers) != 1 {
		t.Errorf("have %v", got.exchangers)
	}
}

func TestFailureWithoutQuestionIsOurs(t *testing.T) {
	query, packet := packed(t, dns.TypeMX)
	packet = packet[:12]
	packet[3], packet[5] = packet[3]&0xf0|byte(dns.RcodeRefused), 0
	m, err := parse(packet, query)
	if err != nil || troubleOf(m) == nil || troubleOf(m).Error() != "REFUSED" {
		t.Errorf("have %v, %v", m, err)
	}
}

func TestRecordsOfOthersAreNotLookedAt(t *testing.T) {
	query, packet := packed(t, dns.TypeA, "other. A 192.0.2.1", "example.org. CH A 192.0.2.2", "example.org. TXT text")
	m, err := parse(packet, query)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(m, question{"example.org", dns.TypeA}); len(got.addrs) > 0 || got.ttl != soaless {
		t.Errorf("have %v for %v", got.addrs, got.ttl)
	}
}

func TestTroubleOf(t *testing.T) {
	ns := &dns.NS{Hdr: dns.RR_Header{Rrtype: dns.TypeNS}}
	soa := &dns.SOA{Hdr: dns.RR_Header{Rrtype: dns.TypeSOA}}
	for _, c := range []struct {
		header dns.MsgHdr
		ns     []dns.RR
		want   string
	}{
		{header: dns.MsgHdr{RecursionAvailable: true}},
		{header: dns.MsgHdr{RecursionAvailable: true, Rcode: dns.RcodeNameError}},
		{header: dns.MsgHdr{Authoritative: true}, ns: []dns.RR{ns}},
		{header: dns.MsgHdr{}, ns: []dns.RR{soa, ns}},
		{header: dns.MsgHdr{}, want: errLame.Error()},
		{header: dns.MsgHdr{RecursionAvailable: true}, ns: []dns.RR{ns}, want: errLame.Error()},
		{header: dns.MsgHdr{Truncated: true}, want: errCut.Error()},
		{header: dns.MsgHdr{Rcode: dns.RcodeNotImplemented}, want: "NOTIMP"},
		{header: dns.MsgHdr{Rcode: 3000}, want: "RCODE 3000"},
	} {
		have := ""
		if err := troubleOf(&dns.Msg{MsgHdr: c.header, Ns: c.ns}); err != nil {
			have = err.Error()
		}
		if have != c.want {
			t.Errorf("%+v: have %q, want %q", c.header, have, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, kind := range kinds {
		_, packet := packed(f, kind, "example.org. CNAME a.", "a. A 192.0.2.1", "a. AAAA ::1", "a. MX 10 b.", `a. TXT "a\200"`, "a. PTR b.")
		f.Add(packet, kind)
	}
	query, packet := packed(f, dns.TypeA, "example.org. CNAME a.", "a. CNAME example.org.")
	f.Add(packet, query.Question[0].Qtype)
	f.Fuzz(func(t *testing.T, packet []byte, kind uint16) {
		if len(packet) < 12 || !slices.Contains(kinds, kind) {
			return
		}
		q := question{"example.org", kind}
		query := newQuery(q)
		query.Id = 0x1234
		m, err := parse(packet, query)
		if !bytes.HasPrefix(packet, []byte{0x12, 0x34}) && err != errForeign {
			t.Fatalf("an answer of another id: %v, %v", m, err)
		}
		if err != nil || m.Truncated || troubleOf(m) != nil {
			return
		}
		checkReading(t, read(m, q), q)
	})
}

// checkReading: nothing is read that wasn't asked for, and nothing that has no end.
func checkReading(t *testing.T, got reading, q question) {
	isAddr := q.kind == dns.TypeA || q.kind == dns.TypeAAAA
	isText := q.kind == dns.TypeTXT || q.kind == dns.TypePTR
	n := len(got.addrs) + len(got.exchangers) + len(got.texts)
	switch {
	case got.ttl < 0 || got.ttl > maxTTL:
		t.Fatalf("a TTL of %v", got.ttl)
	case got.links > maxLinks+1:
		t.Fatalf("%d links", got.links)
	case got.alias != "" && (n > 0 || got.links == 0):
		t.Fatalf("an alias %q with %d answers after %d links", got.alias, n, got.links)
	case !isAddr && got.addrs != nil, !isText && got.texts != nil, q.kind != dns.TypeMX && got.exchangers != nil:
		t.Fatalf("%v: %+v", q, got)
	}
	for _, mx := range got.exchangers {
		if mx.Host == "" {
			t.Fatal("an exchanger without a name")
		}
	}
}
