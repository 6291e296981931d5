package proxy

import (
	"fmt"
	"io"
	"net"
	"reflect"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// fakePOP3 greets with what its front is called and ends with its client, or when it is told to.
type fakePOP3 struct {
	front *pop3.Front
	conn  net.Conn
}

func newFakePOP3(f *pop3.Front, c net.Conn, _ string) session { return &fakePOP3{f, c} }

func (s *fakePOP3) Stop(conversation.Stop) { s.conn.Close() }

func (s *fakePOP3) Serve() {
	defer s.conn.Close()
	fmt.Fprintf(s.conn, "+OK %s %s %d\r\n", s.front.Hostname, s.front.Label, s.front.Errors)
	io.Copy(io.Discard, s.conn)
}

// both has the front inbound, of SMTP, and mailbox, of POP3, where so many may be at once.
func both(hostname string, most int) *Config {
	c := config(hostname, "inbound", "mailbox")
	c.Upstreams = append(c.Upstreams, upstream.Config{Label: "maildrop", Servers: []string{"127.0.0.1:2"}})
	c.Fronts[1].Upstream, c.Fronts[1].MaxSessions = "maildrop", most
	c.Fronts[1].POP3 = &pop3.Config{Errors: 7}
	return c
}

func TestFrontsOfBothProtocols(t *testing.T) {
	cfg := both("mx.example", 0)
	g := started(t, cfg, Services{})
	g.dial(t, "inbound", 0).hear("220 mx.example inbound")
	g.dial(t, "mailbox", 0).hear("+OK mx.example mailbox 7")
	if c := cfg.Fronts[1].POP3; c.Label != "" || c.Hostname != "" {
		t.Errorf("the configuration has become %+v", c)
	}
}

func (c *client) hearNothingButTheEnd(want string) {
	c.t.Helper()
	c.hear(want)
	c.hearEnd()
}

func TestPOP3ClientsAreTurnedAway(t *testing.T) {
	cfg := both("mx.example", 1)
	g := started(t, cfg, Services{})
	first := g.dial(t, "mailbox", 0)
	first.hear("+OK mx.example mailbox 7")
	g.dial(t, "mailbox", 0).hearNothingButTheEnd("-ERR [SYS/TEMP] too many connections, please try again later")

	more := both("mx.example", 0)
	more.Fronts[1].MaxSessionsPerClient = 1
	reload(t, g, more)
	g.dial(t, "mailbox", 0).hearNothingButTheEnd("-ERR [SYS/TEMP] too many connections from your address, please close some first")
	g.sessions.close()
	g.dial(t, "mailbox", 0).hearNothingButTheEnd("-ERR [SYS/TEMP] this service is closing, please try again later")
	g.dial(t, "inbound", 0).hearNothingButTheEnd("421 4.3.2 this service is closing, please try again later")
}

// TestClientsOfAFrontThatIsGone: one may be accepted while its listener is being closed, and is told so in its own protocol.
func TestClientsOfAFrontThatIsGone(t *testing.T) {
	g := started(t, both("one.example", 0), Services{})
	mailbox := g.now.places[1]
	reload(t, g, config("two.example", "inbound"))
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	_, no := g.sessions.admit(far, mailbox, "id")
	if no == nil || no.reply != "-ERR [SYS/TEMP] this service is closing, please try again later\r\n" {
		t.Errorf("have %+v", no)
	}
}

// TestReloadTurnsAFrontAround: a place keeps its socket whatever is spoken there.
func TestReloadTurnsAFrontAround(t *testing.T) {
	l := newScripted()
	g := started(t, config("one.example", "front"), Services{Listen: l.listen})
	l.pipe(t).hear("220 one.example front")
	two := config("two.example", "front")
	two.Fronts[0].POP3 = &pop3.Config{Hostname: "pop.example"}
	reload(t, g, two)
	l.pipe(t).hear("+OK pop.example front 0")
}

// TestPOP3FrontHasAll: each field of a front is what its sessions share, and none is forgotten.
func TestPOP3FrontHasAll(t *testing.T) {
	cfg := both("mx.example", 0)
	chain, err := filters.NewChain()
	if err != nil {
		t.Fatal(err)
	}
	cfg.Fronts[1].Chain = chain
	g := started(t, cfg, Services{})
	g.now.keyrings["mailbox"] = certificates.NewKeyring(g.services.Clock)
	cfg.Fronts[1].ImplicitTLS, cfg.Fronts[1].RequireTLS = []string{"public"}, true
	f := reflect.ValueOf(g.pop3Front(g.now, &cfg.Fronts[1])).Elem()
	for i := range f.NumField() {
		if name := f.Type().Field(i).Name; f.Field(i).IsZero() && name != "Stream" { // nobody listens
			t.Errorf("%s is missing", name)
		}
	}
}
