package wire

import (
	"cmp"
	"errors"
	"io"
	"os"
	"time"
)

// ErrNUL is a NUL byte in content (RFC 5321, section 4.5.2, allows no such thing without BINARYMIME).
var ErrNUL = errors.New("NUL in content")

// ErrWoken says that a wait for content has ended before its time: by [Conn.Wake], or at the time given to Alarm. Next may be called again.
var ErrWoken = errors.New("woken")

// contentBlock is how much must come within one deadline: a peer that drips single bytes is not waited for for ever.
const contentBlock = 4 << 10

// ContentReader reads dot-terminated content from a connection, in its wire form. What it hands out has a settled meaning: a CR, or a dot
// that begins a line, is kept back until what follows is known. So a piece can be written on, and the end of content is in a piece
// only if all of it is. [Conn.Content] and [Conn.Multiline] differ in what is done about bytes that aren't canonical.
type ContentReader struct {
	c      *Conn
	per    time.Duration // for each contentBlock
	until  time.Time     // for all; zero: no such bound
	by     time.Time     // the deadline of this block; zero until it is waited for
	came   time.Time     // when the peer was waited for last
	set    bool          // on the connection: what is there already needs none
	alarm  time.Time     // when to be woken before it; zero: never
	got    int           // since the deadline was set
	scan   scanner
	manner manner
	defuse defuser // the manner of a Multiline
	raw    []byte  // what the last piece was made of
	added  int64   // octets handed out beyond those of the peer
	bad    error   // what Next has found wrong
	Size   int64   // octets of the peer handed out (before they were rewritten) or passed over, the final dot line included
}

// Content begins to read. Each block of content must come within per from when it is waited for, all of it before until, unless that is
// zero. With normalise a bare CR or LF becomes CRLF, and the line behind it is dot-stuffed; else it is [ErrBareNewline]. The reader may be
// used again for the connection's next content.
func (c *Conn) Content(per time.Duration, until time.Time, normalise bool) *ContentReader {
	if normalise {
		return c.content(per, until, &normaliser{})
	}
	return c.content(per, until, refuser{})
}

// Multiline begins to read the rest of a multi-line reply of a POP3 server, behind its status line (RFC 1939, section 3), in the time
// that Content gives. Only CRLF.CRLF ends it. A bare CR, a bare LF and a NUL are no errors and pass as they are; but a dot that is not the
// end and has CR or LF, or nothing, before it and CR or LF behind it gets one more dot before it: a lax client would take it for the end, and
// the rest of a mail for replies.
func (c *Conn) Multiline(per time.Duration, until time.Time) *ContentReader {
	b := c.content(per, until, nil)
	b.defuse.lone = true
	b.manner = &b.defuse
	return b
}

func (c *Conn) content(per time.Duration, until time.Time, m manner) *ContentReader {
	if c.reader == nil {
		c.reader = new(ContentReader)
	}
	*c.reader = ContentReader{c: c, per: per, until: until, manner: m}
	c.wide = true
	return c.reader
}

// Next waits for the next piece, valid until the next call. With end the piece is the last and ends in the dot line.
// [ErrBareNewline] and [ErrNUL] come before any byte of the piece that has it was handed out, and again if Next is called again: only
// Swallow goes on from there. So in what was handed out before, be it because each CR and LF stands in a CRLF or because lone dots are
// stuffed, no reader, however lax, finds an end. Behind the end it answers [io.EOF].
func (b *ContentReader) Next() (piece []byte, end bool, err error) {
	if b.bad != nil || b.scan.ended {
		return nil, b.scan.ended, cmp.Or(b.bad, io.EOF)
	}
	for {
		if p := b.c.unread(); len(p) > 0 {
			n, end, bad := b.manner.scan(&b.scan, p)
			if n = b.manner.settled(p[:n]); n > 0 {
				return b.hand(p[:n], end, bad)
			}
		}
		if err := b.more(); err == ErrWoken {
			return nil, false, err
		} else if err != nil {
			b.done()
			return nil, false, err
		}
	}
}

