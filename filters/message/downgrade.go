package message

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ErrEightBit is why a message can't be made 7-bit: what isn't ASCII stands in a header, between parts, in what is signed, or where
// the encoding isn't known.
var ErrEightBit = errors.New("there are 8-bit octets where they can't be encoded")

// ErrTooLong is why a message isn't made 7-bit: more than [MaxMade] octets would have to be encoded.
var ErrTooLong = fmt.Errorf("more than %d octets would have to be encoded", MaxMade)

// Downgrade makes a message 7-bit for a server without 8BITMIME (RFC 6152, section 3): the content of each part that has octets past ASCII is
// encoded, as quoted-printable where people could read that, else as base64, and decodes to the same octets; all else keeps its bytes. It tells which
// parts that were, and which signatures that breaks, as [Broken] does. An error changes nothing: [ErrEightBit], [ErrTooLong], a [*LimitError],
// or that the content can't be read. A message that is 7-bit already is left alone.
func Downgrade(m *Message) (parts, breaks []string, err error) {
	if is, err := sevenBit(m); is || err != nil {
		return nil, nil, err
	}
	c := Clone(m)
	if err := c.Err(); err != nil {
		return nil, nil, err
	}
	s := settling{h: c.m.hook}
	for n := s.h.tree().root; n != nil && s.err == nil; n = n.follow() {
		s.downgrade(n)
	}
	if err := errors.Join(s.err, c.m.own.err); err != nil {
		return nil, nil, err
	}
	if c.m.body, err = weave(s.h.body(), s.splices, s.h.src.Stuffed, s.h.src.bodyStart()); err != nil {
		return nil, nil, err
	}
	if is, err := sevenBit(c); err != nil || !is {
		return nil, nil, errors.Join(err, ErrEightBit)
	}
	for _, e := range s.edits {
		parts = append(parts, e.What)
	}
	c.m.broken = broken(c.m.src, current(m), current(c), nil)
	c.m.own.closed = true
	*m = *c
	return parts, Broken(c), nil
}

// sevenBit tells whether a message has ASCII only, as it goes on.
func sevenBit(m *Message) (bool, error) {
	content, _ := Wire(m)
	return isASCIIOnly(content)
}

func isASCIIOnly(r io.Reader) (bool, error) {
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		for _, octet := range buf[:n] {
			if octet >= utf8.RuneSelf {
				return false, nil
			}
		}
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return false, err
		}
	}
}

// downgrade encodes a part, or says of what is made of parts that they are encoded.
func (s *settling) downgrade(n *node) {
	p := part{hook: s.h, n: n}
	said, is := firstOf(p.came(), "Content-Transfer-Encoding", s.h.src.Stuffed)
	word := encodingWord(said)
	eight := word == "8bit" || word == "binary"
	switch {
	case n.smime || n.pgp, n.kind == leaf && isComposite(n.media): // these may not be encoded (RFC 1847, section 2.1; RFC 2045, section 6.4)
		if ok, err := isASCIIOnly(p.coded(n.body, n.end)); !ok || err != nil {
			s.err = errors.Join(err, ErrEightBit)
		}
	case n.kind != leaf:
		if eight {
			p.head().Set("Content-Transfer-Encoding", "7bit")
			s.header(&p)
		}
	case !is || eight || word == "" || word == "7bit":
		s.encode(&p)
	}
}

// isComposite tells a type whose parts aren't read because none are there.
func isComposite(media string) bool {
	return strings.HasPrefix(media, "multipart/") || strings.HasPrefix(media, "message/")
}

// encode encodes a leaf whose octets stand as they are.
func (s *settling) encode(p *part) {
	ok, err := isASCIIOnly(p.reader())
	if ok || err != nil {
		s.err = err
		return
	}
	octets, err := io.ReadAll(io.LimitReader(p.reader(), MaxMade+1))
	if err != nil {
		s.err = err
		return
	}
	if s.h.made += len(octets); s.h.made > MaxMade {
		s.err = ErrTooLong
		return
	}
	text := string(octets)
	coded, encoding := inBase64(text), "base64"
	if isLines(text, len(text)) && isLegible(text) {
		coded, encoding = inQuoted(text, false), "quoted-printable"
	}
	s.edits = append(s.edits, Edit{What: "part " + p.n.place() + " " + p.n.media})
	p.name(text)
	p.head().Set("Content-Transfer-Encoding", encoding)
	p.mime()
	s.header(p)
	s.splice(p.n.body, p.n.end, coded+s.separator(p.n))
}

// name says of a message that says nothing of its content what it is: else it would be read as ASCII. Where nobody knows the charset there is a
// name for that (RFC 1428, section 3).
func (p *part) name(text string) {
	if p.n.up != nil || p.head().index("Content-Type") >= 0 {
		return
	}
	charset := "unknown-8bit"
	if utf8.ValidString(text) {
		charset = "utf-8"
	}
	p.head().Set("Content-Type", "text/plain; charset="+charset)
}

// encodingWord is the encoding that a field says, in lower case.
func encodingWord(raw string) string {
	word, _ := cutOutside(unfold(raw))
	return strings.ToLower(strings.Trim(withoutComment(word), " \t\r\n"))
}
