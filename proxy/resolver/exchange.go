package resolver

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// udpSize is what we take over UDP: with its headers a packet of the 1,280 octets that every path passes in one piece (RFC
// 8200, section 5).
const udpSize = 1232

// What an answer may have. Over TCP it could have 64 KiB, which hold thousands of records; to read these takes a hundred times that in memory,
// and whoever sends mail chooses the name that is asked for.
const (
	maxAnswer  = 16 << 10
	maxRecords = 250
)

var (
	errForeign = errors.New("not an answer to this query")
	errGarbage = errors.New("an answer that can't be read")
	errLame    = errors.New("lame: it refers to other servers")
	errCut     = errors.New("an answer that was cut over TCP")
	errLarge   = fmt.Errorf("an answer of more than %d bytes or %d records", maxAnswer, maxRecords)
)

// newQuery has a random id, EDNS, and asks the server to do the whole work.
func newQuery(q question) *dns.Msg {
	return new(dns.Msg).SetQuestion(q.name+".", q.kind).SetEdns0(udpSize, false)
}

// exchange sends query from a port of its own and waits for its answer, until ctx ends. What isn't its answer is passed
// over, as often as it comes: somebody guesses (RFC 5452, section 9), or an answer is late.
func exchange(ctx context.Context, network, server string, query *dns.Msg) (*dns.Msg, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, server)
	if err != nil {
		return nil, reason(ctx, err)
	}
	defer conn.Close()
	past := time.Unix(1, 0)
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(past) })
	defer stop()

	c := &dns.Conn{Conn: conn, UDPSize: udpSize}
	if err := c.WriteMsg(query); err != nil {
		return nil, reason(ctx, err)
	}
	for {
		packet, err := c.ReadMsgHeader(nil)
		if errors.Is(err, dns.ErrShortRead) {
			continue
		}
		if err != nil {
			return nil, reason(ctx, err)
		}
		if m, err := parse(packet, query); !errors.Is(err, errForeign) {
			return m, err
		}
	}
}

// reason is why ctx has ended, else err without the addresses that package net puts before it.
func reason(ctx context.Context, err error) error {
	var op *net.OpError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &op):
		return op.Err
	}
	return err
}

// parse reads a packet of at least a header as the answer to query; errForeign if it is none. Of an answer that was cut only
// the header counts.
func parse(packet []byte, query *dns.Msg) (*dns.Msg, error) {
	switch {
	case binary.BigEndian.Uint16(packet) != query.Id:
		return nil, errForeign
	case len(packet) > maxAnswer, records(packet) > maxRecords:
		return nil, errLarge
	}
	m := new(dns.Msg)
	err := m.Unpack(packet)
	switch {
	case !m.Response, m.Opcode != query.Opcode:
		return nil, errForeign
	case m.Truncated:
		return m, nil
	case err != nil:
		return nil, errGarbage
	case !sameQuestion(m, query):
		return nil, errForeign
	case !complete(packet, m):
		return nil, errGarbage
	}
	return m, nil
}

// records is how many records a packet says to have (RFC 1035, section 4.1.1).
func records(packet []byte) (n int) {
	for at := 6; at < 12; at += 2 {
		n += int(binary.BigEndian.Uint16(packet[at:]))
	}
	return n
}

// sameQuestion: a server that fails may leave the question out.
func sameQuestion(m, query *dns.Msg) bool {
	if len(m.Question) == 0 {
		return m.Rcode != dns.RcodeSuccess && m.Rcode != dns.RcodeNameError
	}
	have, want := m.Question[0], query.Question[0]
	return len(m.Question) == 1 && have.Qtype == want.Qtype && have.Qclass == want.Qclass &&
		strings.EqualFold(have.Name, want.Name)
}

// complete holds m against the counts of its header (RFC 1035, section 4.1.1): the reader of package dns takes a message
// that ends between two records for whole, and a record without data for one, which would turn a torn answer into "no such record".
func complete(packet []byte, m *dns.Msg) bool {
	if len(m.Answer) != int(binary.BigEndian.Uint16(packet[6:])) || len(m.Ns) != int(binary.BigEndian.Uint16(packet[8:])) {
		return false
	}
	for _, rr := range m.Answer {
		if !hasData(rr) {
			return false
		}
	}
	return true
}

// troubleOf is what an answer says that is none to its question.
func troubleOf(m *dns.Msg) error {
	switch {
	case m.Truncated:
		return errCut
	case m.Rcode != dns.RcodeSuccess && m.Rcode != dns.RcodeNameError:
		return errors.New(rcode(m.Rcode))
	case isReferral(m):
		return errLame
	}
	return nil
}

func rcode(code int) string {
	if name, ok := dns.RcodeToString[code]; ok {
		return name
	}
	return fmt.Sprint("RCODE ", code)
}

// isReferral: a server that neither is responsible for the name nor asks others for us points to them (RFC 1034, section
// 4.3.1); that is not "no such record", which is told by an SOA (RFC 2308, section 2.2).
func isReferral(m *dns.Msg) bool {
	if m.Rcode != dns.RcodeSuccess || m.Authoritative || len(m.Answer) > 0 || soaOf(m) != nil {
		return false
	}
	refers := false
	for _, rr := range m.Ns {
		refers = refers || rr.Header().Rrtype == dns.TypeNS
	}
	return refers || !m.RecursionAvailable
}
