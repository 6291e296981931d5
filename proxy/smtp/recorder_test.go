package smtp_test

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// recorder is a strict SMTP server that remembers every byte. Its replies depend on nothing but the command and what an RFC
// makes of the commands before it, so they can be foretold; each names the checksum of its command, so that a reply in another's
// place is noticed. An address that begins with "no" is refused, one with "later" deferred; a sender "nodata" has its DATA refused,
// and content with "Refuse-Me" is.
type recorder struct {
	listener net.Listener
	offers   []string                    // the keywords of its EHLO reply
	faults   map[string]func(*peer) bool // by phase; false: this connection is done
	lax      bool                        // a cancelled AUTH succeeds
	struck   chan struct{}               // a fault has happened

	mu    sync.Mutex
	peers []*peer
	wg    sync.WaitGroup
}

// peer is one connection to a recorder.
type peer struct {
	*net.TCPConn
	r        *recorder
	buf      []byte
	commands []string // without CRLF
	reads    []string // what each read gave
	stored   []stored
	wrongs   []string // what no strict server may see
	done     chan struct{}

	mail, chunking bool
	surplus        string // to be said behind the next reply
	sender         string
	rcpts          int
	chunks         []byte
}

// stored is a message that the recorder has said 250 to.
type stored struct {
	sender string
	wire   string // of DATA: up to the dot line; of BDAT: the octets
	chunks bool
}

var everything = []string{"PIPELINING", "SIZE 20971520", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "CHUNKING", "BINARYMIME", "AUTH PLAIN LOGIN"}

// without is everything but some keywords.
func without(keywords ...string) []string {
	return slices.DeleteFunc(slices.Clone(everything), func(offer string) bool {
		word, _, _ := strings.Cut(offer, " ")
		return slices.Contains(keywords, word)
	})
}

// newRecorder starts one; change sets what it does before it is asked.
func newRecorder(t testing.TB, offers []string, change ...func(*recorder)) *recorder {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{listener: listener, offers: offers, faults: map[string]func(*peer) bool{}, struck: make(chan struct{}, 10)}
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

func (r *recorder) accept() {
	for {
		c, err := r.listener.Accept()
		if err != nil {
			return
		}
		p := &peer{TCPConn: c.(*net.TCPConn), r: r, done: make(chan struct{})}
		r.mu.Lock()
		r.peers = append(r.peers, p)
		r.mu.Unlock()
		r.wg.Go(p.serve)
	}
}

// all waits until every connection so far is over, and forgets them.
func (r *recorder) all() []*peer {
	r.mu.Lock()
	defer r.mu.Unlock()
	peers := r.peers
	r.peers = nil
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
	err := p.phase("greeting", "220 recorder.example ESMTP\r\n")
	for err == nil {
		var line string
		if line, err = p.line(); err == nil {
			err = p.obey(line)
		}
	}
}

// phase says a reply, unless the fault of the phase takes its place.
func (p *peer) phase(name, reply string) error {
	if fault := p.r.faults[name]; fault != nil && !fault(p) {
		return errDone
	}
	_, err := p.Write([]byte(reply + p.surplus))
	p.surplus = ""
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

// line reads a line by the letter of RFC 5321, section 2.3.8.
func (p *peer) line() (string, error) {
	for {
		if i := bytes.Index(p.buf, []byte("\r\n")); i >= 0 {
			line := string(p.buf[:i])
			p.buf = p.buf[i+2:]
			if i := strings.IndexFunc(line, func(c rune) bool { return c < ' ' || c == 0x7F }); i >= 0 {
				p.wrong("a control byte in %q", line)
			}
			return line, nil
		}
		if err := p.more(); err != nil {
			if len(p.buf) > 0 && errors.Is(err, net.ErrClosed) {
				p.wrong("half a line: %q", p.buf)
			}
			return "", err
		}
	}
}

// obey serves one command.
func (p *peer) obey(line string) error {
	p.commands = append(p.commands, line)
	word, arg, _ := strings.Cut(line, " ")
	verb := strings.ToUpper(word)
	switch verb {
	case "DATA":
		return p.data(line)
	case "BDAT":
		return p.bdat(line, arg)
	case "AUTH":
		return p.auth(line, arg)
	case "QUIT":
		return errors.Join(p.phase(verb, "221 2.0.0 bye\r\n"), errDone)
	}
	return p.phase(verb, p.answer(verb, line, arg))
}

// answer is the reply to a command of one line.
func (p *peer) answer(verb, line, arg string) string {
	switch verb {
	case "EHLO":
		p.reset()
		return "250-recorder.example greets " + arg + "\r\n250-" + strings.Join(p.r.offers, "\r\n250-") + "\r\n250 HELP\r\n"
	case "HELO", "RSET":
		p.reset()
	case "MAIL":
		return p.from(line)
	case "RCPT":
		return p.to(line)
	case "VRFY":
		return "252-2.1.5 perhaps\r\n" + words("252 2.1.5", line)
	case "HELP":
		return "214-2.0.0 no help\r\n214 2.0.0 " + sum(line) + "\r\n"
	case "NOOP", "EXPN":
	default:
		p.wrong("the command %q", line)
		return words("500 5.5.1", line)
	}
	return words("250 2.0.0", line)
}

func (p *peer) reset() { p.mail, p.rcpts, p.chunks, p.chunking, p.sender = false, 0, nil, false, "" }

func (p *peer) from(line string) string {
	switch {
	case p.mail:
		return words("503 5.5.1 nested", line)
	case strings.Contains(line, "<no-"):
		return words("550 5.7.1", line)
	case strings.Contains(line, "<later-"):
		return words("451 4.7.1", line)
	}
	p.mail, p.sender = true, line
	return words("250 2.1.0", line)
}

func (p *peer) to(line string) string {
	switch {
	case !p.mail:
		return words("503 5.5.1 no sender", line)
	case strings.Contains(line, "<no-"):
		return words("550-5.1.1 nobody of that name\r\n550 5.1.1", line)
	case strings.Contains(line, "<later-"):
		return words("451 4.2.0", line)
	}
	p.rcpts++
	return words("250 2.1.5", line)
}

// words are a reply that tells its command.
func words(begin, line string) string { return begin + " " + sum(line) + "\r\n" }

func sum(line string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(line))) }

