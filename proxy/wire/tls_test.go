package wire

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"
)

// shown is a certificate that nobody has signed.
func shown(t testing.TB) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"mx.example"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

var anybody = &tls.Config{InsecureSkipVerify: true, ServerName: "mx.example", DynamicRecordSizingDisabled: true}

// secured is a Conn that serves TLS, and its peer.
func secured(t testing.TB) (*Conn, *tls.Conn) {
	c, socket := dial(t)
	peer := tls.Client(socket, anybody)
	shaken := make(chan error, 1)
	go func() { shaken <- peer.Handshake() }()
	if err := c.Secure(tls.Server, shown(t)); err != nil {
		t.Fatal(err)
	}
	if err := <-shaken; err != nil {
		t.Fatal(err)
	}
	return c, peer
}

// securing is a Conn that is a client of TLS, and its peer.
func securing(t testing.TB) (*Conn, *tls.Conn) {
	c, socket := dial(t)
	peer := tls.Server(socket, shown(t))
	shaken := make(chan error, 1)
	go func() { shaken <- peer.Handshake() }()
	if err := c.Secure(tls.Client, anybody); err != nil {
		t.Fatal(err)
	}
	if err := <-shaken; err != nil {
		t.Fatal(err)
	}
	return c, peer
}

func TestTLSBothSides(t *testing.T) {
	for name, shake := range map[string]func(testing.TB) (*Conn, *tls.Conn){"server": secured, "client": securing} {
		t.Run(name, func(t *testing.T) {
			c, peer := shake(t)
			if state := c.TLS(); state == nil || state.Version != tls.VersionTLS13 || state.ServerName != "mx.example" {
				t.Errorf("state %+v", state)
			}
			go io.WriteString(peer, "NOOP\r\nQUIT\r\n")
			for _, want := range []string{"NOOP\r\n", "QUIT\r\n"} {
				if line, err := c.ReadLine(512); string(line) != want || err != nil {
					t.Errorf("%q, %v", line, err)
				}
			}
			c.Write([]byte("221 bye\r\n"))
			c.Close()
			if p, err := io.ReadAll(peer); string(p) != "221 bye\r\n" || err != nil {
				t.Errorf("the peer heard %q, %v", p, err)
			}
		})
	}
}

func TestNoTLSInClear(t *testing.T) {
	if c, _ := dial(t); c.TLS() != nil {
		t.Error("a connection in clear has a TLS state")
	}
}

// Content comes through in records and pieces of any size as it went in.
func TestTLSContent(t *testing.T) {
	for _, size := range []int{0, 1, lineBuffer - 1, lineBuffer, lineBuffer + 1, contentBuffer, 1 << 20} {
		c, peer := secured(t)
		var sent bytes.Buffer
		for sent.Len() < size {
			sent.WriteString("a line of a message, and its end\r\n")
		}
		go func() {
			io.WriteString(peer, "DATA\r\n"+sent.String()+".\r\nQUIT\r\n")
		}()
		if line, err := c.ReadLine(512); string(line) != "DATA\r\n" || err != nil {
			t.Fatalf("%q, %v", line, err)
		}
		h := hear(t, c.Content(never, time.Time{}, false))
		if want := sent.String() + ".\r\n"; string(h.pieces) != want || h.err != nil || !h.end {
			t.Errorf("%d octets: heard %d, %v", sent.Len(), len(h.pieces), h.err)
		}
		if line, err := c.ReadLine(512); string(line) != "QUIT\r\n" || err != nil {
			t.Errorf("%q, %v", line, err)
		}
	}
}

// What TLS says by itself behind the handshake, such as tickets, is nothing that the peer has said.
func TestTLSPending(t *testing.T) {
	c, peer := securing(t)
	if sign := c.Pending(); sign != Silent {
		t.Errorf("behind the handshake: %v", sign)
	}
	io.WriteString(peer, "4")
	if err := c.raw.Read(readable); err != nil {
		t.Fatal(err)
	}
	if sign := c.Pending(); sign != Spoke {
		t.Errorf("behind one octet: %v", sign)
	}
	go io.WriteString(peer, "21 bye\r\n")
	if line, err := c.ReadLine(512); string(line) != "421 bye\r\n" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
	peer.CloseWrite()
	if err := c.raw.Read(readable); err != nil {
		t.Fatal(err)
	}
	if sign := c.Pending(); sign != Gone {
		t.Errorf("behind close_notify: %v", sign)
	}
}

// A buffer that was used up to its last octet has room for what comes next.
func TestTLSPendingBehindFullBuffer(t *testing.T) {
	c, peer := secured(t)
	io.WriteString(peer, strings.Repeat("x", lineBuffer)) // one record, which fills it
	if p, err := c.ReadOctets(lineBuffer); len(p) != lineBuffer || err != nil {
		t.Fatalf("%d octets, %v", len(p), err)
	}
	if sign := c.Pending(); sign != Silent {
		t.Errorf("behind the octets: %v", sign)
	}
	io.WriteString(peer, "NOOP\r\n")
	if err := c.raw.Read(readable); err != nil {
		t.Fatal(err)
	}
	if sign := c.Pending(); sign != Spoke {
		t.Errorf("behind a line: %v", sign)
	}
	if line, err := c.ReadLine(512); string(line) != "NOOP\r\n" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
}

