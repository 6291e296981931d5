package sessiontest

import (
	"bufio"
	"crypto/tls"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// Client is a test's end of a connection.
type Client struct {
	*net.TCPConn
	R *bufio.Reader // reads it

	secure *tls.Conn // once it is

	t     testing.TB
	reply func(*bufio.Reader) (string, error)
}

// Dial connects to a listener. What one reply is, is told by the function that reads one; what came before an error it returns too. The
// connection is closed with the test.
func Dial(t testing.TB, l net.Listener, reply func(*bufio.Reader) (string, error)) *Client {
	t.Helper()
	leaktest.Check(t)
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.SetDeadline(time.Now().Add(Patience))
	t.Cleanup(func() { c.Close() })
	return &Client{TCPConn: c.(*net.TCPConn), R: bufio.NewReaderSize(c, 64<<10), t: t, reply: reply}
}

// Secure begins TLS, whoever the other end is.
func (c *Client) Secure() {
	c.t.Helper()
	c.SecureAs("gate.example")
}

// SecureAs asks for a server by SNI.
func (c *Client) SecureAs(name string) {
	c.t.Helper()
	c.secure = tls.Client(c.TCPConn, &tls.Config{InsecureSkipVerify: true, ServerName: name})
	if err := c.secure.Handshake(); err != nil {
		c.t.Fatal(err)
	}
	c.R.Reset(c.secure)
}

// Write writes under TLS where that was begun.
func (c *Client) Write(p []byte) (int, error) {
	if c.secure != nil {
		return c.secure.Write(p)
	}
	return c.TCPConn.Write(p)
}

// Say writes lines, each with its CRLF, in one go.
func (c *Client) Say(lines ...string) {
	c.t.Helper()
	c.Raw(strings.Join(lines, "\r\n") + "\r\n")
}

// Raw writes text as it is, in one go.
func (c *Client) Raw(text string) {
	c.t.Helper()
	if _, err := io.WriteString(c, text); err != nil {
		c.t.Fatalf("saying %.60q: %v", text, err)
	}
}

// Hears wants one reply for each of the given beginnings.
func (c *Client) Hears(wants ...string) {
	c.t.Helper()
	for _, want := range wants {
		got, err := c.reply(c.R)
		if err != nil || !strings.HasPrefix(got, want) {
			c.t.Fatalf("heard %q, %v; want %q", got, err, want)
		}
	}
}

// HearsEnd wants the connection to be closed, and nothing said before.
func (c *Client) HearsEnd() {
	c.t.Helper()
	if got, err := c.reply(c.R); err == nil || got != "" {
		c.t.Fatalf("heard %q, %v; want the end", got, err)
	}
}

// Segments writes text in pieces: at most 50 of up to 40 octets, which cuts decides, and then the rest; 0: in one go. It gives up where
// the other end has closed.
func Segments(w io.Writer, cuts uint16, text string) {
	random := rand.New(rand.NewPCG(uint64(cuts), 0))
	for n := 0; text != ""; n++ {
		size := len(text)
		if n < 50 && cuts != 0 {
			size = min(size, 1+random.IntN(40))
		}
		if _, err := io.WriteString(w, text[:size]); err != nil {
			return
		}
		text = text[size:]
	}
}
