package wire

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// part is something that a peer says, and how it is read.
type part struct {
	said string
	read func(c *Conn, asks func()) string // what was read, and how that ended
}

// readAgain reads on where the time of a wait was over.
func readAgain(c *Conn, read func() error) error {
	for {
		err := read()
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			return err
		}
		c.ReadBy(time.Time{})
	}
}

// readLine reads two lines: of one that is too long the rest is passed over with the next.
func readLine(c *Conn, asks func()) (all string) {
	for range 2 {
		var line []byte
		err := readAgain(c, func() (err error) { line, err = c.ReadLine(100); return err })
		all += fmt.Sprintf("line %q, %v; ", line, err)
		asks()
	}
	return all
}

func readReply(c *Conn, asks func()) (all string) {
	var r Reply
	for range 2 {
		err := readAgain(c, func() error { return c.ReadReply(&r) })
		all += fmt.Sprintf("reply %q, %v; ", r.Text, err)
		asks()
	}
	return all
}

func readStatus(c *Conn, asks func()) (all string) {
	var s Status
	for range 2 {
		err := readAgain(c, func() error { return c.ReadStatus(&s, 0) })
		all += fmt.Sprintf("status %q, %v; ", s.Text, err)
		asks()
	}
	return all
}

func readOctets(n int) func(*Conn, func()) string {
	return func(c *Conn, asks func()) string {
		var all, p []byte
		for len(all) < n {
			err := readAgain(c, func() (err error) { p, err = c.ReadOctets(int64(n - len(all))); return err })
			if err != nil {
				return fmt.Sprintf("octets %q, %v", all, err)
			}
			all = append(all, p...)
			asks()
		}
		return fmt.Sprintf("octets %q", all)
	}
}

// readContent tells no pieces where they are bad: it depends on the pieces how many of them are handed out before that is found.
func readContent(begin func(*Conn) *ContentReader) func(*Conn, func()) string {
	return func(c *Conn, asks func()) string {
		var (
			b     = begin(c)
			all   []byte
			woken = ErrWoken
			end   bool
			err   error
		)
		for err = error(nil); !end && (err == nil || err == woken); {
			var p []byte
			p, end, err = b.Next()
			all = append(all, p...)
			asks()
		}
		if err != nil {
			for all, err = nil, woken; err == woken; {
				err = b.Swallow(1 << 30)
			}
		}
		c.ReadBy(time.Time{})
		return fmt.Sprintf("content %q, %d octets, %v", all, b.Size, err)
	}
}

// anyPart draws what a peer says, be it right or wrong.
func anyPart(t *rapid.T) part {
	text := func() string {
		return strings.Repeat(rapid.SampledFrom([]string{"", "a", "\x00", ".y", "\r", "\n", "text of a line", "250 ", "+OK ", "\xff"}).Draw(t, "text"), rapid.SampledFrom([]int{1, 1, 2, 30, 4000}).Draw(t, "times"))
	}
	content := func() (all string) {
		for range rapid.IntRange(0, 6).Draw(t, "lines") {
			all += text() + rapid.SampledFrom([]string{"\r\n", "\r\n", "\r\n.x", "\r\n..", ""}).Draw(t, "end")
		}
		return all + "\r\n.\r\n"
	}
	switch rapid.SampledFrom([]string{"line", "reply", "status", "octets", "content", "normal", "multiline"}).Draw(t, "part") {
	case "reply":
		return part{"250 " + text() + "\r\n250 ok\r\n", readReply}
	case "status":
		return part{"+OK " + text() + "\r\n-ERR\r\n", readStatus}
	case "octets":
		said := text() + content()
		return part{said, readOctets(len(said))}
	case "content":
		return part{content(), readContent(func(c *Conn) *ContentReader { return c.Content(never, time.Time{}, false) })}
	case "normal":
		return part{content(), readContent(func(c *Conn) *ContentReader { return c.Content(never, time.Time{}, true) })}
	case "multiline":
		return part{content(), readContent(func(c *Conn) *ContentReader { return c.Multiline(never, time.Time{}) })}
	}
	return part{text() + "\r\nNOOP\r\n", readLine}
}