// Who has written up to a deadline goes on behind it, as in clear: a record that was begun is finished, and nothing is said twice.
func TestTLSWriteGoesOnBehindDeadline(t *testing.T) {
	c, peer := secured(t)
	said := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	rest, late := said, 0
	heard := make(chan []byte, 1)
	for len(rest) > 0 {
		c.WriteBy(time.Now().Add(time.Millisecond))
		n, err := c.Write(rest)
		rest = rest[n:]
		switch {
		case err == nil:
		case !errors.Is(err, os.ErrDeadlineExceeded) || late > 10_000:
			t.Fatalf("%v, with %d octets to go", err, len(rest))
		case late == 0:
			go func() {
				p, _ := io.ReadAll(peer)
				heard <- p
			}()
			fallthrough
		default:
			late++
		}
	}
	c.Close()
	if p := <-heard; !bytes.Equal(p, said) {
		t.Errorf("%d octets were heard, of %d", len(p), len(said))
	}
	if late == 0 {
		t.Error("the peer could take all of it at once")
	}
}

// What TLS says by itself to a peer that doesn't read, as to one who asks for new keys again and again, isn't kept without end.
func TestTLSAnswersToDeafPeer(t *testing.T) {
	c, _ := secured(t)
	var err error
	for err == nil {
		_, err = c.tls.Write(make([]byte, 1000))
	}
	if !errors.Is(err, errUnread) || len(c.cipher.unsent) > maxUnsent {
		t.Errorf("%v, with %d octets unsent", err, len(c.cipher.unsent))
	}
}

// Whatever was said in clear before is no part of what is said under TLS (CVE-2011-0411).
func TestPlaintextIsNotTLS(t *testing.T) {
	for _, residue := range []string{"RSET\r\n", "x"} {
		c, peer := dial(t)
		io.WriteString(peer, "STARTTLS\r\n"+residue)
		if _, err := c.ReadLine(512); err != nil {
			t.Fatal(err)
		}
		if sign := c.Pending(); sign != Spoke {
			t.Fatalf("%q behind the line: %v", residue, sign)
		}
		if err := c.Secure(tls.Server, shown(t)); err != ErrPlaintext {
			t.Errorf("%q: %v", residue, err)
		}
	}
}

func TestSecureFails(t *testing.T) {
	c, peer := dial(t)
	io.WriteString(peer, "EHLO in.clear\r\n")
	if err := c.Secure(tls.Server, shown(t)); err == nil {
		t.Fatal("shook hands with words in clear")
	}
	if n, err := c.Write([]byte("250 ok\r\n")); err == nil {
		t.Errorf("wrote %d octets behind a failed handshake", n)
	}
}

func TestSecureTakesItsTime(t *testing.T) {
	c, _ := dial(t)
	c.ReadBy(past)
	if err := c.Secure(tls.Server, shown(t)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a silent client: %v", err)
	}
}

// A deadline counts also for a peer that never stops talking, and the connection is whole behind it.
func TestTLSDeadline(t *testing.T) {
	c, peer := secured(t)
	io.WriteString(peer, "NOOP\r\n")
	c.ReadBy(past)
	if _, err := c.ReadLine(512); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("behind its time: %v", err)
	}
	c.ReadBy(time.Time{})
	if line, err := c.ReadLine(512); string(line) != "NOOP\r\n" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
}

func TestTLSAbort(t *testing.T) {
	c, _ := secured(t)
	c.Abort(0)
	if _, err := c.Write([]byte("250 ok\r\n")); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("wrote behind an abort: %v", err)
	}
	if _, err := c.ReadLine(512); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read behind an abort: %v", err)
	}
}

func TestTLSHoldsNoBufferWhileIdle(t *testing.T) {
	c, s, peer, g := gathered(t, tls.VersionTLS13, true)
	io.WriteString(peer, "NOOP\r\n")
	s.segments = [][]byte{g.said.Bytes()}
	if _, err := c.ReadLine(512); err != nil {
		t.Fatal(err)
	}
	waits := false
	s.waiting = func() {
		if waits = true; c.buf != nil {
			t.Error("a buffer is held for a silent peer")
		}
	}
	if _, err := c.ReadLine(512); err == nil || !waits {
		t.Errorf("%v, and it has waited: %v", err, waits)
	}
}

// A connection that is cut without close_notify in the middle of content has no end of content (RFC 8446, section 6.1).
func TestTLSCut(t *testing.T) {
	c, peer := secured(t)
	io.WriteString(peer, "half a line")
	peer.NetConn().Close()
	if h := hear(t, c.Content(never, time.Time{}, false)); h.end || h.err == nil {
		t.Errorf("content that was cut: %+v", h)
	}
}

func BenchmarkTLSExchange(b *testing.B) {
	c, peer := secured(b)
	line := []byte(strings.Repeat("x", 40) + "\r\n")
	go io.Copy(peer, peer)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Write(line); err != nil {
			b.Fatal(err)
		}
		if _, err := c.ReadLine(512); err != nil {
			b.Fatal(err)
		}
	}
}