// hand gives out what was scanned, or says what is wrong with it. Bad bytes count as passed over.
func (b *ContentReader) hand(p []byte, end bool, bad error) ([]byte, bool, error) {
	b.Size += int64(len(p))
	b.raw = p
	b.c.r += len(p) // the bytes stay valid until more is read
	if b.scan.ended = end; end {
		b.done()
	}
	out, err := b.manner.piece(p, end, bad)
	if b.bad = err; err != nil {
		return nil, end, err
	}
	b.added += int64(len(out) - len(p))
	return out, end, nil
}

// Raw are the peer's octets that the last piece was made of: the piece itself, unless it was rewritten. Valid until the next call of Next.
func (b *ContentReader) Raw() []byte { return b.raw }

// Added is how many octets were handed out beyond those of the peer. Of a Multiline each is a dot before a line that a lax client would
// have taken for the end.
func (b *ContentReader) Added() int64 { return b.added }

// Dots is how many of Size are dots that begin a line and are there by stuffing (RFC 5321, section 4.5.2).
func (b *ContentReader) Dots() int64 { return b.scan.dots }

// Swallow reads on to the true end of the content, if it has not been read yet. Once more than limit octets were read in all without an
// end, it is [ErrEndless]. After [ErrWoken] it may be called again.
func (b *ContentReader) Swallow(limit int64) error {
	for !b.scan.ended {
		if b.Size > limit {
			b.done()
			return ErrEndless
		}
		if p := b.c.unread(); len(p) > 0 {
			n, end, _ := b.scan.scan(p)
			b.Size += int64(n)
			b.c.used(n)
			b.scan.ended = end
			if n > 0 || end {
				continue
			}
		}
		if err := b.more(); err != nil {
			if err != ErrWoken {
				b.done()
			}
			return err
		}
	}
	b.done()
	return nil
}

// Alarm makes Next return [ErrWoken] when nothing has come until t; the zero Time: no alarm. The deadlines stay.
func (b *ContentReader) Alarm(t time.Time) {
	b.alarm, b.set = t, false
}

// more waits for more bytes, and sets a new deadline when a block has come.
func (b *ContentReader) more() error {
	b.spare()
	if !b.set {
		b.wait()
	}
	if err := b.c.fill(); err != nil {
		if errors.Is(err, os.ErrDeadlineExceeded) && b.c.clock.Now().Before(b.by) {
			b.c.woken.Store(false)
			b.Alarm(time.Time{})
			return ErrWoken
		}
		return err
	}
	b.came = b.c.clock.Now()
	if b.got += b.c.n; b.got >= contentBlock {
		b.arm()
	}
	return nil
}

// arm gives the next block its time.
func (b *ContentReader) arm() {
	b.got, b.by, b.set = 0, time.Time{}, false
}

func (b *ContentReader) dueBy(t time.Time) {
	if !b.until.IsZero() && b.until.Before(t) {
		t = b.until
	}
	b.by, b.set = t, false
}

// spare leaves the peer the time that it had when it wasn't waited for any more: where the other leg didn't read for long, the deadline would be over
// although the bytes are there.
func (b *ContentReader) spare() {
	if now := b.c.clock.Now(); b.came.Before(b.by) && !now.Before(b.by) {
		b.dueBy(now.Add(b.by.Sub(b.came)))
		b.came = now
	}
}

func (b *ContentReader) wait() {
	if b.by.IsZero() {
		b.came = b.c.clock.Now()
		b.dueBy(b.came.Add(b.per))
	}
	b.set = true
	if !b.alarm.IsZero() && b.alarm.Before(b.by) {
		b.c.readBy(b.alarm)
		return
	}
	b.c.readBy(b.by)
}

func (b *ContentReader) done() { b.c.wide = false }

// ReadOctets waits for octets of a chunk (RFC 3030) and hands out at most limit of them, valid until the next call. For none it does not
// wait.
func (c *Conn) ReadOctets(limit int64) ([]byte, error) {
	if limit <= 0 {
		return nil, nil
	}
	c.wide = limit > lineBuffer
	defer func() { c.wide = false }()
	if len(c.unread()) == 0 {
		if err := c.fill(); err != nil {
			return nil, err
		}
	}
	p := c.unread()
	p = p[:min(int64(len(p)), limit)]
	c.r += len(p)
	return p, nil
}
