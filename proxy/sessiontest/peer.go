package sessiontest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// ErrDone ends a connection to a [Recorder].
var ErrDone = errors.New("done")

// Peer is one connection to a [Recorder], as far as protocols don't differ.
type Peer struct {
	*net.TCPConn
	Commands []string // lines, without CRLF
	Reads    []string // what each read gave
	Wrongs   []string // what no strict server may see
	Buf      []byte   // read, but not taken yet
	Surplus  string   // to be said behind the next reply

	faults map[string]Fault
	struck chan<- struct{}
	done   chan struct{}
}

// Fails lets the fault of a phase happen, if it has one, and tells whether the connection is done then.
func (p *Peer) Fails(phase string) bool {
	fault := p.faults[phase]
	return fault != nil && !fault(p)
}

// Phase says a reply and what is surplus, unless the fault of the phase takes its place.
func (p *Peer) Phase(name, reply string) error {
	if p.Fails(name) {
		return ErrDone
	}
	_, err := io.WriteString(p, reply+p.Surplus)
	p.Surplus = ""
	return err
}

// Strike tells the test that a fault has happened.
func (p *Peer) Strike() { p.struck <- struct{}{} }

// Wrong notes something that no strict server may see. The test fails for it.
func (p *Peer) Wrong(format string, args ...any) {
	p.Wrongs = append(p.Wrongs, fmt.Sprintf(format, args...))
}

// More reads what is there.
func (p *Peer) More() error {
	var b [64 << 10]byte
	n, err := p.Read(b[:])
	p.Buf = append(p.Buf, b[:n]...)
	if n > 0 {
		p.Reads = append(p.Reads, string(b[:n]))
		return nil
	}
	return err
}

// Line reads a line by the letter of RFC 5321, section 2.3.8, and RFC 1939, section 3. It is one of the commands.
func (p *Peer) Line() (string, error) {
	for {
		if i := bytes.Index(p.Buf, []byte("\r\n")); i >= 0 {
			line := string(p.Buf[:i])
			p.Buf = p.Buf[i+2:]
			p.Commands = append(p.Commands, line)
			if i := strings.IndexFunc(line, func(c rune) bool { return c < ' ' || c == 0x7F }); i >= 0 {
				p.Wrong("a control byte in %q", line)
			}
			return line, nil
		}
		if err := p.More(); err != nil {
			if len(p.Buf) > 0 {
				p.Wrong("half a line: %q", p.Buf)
			}
			return "", err
		}
	}
}