// store takes a message at its end and words the reply.
func (p *peer) store(m stored) string {
	p.reset()
	if strings.Contains(m.wire, "Refuse-Me") {
		return words("554 5.6.0", m.wire)
	}
	p.stored = append(p.stored, m)
	return words("250 2.0.0 stored", m.wire)
}

// data takes content to the letter: CRLF.CRLF ends it, and nothing else may look as if it did.
func (p *peer) data(line string) error {
	switch {
	case !p.mail, p.chunking:
		return p.phase("DATA", words("503 5.5.1", line))
	case p.rcpts == 0:
		return p.phase("DATA", words("554 5.5.1 no recipients", line))
	case strings.Contains(p.sender, "<nodata-"):
		return p.phase("DATA", words("451 4.3.5", line))
	}
	if err := p.phase("DATA", "354 go on\r\n"); err != nil {
		return err
	}
	content, err := p.content()
	if err != nil {
		return err
	}
	return p.phase(".", p.store(stored{p.sender, content, false}))
}

func (p *peer) content() (string, error) {
	for begun := false; ; {
		if i := bytes.Index(append([]byte("\r\n"), p.buf...), []byte("\r\n.\r\n")); i >= 0 {
			content := string(p.buf[:i])
			p.buf = p.buf[i+len(".\r\n"):]
			p.check(content)
			return content, nil
		}
		if !begun && len(p.buf) > 0 {
			begun = true
			if fault := p.r.faults["body"]; fault != nil && !fault(p) {
				return "", errDone
			}
		}
		if err := p.more(); err != nil {
			return "", err
		}
	}
}

func (p *peer) check(content string) {
	rest := strings.ReplaceAll(content, "\r\n", "")
	if i := strings.IndexAny(rest, "\r\n\x00"); i >= 0 {
		p.wrong("%q in content", rest[i])
	}
	if content != "" && !strings.HasSuffix(content, "\r\n") {
		p.wrong("content whose last line has no end")
	}
}

// bdat takes a chunk (RFC 3030).
func (p *peer) bdat(line, arg string) error {
	size, last := strings.CutSuffix(strings.ToUpper(arg), " LAST")
	n, err := strconv.Atoi(size)
	if err != nil {
		p.wrong("the chunk %q", line)
		return err
	}
	for len(p.buf) < n {
		if err := p.more(); err != nil {
			return err
		}
	}
	octets := p.buf[:n]
	p.buf = p.buf[n:]
	if p.rcpts == 0 {
		return p.phase("BDAT", words("503 5.5.1", line))
	}
	p.chunks, p.chunking = append(p.chunks, octets...), true
	if !last {
		return p.phase("BDAT", words("250 2.0.0", line))
	}
	return p.phase(".", p.store(stored{p.sender, string(p.chunks), true}))
}

// auth knows one password: "good".
func (p *peer) auth(line, arg string) error {
	mechanism, initial, there := strings.Cut(arg, " ")
	want := map[string][]string{"PLAIN": {"AG1lAGdvb2Q="}, "LOGIN": {"bWU=", "Z29vZA=="}}[strings.ToUpper(mechanism)]
	if want == nil {
		return p.phase("AUTH", words("504 5.5.4", line))
	}
	right := true
	for i, answer := range want {
		if i > 0 || !there {
			if _, err := p.Write([]byte("334 VXNlcm5hbWU6\r\n")); err != nil {
				return err
			}
			var err error
			if initial, err = p.line(); err != nil {
				return err
			}
			p.commands = append(p.commands, initial)
		}
		if initial == "*" && p.r.lax {
			return p.phase("AUTH", "235 2.7.0 come in anyway\r\n")
		}
		if initial == "*" {
			return p.phase("AUTH", "501 5.0.0 cancelled\r\n")
		}
		right = right && initial == answer
	}
	if !right {
		return p.phase("AUTH", "535 5.7.8 no\r\n")
	}
	return p.phase("AUTH", "235 2.7.0 welcome\r\n")
}
