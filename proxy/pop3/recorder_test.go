package pop3_test

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// recorder is a POP3 server that remembers what it was asked; each of its connections is a session with the same maildrop.
type recorder struct {
	listener net.Listener
	offers   []string
	faults   map[string]func(*peer) bool // by phase: a verb, or "RETR lines"; false: this connection is done
	lax      bool                        // a cancelled AUTH succeeds
	segment  int                         // the most that it writes in one go; 0: all
	struck   chan struct{}               // a fault has happened

	mu    sync.Mutex
	mail  []string
	peers []*peer
	wg    sync.WaitGroup
}

// peer is one connection to a recorder.
type peer struct {
	*net.TCPConn
	box
	r        *recorder
	buf      []byte
	commands []string // without CRLF
	reads    []string // what each read gave
	wrongs   []string // what no strict server may see
	surplus  string   // to be said behind the next reply
	done     chan struct{}
}

var everything = []string{
	"TOP", "USER", "SASL PLAIN LOGIN", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", "UIDL", "UTF8", "LANG",
	"IMPLEMENTATION recorder",
}

// without is everything but some capabilities.
func without(tags ...string) []string {
	return slices.DeleteFunc(slices.Clone(everything), func(line string) bool {
		tag, _, _ := strings.Cut(line, " ")
		return slices.Contains(tags, tag)
	})
}

// someMail is what a recorder has if nothing else was said.
var someMail = []string{
	"Subject: one\r\n\r\nhello\r\n", "Subject: two\r\n\r\n..\r\n..dotted\r\n", "Subject: bad three\r\n\r\nevil\r\n", "\r\n",
}

// newRecorder starts one; change sets what it does before it is asked.
func newRecorder(t testing.TB, offers []string, change ...func(*recorder)) *recorder {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{
		listener: listener, offers: offers, mail: someMail, faults: map[string]func(*peer) bool{}, struck: make(chan struct{}, 10),
	}
	for _, f := range change {
		f(r)
	}
	r.wg.Go(r.accept)
	t.Cleanup(func() {
		listener.Close()
		r.wg.Wait()
		for _, p := range r.peers {
			for _, wrong := range p.wrongs {
				t.Error("the upstream saw", wrong)
			}
		}
	})
	return r
}

func (r *recorder) address() string { return r.listener.Addr().String() }

// has puts mail and manners in place for the connections to come.
func (r *recorder) has(mail []string, segment int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mail, r.segment = mail, segment
}

func (r *recorder) accept() {
	for {
		c, err := r.listener.Accept()
		if err != nil {
			return
		}
		p := &peer{TCPConn: c.(*net.TCPConn), r: r, done: make(chan struct{})}
		r.mu.Lock()
		p.box = box{mail: r.mail, offers: r.offers}
		r.peers = append(r.peers, p)
		r.mu.Unlock()
		r.wg.Go(p.serve)
	}
}

// all waits until every connection so far is over, and forgets them.
func (r *recorder) all() []*peer {
	r.mu.Lock()
	peers := r.peers
	r.peers = nil
	r.mu.Unlock()
	for _, p := range peers {
		<-p.done
	}
	return peers
}

var errDone = errors.New("done")

func (p *peer) serve() {
	defer close(p.done)
	defer p.Close()
	p.SetDeadline(time.Now().Add(patience))
	err := p.phase("greeting", theGreeting)
	for err == nil {
		var line string
		if line, err = p.line(); err == nil {
			err = p.obey(line)
		}
	}
}

// phase says a reply, unless the fault of the phase takes its place. The lines of a message have a phase of their own.
func (p *peer) phase(name, reply string) error {
	if fault := p.r.faults[name]; fault != nil && !fault(p) {
		return errDone
	}
	status, lines, _ := strings.Cut(reply, "\r\n")
	if fault := p.r.faults[name+" lines"]; fault != nil && lines != "" {
		p.write(status + "\r\n" + lines[:len(lines)/2])
		if !fault(p) {
			return errDone
		}
		reply = lines[len(lines)/2:]
	}
	err := p.write(reply + p.surplus)
	p.surplus = ""
	return err
}

// write writes in segments.
func (p *peer) write(text string) error {
	for most := p.r.segment; most > 0 && len(text) > most && len(text) < 1000*most; text = text[most:] {
		if _, err := p.Write([]byte(text[:most])); err != nil {
			return err
		}
	}
	_, err := p.Write([]byte(text))
	return err
}

// strike tells the test that a fault has happened.
func (p *peer) strike() { p.r.struck <- struct{}{} }

func (p *peer) wrong(format string, args ...any) {
	p.wrongs = append(p.wrongs, fmt.Sprintf(format, args...))
}

// more reads what is there.
func (p *peer) more() error {
	var b [64 << 10]byte
	n, err := p.Read(b[:])
	p.buf = append(p.buf, b[:n]...)
	if n > 0 {
		p.reads = append(p.reads, string(b[:n]))
		return nil
	}
	return err
}

// line reads a line by the letter of the RFC.
func (p *peer) line() (string, error) {
	for {
		if i := bytes.Index(p.buf, []byte("\r\n")); i >= 0 {
			line := string(p.buf[:i])
			p.buf = p.buf[i+2:]
			p.commands = append(p.commands, line)
			if i := strings.IndexFunc(line, func(c rune) bool { return c < ' ' || c == 0x7F }); i >= 0 {
				p.wrong("a control byte in %q", line)
			}
			return line, nil
		}
		if err := p.more(); err != nil {
			if len(p.buf) > 0 {
				p.wrong("half a line: %q", p.buf)
			}
			return "", err
		}
	}
}

// obey serves one command.
func (p *peer) obey(line string) error {
	word, arg, _ := strings.Cut(line, " ")
	verb := strings.ToUpper(word)
	if _, is := known[verb]; !is || strings.ContainsFunc(word, func(c rune) bool { return c > '~' }) {
		p.wrong("the command %q", line)
	}
	if p.over {
		p.wrong("%q behind QUIT", line)
	}
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
	return p.line()
}
