package proxytest

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"

	"github.com/miekg/dns"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Zone is a DNS server for tests: real packets over UDP and TCP on a loopback port that the kernel chose. It plays a
// recursive server that knows the whole of DNS, which is what its text says. What the text doesn't name doesn't
// exist (NXDOMAIN), and a type that a name doesn't have is an empty answer (NODATA), both with an SOA of 60 seconds.
//
// The text is a master file (RFC 1035, section 5) with origin "." and a TTL of 3600 where none is given, and lines that
// make a name misbehave. A word counts for all types of its name, or for one if a type follows; several may meet:
//
//	example.org        MX 10 mail.example.org
//	broken.example     SERVFAIL       ; says so
//	secret.example     REFUSED        ; says so
//	silent.example     SILENT         ; never answers
//	slow.example       SLOW 3s        ; answers 3 s later, by the zone's clock
//	large.example      TRUNCATED      ; cut over UDP, whole over TCP
//	lost.example       LAME           ; refers to others, as a server does that isn't responsible
//	noise.example      GARBAGE        ; answers bytes that are no DNS message
//	forged.example     SPOOFED        ; answers of a wrong id and of a wrong question come before the right one
//	old.example        NOEDNS         ; FORMERR to a query with EDNS
//	alias.example      UNCHASED       ; its CNAME alone, as an authoritative server answers
//	mail.example.org   SERVFAIL AAAA  ; and other types are answered
type Zone struct {
	records map[string][]dns.RR // by name: lower case, with the final dot
	faults  map[string][]fault
	clock   wire.Clock
	servers []*dns.Server
	ended   chan error    // one for each server
	closed  chan struct{} // lets those go that wait
	close   sync.Once

	mu      sync.Mutex
	asked   *sync.Cond
	queries []string
}

// NewZone serves text until Close; slow names are slow by the machine's clock. An error names the line.
func NewZone(text string) (*Zone, error) { return NewZoneClock(text, wire.RealClock{}) }

// NewZoneClock is NewZone for slow names that are slow by clock.
func NewZoneClock(text string, clock wire.Clock) (*Zone, error) {
	z := &Zone{clock: clock, closed: make(chan struct{})}
	z.asked = sync.NewCond(&z.mu)
	if err := z.read(text); err != nil {
		return nil, fmt.Errorf("zone: %w", err)
	}
	udp, tcp, err := listenBoth()
	if err != nil {
		return nil, fmt.Errorf("zone: %w", err)
	}
	z.servers = []*dns.Server{{PacketConn: udp, Handler: z}, {Listener: tcp, Handler: z}}
	z.ended = make(chan error, len(z.servers))
	for _, s := range z.servers {
		if err := z.start(s); err != nil {
			z.Close()
			return nil, fmt.Errorf("zone: %w", err)
		}
	}
	return z, nil
}

// listenBoth finds a port that is free for UDP and for TCP.
func listenBoth() (net.PacketConn, net.Listener, error) {
	var err error
	for range 20 {
		var udp net.PacketConn
		var tcp net.Listener
		if udp, err = net.ListenPacket("udp", "127.0.0.1:0"); err != nil {
			return nil, nil, err
		}
		if tcp, err = net.Listen("tcp", udp.LocalAddr().String()); err == nil {
			return udp, tcp, nil
		}
		udp.Close()
	}
	return nil, nil, err
}

// start returns when s serves: one that has not begun can't be shut down.
func (z *Zone) start(s *dns.Server) error {
	began := make(chan struct{})
	s.NotifyStartedFunc = func() { close(began) }
	go func() { z.ended <- s.ActivateAndServe() }()
	select {
	case <-began:
		return nil
	case err := <-z.ended:
		z.ended <- err // for Close
		return err
	}
}

// Addr is the server's "127.0.0.1:port", the same for UDP and TCP.
func (z *Zone) Addr() string { return z.servers[0].PacketConn.LocalAddr().String() }

// Close ends the server and waits for what it had begun. Later calls do nothing.
func (z *Zone) Close() {
	z.close.Do(func() {
		close(z.closed)
		for _, s := range z.servers {
			s.Shutdown()
		}
		for range z.servers {
			<-z.ended
		}
	})
}

// Queries are what was asked so far, in order: "MX example.org", and "MX example.org tcp" over TCP. The two of one
// lookup of addresses, A and AAAA, come in any order.
func (z *Zone) Queries() []string {
	z.mu.Lock()
	defer z.mu.Unlock()
	return slices.Clone(z.queries)
}

// Await is Queries as soon as there are n. A slow name's wait has begun when its query is counted.
func (z *Zone) Await(n int) []string {
	z.mu.Lock()
	defer z.mu.Unlock()
	for len(z.queries) < n {
		z.asked.Wait()
	}
	return slices.Clone(z.queries)
}

func (z *Zone) note(q dns.Question, tcp bool) {
	line := dns.TypeToString[q.Qtype] + " " + strings.TrimSuffix(q.Name, ".")
	if tcp {
		line += " tcp"
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	z.queries = append(z.queries, line)
	z.asked.Broadcast()
}
