package proxytest

import (
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var _ wire.Clock = (*Clock)(nil)

// pair is a wrapped connection and its peer.
func pair(t *testing.T, c *Clock) (wrapped *conn, peer *net.TCPConn) {
	t.Helper()
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dialled, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	wrapped = c.Conn(accepted).(*conn)
	t.Cleanup(func() { wrapped.Close(); dialled.Close() })
	return wrapped, dialled.(*net.TCPConn)
}

// reading reads once in the background.
func reading(w net.Conn) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := w.Read(make([]byte, 10))
		done <- err
	}()
	return done
}

func TestReadDeadline(t *testing.T) {
	c := NewClock()
	w, _ := pair(t, c)
	w.SetReadDeadline(c.Now().Add(time.Minute))
	done := reading(w)
	if err := c.Advance(59 * time.Second); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		t.Fatalf("too early: %v", err)
	default:
	}
	if err := c.Advance(time.Second); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("have %v, want a deadline exceeded", err)
	}
	if want := Epoch.Add(time.Minute); !c.Now().Equal(want) {
		t.Errorf("now is %v, want %v", c.Now(), want)
	}
}

// An expired deadline stays so until another is set; the words are not lost.
func TestExpiredDeadline(t *testing.T) {
	c := NewClock()
	w, peer := pair(t, c)
	io.WriteString(peer, "words")
	w.SetDeadline(time.Unix(1, 0))
	if _, err := w.Read(make([]byte, 10)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read: have %v", err)
	}
	if _, err := w.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("write: have %v", err)
	}
	w.SetDeadline(time.Time{})
	b := make([]byte, 10)
	if n, err := w.Read(b); err != nil || string(b[:n]) != "words" {
		t.Errorf("have %q, %v", b[:n], err)
	}
}

func TestWriteDeadline(t *testing.T) {
	c := NewClock()
	w, _ := pair(t, c)
	w.SetWriteDeadline(c.Now().Add(time.Second))
	done := make(chan error, 1)
	go func() {
		n, err := w.Write(make([]byte, 64<<20))
		if n <= 0 {
			err = errors.New("nothing was written")
		}
		done <- err
	}()
	if err := c.Advance(time.Second); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("have %v", err)
	}
}

// Waiting in the raw connection is waiting too.
func TestRawRead(t *testing.T) {
	c := NewClock()
	w, _ := pair(t, c)
	raw, err := w.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	w.SetReadDeadline(c.Now().Add(time.Hour))
	done := make(chan error, 1)
	go func() {
		done <- raw.Read(func(fd uintptr) bool {
			_, err := unix.Read(int(fd), make([]byte, 1))
			return err != unix.EAGAIN
		})
	}()
	if err := c.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("have %v", err)
	}
}

// What falls due happens in order, and what is set meanwhile as if it had been there.
func TestAdvanceInOrder(t *testing.T) {
	c := NewClock()
	w, _ := pair(t, c)
	var times []time.Duration
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 3 {
			<-c.After(time.Second)
			times = append(times, c.Now().Sub(Epoch))
		}
		w.SetReadDeadline(c.Now().Add(4 * time.Second))
		w.Read(make([]byte, 1))
		times = append(times, c.Now().Sub(Epoch))
		w.Close()
	}()
	if err := c.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	<-done
	want := []time.Duration{time.Second, 2 * time.Second, 3 * time.Second, 7 * time.Second}
	if !slices.Equal(times, want) {
		t.Errorf("have %v, want %v", times, want)
	}
}

// A time that another goroutine awaits doesn't make one rest that is at work.
func TestWorkIsNoRest(t *testing.T) {
	c := NewClock()
	w, peer := pair(t, c)
	ticker := c.After(time.Hour)
	w.SetReadDeadline(c.Now().Add(2 * time.Hour))
	io.WriteString(peer, "words")
	w.Read(make([]byte, 10))
	c.mu.Lock()
	if c.resting() {
		t.Error("it rests, but nobody waits")
	}
	c.mu.Unlock()
	done := reading(w)
	if err := c.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	<-ticker
	w.Close()
	<-done
}

func TestRestless(t *testing.T) {
	c := NewClock()
	c.Patience = time.Millisecond
	w, _ := pair(t, c)
	done := reading(w) // without a deadline
	err := c.Advance(time.Hour)
	if err == nil || !strings.Contains(err.Error(), "time can't pass") {
		t.Errorf("have %v", err)
	}
	if !c.Now().Equal(Epoch) {
		t.Errorf("time has passed: %v", c.Now())
	}
	w.Close()
	<-done
}

func TestAfterNothing(t *testing.T) {
	c := NewClock()
	for _, d := range []time.Duration{0, -time.Second} {
		if at := <-c.After(d); !at.Equal(Epoch) {
			t.Errorf("After(%v) rings at %v", d, at)
		}
	}
}

// The rest of a connection is that of TCP.
func TestConnIsTCP(t *testing.T) {
	c := NewClock()
	w, peer := pair(t, c)
	if w.RemoteAddr().String() != peer.LocalAddr().String() || w.LocalAddr().String() != peer.RemoteAddr().String() {
		t.Errorf("have %v and %v", w.LocalAddr(), w.RemoteAddr())
	}
	if n, err := w.Write([]byte("words")); n != 5 || err != nil {
		t.Errorf("have %d, %v", n, err)
	}
	w.CloseWrite()
	if b, err := io.ReadAll(peer); string(b) != "words" || err != nil {
		t.Errorf("have %q, %v", b, err)
	}
	peer.CloseWrite()
	if n, err := w.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Errorf("have %d, %v, want EOF", n, err)
	}
	w.SetLinger(0)
	if err := w.NetConn().SetNoDelay(true); err != nil {
		t.Error(err)
	}
	w.Close()
	if _, err := w.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("have %v", err)
	}
}
