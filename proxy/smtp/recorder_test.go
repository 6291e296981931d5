package smtp_test

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// recorder is a strict SMTP server that remembers every byte. Its replies depend on nothing but the command and what an RFC
// makes of the commands before it, so they can be foretold; each names the checksum of its command, so that a reply in another's
// place is noticed. An address that begins with "no" is refused, one with "later" deferred; a sender "nodata" has its DATA refused,
// and content with "Refuse-Me" is.
type recorder struct {
	*sessiontest.Recorder[*peer]
	offers []string // the keywords of its EHLO reply
	lax    bool     // a cancelled AUTH succeeds
}

// peer is one connection to a recorder.
type peer struct {
	*sessiontest.Peer
	r      *recorder
	stored []stored

	mail, chunking bool
	sender         string
	rcpts          int
	chunks         []byte
	expects
}

// stored is a message that the recorder has said 250 to.
type stored struct {
	sender string
	wire   string // of DATA: up to the dot line; of BDAT: the octets
	chunks bool
}

var everything = []string{"PIPELINING", "SIZE 20971520", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "CHUNKING", "BINARYMIME", "AUTH PLAIN LOGIN"}

// without is everything but some keywords.
func without(keywords ...string) []string { return sessiontest.Without(everything, keywords...) }

// newRecorder starts one; change sets what it does before it is asked.
func newRecorder(t testing.TB, offers []string, change ...func(*recorder)) *recorder {
	t.Helper()
	r := &recorder{Recorder: sessiontest.NewRecorder[*peer](t), offers: offers}
	for _, f := range change {
		f(r)
	}
	r.Start(t, func(p *sessiontest.Peer) *peer { return &peer{Peer: p, r: r} })
	return r
}

// Greet says the greeting.
func (p *peer) Greet() error { return p.Phase("greeting", "220 recorder.example ESMTP\r\n") }

// Obey serves one command.
func (p *peer) Obey(line string) error {
	word, arg, _ := strings.Cut(line, " ")
	verb := strings.ToUpper(word)
	p.examine(verb, line)
	switch verb {
	case "DATA":
		return p.data(line)
	case "BDAT":
		return p.bdat(line, arg)
	case "AUTH":
		return p.auth(line, arg)
	case "QUIT":
		return errors.Join(p.Phase(verb, "221 2.0.0 bye\r\n"), sessiontest.ErrDone)
	}
	return p.Phase(verb, p.answer(verb, line, arg))
}

// answer is the reply to a command of one line.
func (p *peer) answer(verb, line, arg string) string {
	switch verb {
	case "EHLO":
		p.reset()
		p.extended = true
		return "250-recorder.example greets " + arg + "\r\n250-" + strings.Join(p.r.offers, "\r\n250-") + "\r\n250 HELP\r\n"
	case "HELO", "RSET":
		p.reset()
		p.extended = p.extended && verb == "RSET"
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
		return words("500 5.5.1", line)
	}
	return words("250 2.0.0", line)
}

func (p *peer) reset() {
	p.mail, p.rcpts, p.chunks, p.chunking, p.sender = false, 0, nil, false, ""
	p.expects.mail, p.rcpt, p.utf8 = false, false, false
}

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
		return p.Phase("DATA", words("503 5.5.1", line))
	case p.rcpts == 0:
		return p.Phase("DATA", words("554 5.5.1 no recipients", line))
	case strings.Contains(p.sender, "<nodata-"):
		return p.Phase("DATA", words("451 4.3.5", line))
	}
	if err := p.Phase("DATA", "354 go on\r\n"); err != nil {
		return err
	}
	content, err := p.content()
	if err != nil {
		return err
	}
	return p.Phase(".", p.store(stored{p.sender, content, false}))
}

func (p *peer) content() (string, error) {
	for begun := false; ; {
		if i := bytes.Index(append([]byte("\r\n"), p.Buf...), []byte("\r\n.\r\n")); i >= 0 {
			content := string(p.Buf[:i])
			p.Buf = p.Buf[i+len(".\r\n"):]
			p.check(content)
			return content, nil
		}
		if !begun && len(p.Buf) > 0 {
			begun = true
			if p.Fails("body") {
				return "", sessiontest.ErrDone
			}
		}
		if err := p.more(); err != nil {
			return "", err
		}
	}
}

// more reads more of a message. One of which the end doesn't come must be torn off by a reset: some servers take an end of the connection for the
// end of the message.
func (p *peer) more() error {
	err := p.More()
	if errors.Is(err, io.EOF) {
		p.Wrong("an end within a message")
	}
	return err
}

func (p *peer) check(content string) {
	rest := strings.ReplaceAll(content, "\r\n", "")
	if i := strings.IndexAny(rest, "\r\n\x00"); i >= 0 {
		p.Wrong("%q in content", rest[i])
	}
	if content != "" && !strings.HasSuffix(content, "\r\n") {
		p.Wrong("content whose last line has no end")
	}
}

// bdat takes a chunk (RFC 3030).
func (p *peer) bdat(line, arg string) error {
	size, last := strings.CutSuffix(strings.ToUpper(arg), " LAST")
	n, err := strconv.Atoi(size)
	if err != nil {
		p.Wrong("the chunk %q", line)
		return err
	}
	if len(p.Buf) < n && p.Fails("octets") {
		return sessiontest.ErrDone
	}
	for len(p.Buf) < n {
		if err := p.more(); err != nil {
			return err
		}
	}
	octets := p.Buf[:n]
	p.Buf = p.Buf[n:]
	if p.rcpts == 0 {
		return p.Phase("BDAT", words("503 5.5.1", line))
	}
	p.chunks, p.chunking = append(p.chunks, octets...), true
	if !last {
		return p.Phase("BDAT", words("250 2.0.0", line))
	}
	return p.Phase(".", p.store(stored{p.sender, string(p.chunks), true}))
}

// auth knows one password: "good".
func (p *peer) auth(line, arg string) error {
	mechanism, initial, there := strings.Cut(arg, " ")
	want := map[string][]string{"PLAIN": {"AG1lAGdvb2Q="}, "LOGIN": {"bWU=", "Z29vZA=="}}[strings.ToUpper(mechanism)]
	if want == nil {
		return p.Phase("AUTH", words("504 5.5.4", line))
	}
	right := true
	for i, answer := range want {
		if i > 0 || !there {
			if _, err := p.Write([]byte("334 VXNlcm5hbWU6\r\n")); err != nil {
				return err
			}
			var err error
			if initial, err = p.Line(); err != nil {
				return err
			}
		}
		if initial == "*" && p.r.lax {
			return p.Phase("AUTH", "235 2.7.0 come in anyway\r\n")
		}
		if initial == "*" {
			return p.Phase("AUTH", "501 5.0.0 cancelled\r\n")
		}
		right = right && initial == answer
	}
	p.loggedIn = right
	if !right {
		return p.Phase("AUTH", "535 5.7.8 no\r\n")
	}
	return p.Phase("AUTH", "235 2.7.0 welcome\r\n")
}
