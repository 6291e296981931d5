package wire

import (
	"io"
	"testing"
)

// noticed waits until the peer shows a sign at the socket; nothing is read.
func noticed(t *testing.T, c *Conn) {
	t.Helper()
	if err := c.raw.Read(func(fd uintptr) bool { return peek(int(fd)) != Silent }); err != nil {
		t.Fatal(err)
	}
}

func expectSign(t *testing.T, c *Conn, want Sign) {
	t.Helper()
	for range 2 { // asking changes nothing
		if got := c.Pending(); got != want {
			t.Errorf("sign %d, want %d", got, want)
		}
	}
}

// A peer that says its last word and goes has spoken until that is read.
func TestPending(t *testing.T) {
	c, peer := dial(t)
	expectSign(t, c, Silent)
	peer.Write([]byte("250 OK\r\n421 "))
	noticed(t, c)
	expectSign(t, c, Spoke)
	var r Reply
	if err := c.ReadReply(&r); err != nil {
		t.Fatal(err)
	}
	expectSign(t, c, Spoke)
	peer.Write([]byte("bye\r\n"))
	peer.Close()
	if err := c.ReadReply(&r); err != nil || r.Code != 421 {
		t.Fatalf("%+v, %v", r, err)
	}
	noticed(t, c)
	expectSign(t, c, Gone)
	if err := c.ReadReply(&r); err != io.EOF {
		t.Error(err)
	}
	expectSign(t, c, Gone)
}

func TestPendingReset(t *testing.T) {
	c, peer := dial(t)
	peer.SetLinger(0)
	peer.Close()
	if _, err := c.ReadLine(512); err == nil {
		t.Error("a reset is no word")
	}
	expectSign(t, c, Gone)
}

// The few bytes that are kept without a buffer count.
func TestPendingKept(t *testing.T) {
	c := inMemory([][]byte{[]byte("25")})
	if _, err := c.ReadLine(512); err != io.EOF {
		t.Error(err)
	}
	c.giveBack()
	if c.buf != nil || c.nkept != 2 {
		t.Fatalf("%d bytes kept", c.nkept)
	}
	expectSign(t, c, Spoke)
}

func TestPendingClosed(t *testing.T) {
	c, _ := dial(t)
	c.Close()
	expectSign(t, c, Broken)
}
