package wire

import (
	"bytes"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// again is a socket whose peer says the same bytes again and again, whole segments of a read each.
type again struct {
	c    *Conn
	said []byte
	at   int
}

func (a *again) Control(func(uintptr)) error    { return nil }
func (a *again) Write(func(uintptr) bool) error { return nil }

func (a *again) Read(func(uintptr) bool) error {
	c := a.c
	c.take()
	c.n = copy(c.buf[c.w:], a.said[a.at:])
	c.w += c.n
	a.at = (a.at + c.n) % len(a.said)
	return nil
}

func saysAgain(said string) *Conn {
	a := &again{said: []byte(said)}
	a.c = &Conn{c: timeless{}, raw: a, clock: RealClock{}}
	return a.c
}

var texts = []struct{ name, line string }{
	{"text", strings.Repeat("x", 70) + "\r\n"},
	{"base64", strings.Repeat("QUJD", 19) + "\r\n"},
	{"names", strings.Repeat("www.b.de", 9) + "\r\n"},
	{"short", "ab\r\n"},
	{"dots", "..\r\n"},
}

// Bad bytes must not cost more than good ones: who sends them may send many.
var junk = []struct{ name, line string }{
	{"CR", "\r"}, {"LF", "\n"}, {"CRCRLF", "\r\r\n"}, {"CR.", "\r."}, {"CRLF.CR", "\r\n.\r"},
}

func BenchmarkContent(b *testing.B) {
	for _, text := range texts {
		for _, normalise := range []bool{false, true} {
			b.Run(text.name+map[bool]string{true: "/normalise"}[normalise], func(b *testing.B) {
				said := strings.Repeat(text.line, contentBuffer/len(text.line))
				content := saysAgain(said).Content(never, time.Time{}, normalise)
				content.Next()
				b.SetBytes(contentBuffer)
				b.ReportAllocs()
				for begin := content.Size; content.Size-begin < int64(b.N)*contentBuffer; {
					if _, _, err := content.Next(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkMultiline has the junk, too: all of it passes, and dots among it are stuffed.
func BenchmarkMultiline(b *testing.B) {
	lone := []struct{ name, line string }{{"LF.", "\n."}, {"LF.x", "\n.x"}}
	for _, text := range slices.Concat(texts, junk, lone) {
		b.Run(text.name, func(b *testing.B) {
			content := saysAgain(strings.Repeat(text.line, contentBuffer/len(text.line))).Multiline(never, time.Time{})
			content.Next()
			b.SetBytes(contentBuffer)
			b.ReportAllocs()
			for begin := content.Size; content.Size-begin < int64(b.N)*contentBuffer; {
				if _, _, err := content.Next(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSwallow(b *testing.B) {
	for _, text := range junk {
		b.Run(text.name, func(b *testing.B) {
			content := saysAgain(strings.Repeat(text.line, contentBuffer/len(text.line))).Content(never, time.Time{}, false)
			b.SetBytes(contentBuffer)
			b.ReportAllocs()
			if err := content.Swallow(int64(b.N) * contentBuffer); err != ErrEndless {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkContentTCP has the kernel's part in it.
func BenchmarkContentTCP(b *testing.B) {
	c, peer := dial(b)
	said := bytes.Repeat([]byte(texts[0].line), contentBuffer/len(texts[0].line))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for err := error(nil); err == nil; {
			_, err = peer.Write(said)
		}
	}()
	content := c.Content(never, time.Time{}, false)
	b.SetBytes(int64(len(said)))
	b.ReportAllocs()
	for b.Loop() {
		for end := content.Size + int64(len(said)); content.Size < end; {
			if _, _, err := content.Next(); err != nil {
				b.Fatal(err)
			}
		}
	}
	c.Reset()
	<-done
}

func BenchmarkLine(b *testing.B) {
	c := saysAgain("MAIL FROM:<somebody@example.org> SIZE=1000\r\n")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.ReadLine(2048); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReply(b *testing.B) {
	for _, said := range []string{"250 2.1.0 OK\r\n", "250-mail.example\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250 8BITMIME\r\n"} {
		b.Run(said[:4], func(b *testing.B) {
			c := saysAgain(said)
			var r Reply
			b.ReportAllocs()
			for b.Loop() {
				if err := c.ReadReply(&r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStatus(b *testing.B) {
	c := saysAgain("+OK 120 octets\r\n")
	var s Status
	b.ReportAllocs()
	for b.Loop() {
		if err := c.ReadStatus(&s, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkExchange is a command and its reply over loopback, in one goroutine.
func BenchmarkExchange(b *testing.B) {
	c, peer := dial(b)
	command, reply, heard := []byte("NOOP\r\n"), []byte("250 OK\r\n"), make([]byte, 100)
	b.ReportAllocs()
	for b.Loop() {
		peer.Write(command)
		if _, err := c.ReadLine(512); err != nil {
			b.Fatal(err)
		}
		if c.Pending() != Silent {
			b.Fatal("not silent")
		}
		c.Write(reply)
		if _, err := io.ReadAtLeast(net.Conn(peer), heard, len(reply)); err != nil {
			b.Fatal(err)
		}
	}
}

// What passes through costs no allocation.
func TestNoAllocations(t *testing.T) {
	content := saysAgain(strings.Repeat(texts[0].line, 100)).Content(never, time.Time{}, false)
	normal := saysAgain(strings.Repeat("x\n.", 100)).Content(never, time.Time{}, true)
	multiline := saysAgain(strings.Repeat(texts[0].line, 100)+"a\n.b\r").Multiline(never, time.Time{})
	lone := saysAgain(strings.Repeat("x\n.\n", 100)).Multiline(never, time.Time{})
	statuses := saysAgain("+OK 120 octets\r\n")
	lines, replies, octets := saysAgain("NOOP\r\n"), saysAgain("250-a\r\n250 b\r\n"), saysAgain("octets")
	c, _ := dial(t)
	var r Reply
	var st Status
	for name, f := range map[string]func(){
		"Next":            func() { content.Next() },
		"Next, normalise": func() { normal.Next() },
		"Next, multiline": func() { multiline.Next() },
		"Next, lone dots": func() { lone.Next() },
		"ReadLine":        func() { lines.HasLine(); lines.ReadLine(512) },
		"ReadReply":       func() { replies.ReadReply(&r) },
		"ReadStatus":      func() { statuses.ReadStatus(&st, 0) },
		"ReadOctets":      func() { octets.ReadOctets(1 << 20) },
		"Pending":         func() { c.Pending() },
	} {
		if n := testing.AllocsPerRun(1000, f); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