// gathering keeps what TLS says in records, once it is told to.
type gathering struct {
	net.Conn
	on   bool
	said bytes.Buffer
}

func (g *gathering) Write(p []byte) (int, error) {
	if g.on {
		return g.said.Write(p)
	}
	return g.Conn.Write(p)
}

// SetWriteDeadline does nothing: behind close_notify TLS would let nothing be said any more.
func (g *gathering) SetWriteDeadline(time.Time) error { return nil }

// gathered is a Conn under TLS whose peer says nothing but what is gathered first.
func gathered(t testing.TB, version uint16, serves bool) (*Conn, *segmented, *tls.Conn, *gathering) {
	c, s := inSegments(t)
	g := &gathering{Conn: s.peer}
	client, server := anybody.Clone(), shown(t)
	client.MaxVersion, server.DynamicRecordSizingDisabled = version, true
	side, cfg, peer := tls.Server, server, tls.Client(g, client)
	if !serves {
		side, cfg, peer = tls.Client, client, tls.Server(g, server)
	}
	shaken := make(chan error, 1)
	go func() { shaken <- peer.Handshake() }()
	if err := errors.Join(c.Secure(side, cfg), <-shaken); err != nil {
		t.Fatal(err)
	}
	g.on = true
	return c, s, peer, g
}

// inParts cuts p into pieces of at most n bytes.
func inParts(t *rapid.T, p []byte, n int, what string) (parts [][]byte) {
	n = max(n, len(p)/1000) // not too many
	for len(p) > 0 {
		size := min(len(p), rapid.IntRange(1, n).Draw(t, what))
		parts, p = append(parts, p[:size]), p[size:]
	}
	return parts
}

// Under TLS a Conn reads the same as in clear, in whatever records and segments that comes, whatever is asked and woken meanwhile.
func TestUnderTLS(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.SliceOfN(rapid.Custom(anyPart), 1, 8).Draw(rt, "parts")
		var said []byte
		for _, p := range parts {
			said = append(said, p.said...)
		}
		version := rapid.SampledFrom([]uint16{tls.VersionTLS12, tls.VersionTLS13}).Draw(rt, "version")
		c, s, peer, g := gathered(t, version, rapid.Bool().Draw(rt, "serves"))
		defer c.Close()
		most := rapid.SampledFrom([]int{1, 10, 500, 16 << 10}).Draw(rt, "most of a record")
		for _, record := range inParts(rt, said, most, "record") {
			peer.Write(record)
		}
		peer.CloseWrite()
		most = rapid.SampledFrom([]int{1, 30, 2000, 40 << 10}).Draw(rt, "most of a segment")
		s.segments = inParts(rt, g.said.Bytes(), most, "segment")

		random := rapid.Uint64().Draw(rt, "random")
		chance := func() bool { random = random*6364136223846793005 + 1442695040888963407; return random>>61 == 0 }
		s.waiting = func() {
			if chance() {
				c.Wake()
			}
		}
		asks := func() {
			if c.HasLine(); chance() && c.Pending() == Broken {
				rt.Error("the connection is broken")
			}
		}
		clear := inMemory([][]byte{said})
		for i, p := range parts {
			want := p.read(clear, func() {})
			if got := p.read(c, asks); got != want {
				rt.Fatalf("part %d: read\n%.1000s\nin clear it is\n%.1000s", i, got, want)
			}
			asks()
		}
		rest := readOctets(len(said) + 1)
		if got, want := rest(c, asks), rest(clear, func() {}); got != want {
			rt.Fatalf("behind all: read\n%.1000s\nin clear it is\n%.1000s", got, want)
		}
	})
}
