package proxytest

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"

	"github.com/gatepost-mail/gatepost/filters"
)

// Start makes the gateway that a dialogue is played against. It is called once for each playing.
type Start func(*Stage) (Gateway, error)

// Gateway is a running gateway under test.
type Gateway interface {
	// Dial connects a client to the front that the dialogue is with.
	Dial(ctx context.Context) (net.Conn, error)
	// Close ends the gateway and returns when it has ended.
	Close() error
}

// Stage is what a gateway under test stands on.
type Stage struct {
	Name     string            // the transcript's
	Protocol filters.Protocol  // that of the dialogue; "": it can't be told
	Front    string            // the front that the client talks to, by its label; "": the first that speaks Protocol
	Config   []byte            // of the section gatepost.hcl, or what stands for it
	Above    int               // lines of the transcript above Config's first; 0 if it is not from there
	Files    map[string][]byte // all sections
	DNS      string            // "127.0.0.1:port" of the server that knows what the dialogue's DNS knows
	Client   netip.AddrPort    // where the client comes from; zero: from where it really does; port 0: its real one
	Clock    *Clock            // the gateway's time; its connections go through Clock.Conn or Accepted

	// Journal is the directory in which FromConfig and FromFile have a journal kept, with headers, whatever the configuration says. "": one
	// is kept where the configuration asks for it, but in a directory that is removed with the gateway.
	Journal string

	// UnderTLS is the version of TLS, such as tls.VersionTLS13, that begins with each connection, the client's and the upstream's, in a
	// dialogue that has no TLS itself. FromConfig and FromFile obey; who doesn't fails. 0: the dialogue is as it is written.
	UnderTLS uint16

	at        map[string]int // of each section that stands in the transcript: its marker's line
	servers   *servers
	authority *Authority
	hostname  string // of the front; "": it isn't known
	notes     notes
}

// Upstream gives the address that stands in for the next server of the configuration, whose own is for messages. It
// is called for each of them, in the order of the file.
func (s *Stage) Upstream(server string) (string, error) {
	addr, err := s.servers.add(server)
	if err != nil {
		return "", fmt.Errorf("upstream %s: %w", server, err)
	}
	return addr, nil
}

// named is the name by which a client asks for the gateway.
func (s *Stage) named() string { return cmp.Or(s.hostname, "localhost") }

// Note keeps a line of what the gateway wants to say about itself, such as why a filter failed. A [Failure] shows the
// last of them. It may be called by many goroutines.
func (s *Stage) Note(line string) { s.notes.add(line) }

// maxNotes is how many notes are kept.
const maxNotes = 20

// notes are what a gateway has said about itself.
type notes struct {
	mu    sync.Mutex
	lines []string
}

func (n *notes) add(line string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines = append(n.lines, line)
	n.lines = n.lines[max(0, len(n.lines)-maxNotes):]
}

// String is empty if there are none.
func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var b strings.Builder
	for i, line := range n.lines {
		if i == 0 {
			b.WriteString("the gateway noted\n")
		}
		fmt.Fprintf(&b, "   %s\n", line)
	}
	return b.String()
}

// defaultConfig is that of a transcript without its own.
const defaultConfig = `upstream "upstream" {
  servers = ["127.0.0.1:25"]
}

smtp "front" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.upstream
}
`

// config is the transcript's own, with the number of lines above it, or the default.
func (t *Transcript) config() (text []byte, above int) {
	if text, ok := t.Files[ConfigFile]; ok {
		return text, t.at[ConfigFile]
	}
	return []byte(defaultConfig), 0
}
