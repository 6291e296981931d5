package pop3_test

import (
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// recorder is a POP3 server that remembers what it was asked; each of its connections is a session with the same maildrop.
type recorder struct {
	*sessiontest.Recorder[*peer]
	offers  []string
	lax     bool // a cancelled AUTH succeeds
	segment int  // the most that it writes in one go; 0: all

	mu   sync.Mutex
	mail []string
	doom *doom // of the connections to come
}

// doom is a fault behind so many octets of a connection, and the last words before it, which are not said in the middle of a line.
type doom struct {
	octets int
	words  string
	fault  sessiontest.Fault // the connection is done in any case
}

// peer is one connection to a recorder. The lines behind a status line are a phase of their own, such as "RETR lines".
type peer struct {
	*sessiontest.Peer
	box
	r       *recorder
	doom    *doom // nil: it lives
	said    int   // octets
	grouped bool  // it was asked what it offers, and that is to take commands in groups
}

var everything = []string{
	"TOP", "USER", "SASL PLAIN LOGIN", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", "UIDL", "UTF8", "LANG",
	"IMPLEMENTATION recorder",
}

// without is everything but some capabilities.
func without(tags ...string) []string { return sessiontest.Without(everything, tags...) }

// someMail is what a recorder has if nothing else was said.
var someMail = []string{
	"Subject: one\r\n\r\nhello\r\n", "Subject: two\r\n\r\n..\r\n..dotted\r\n", "Subject: bad three\r\n\r\nevil\r\n", "\r\n",
}

// newRecorder starts one; change sets what it does before it is asked.
func newRecorder(t testing.TB, offers []string, change ...func(*recorder)) *recorder {
	t.Helper()
	r := &recorder{Recorder: sessiontest.NewRecorder[*peer](t), offers: offers, mail: someMail}
	for _, f := range change {
		f(r)
	}
	r.Start(t, r.peer)
	return r
}

func (r *recorder) peer(p *sessiontest.Peer) *peer {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &peer{Peer: p, r: r, box: box{mail: r.mail, offers: r.offers}, doom: r.doom}
}

// has puts mail and manners in place for the connections to come.
func (r *recorder) has(mail []string, segment int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mail, r.segment = mail, segment
}

// is to meet its doom in the next connections.
func (r *recorder) is(d *doom) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.doom = d
}

// Greet says the greeting.
func (p *peer) Greet() error { return p.phase("greeting", theGreeting) }

// phase says a reply, unless the fault of the phase takes its place. The lines of a message have a phase of their own.
func (p *peer) phase(name, reply string) error {
	if p.Fails(name) {
		return sessiontest.ErrDone
	}
	status, lines, _ := strings.Cut(reply, "\r\n")
	if faulty := p.r.Faults[name+" lines"] != nil; faulty && lines != "" {
		p.write(status + "\r\n" + lines[:len(lines)/2])
		if p.Fails(name + " lines") {
			return sessiontest.ErrDone
		}
		reply = lines[len(lines)/2:]
	}
	err := p.write(reply + p.Surplus)
	p.Surplus = ""
	return err
}

// write writes in segments, up to its doom.
func (p *peer) write(text string) error {
	if d := p.doom; d != nil && p.said+len(text) > d.octets {
		last := text[:d.octets-p.said]
		if last == "" || strings.HasSuffix(last, "\r\n") {
			last += d.words
		}
		io.WriteString(p, last)
		d.fault(p.Peer)
		return sessiontest.ErrDone
	}
	p.said += len(text)
	for most := p.r.segment; most > 0 && len(text) > most && len(text) < 1000*most; text = text[most:] {
		if _, err := io.WriteString(p, text[:most]); err != nil {
			return err
		}
	}
	_, err := io.WriteString(p, text)
	return err
}

// Obey serves one command.
func (p *peer) Obey(line string) error {
	word, arg, _ := strings.Cut(line, " ")
	verb := strings.ToUpper(word)
	p.examine(verb, line)
	if verb == "AUTH" {
		return p.auth(line, arg)
	}
	return p.phase(verb, p.answer(line))
}

// auth knows one password.
func (p *peer) auth(line, arg string) error {
	mechanism, initial, there := strings.Cut(arg, " ")
	want := map[string][]string{"PLAIN": {plainLogin}, "LOGIN": {"bWU=", "Z29vZA=="}}[strings.ToUpper(mechanism)]
	switch {
	case arg == "":
		return p.phase("AUTH", ok(line)+listed([]string{"PLAIN", "LOGIN", "GSSAPI"}))
	case want == nil || p.open:
		return p.phase("AUTH", no("no such thing", line))
	}
	right := true
	for i, answer := range want {
		if i > 0 || !there {
			var err error
			if initial, err = p.challenge(); err != nil {
				return err
			}
		}
		if initial == "*" {
			return p.phase("AUTH", p.says(p.r.lax, line))
		}
		right = right && initial == answer
	}
	return p.phase("AUTH", p.logIn(right, line))
}

func (p *peer) challenge() (string, error) {
	if err := p.phase("challenge", "+ VXNlcm5hbWU6\r\n"); err != nil {
		return "", err
	}
	return p.Line()
}
