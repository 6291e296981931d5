package message

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
)

// text makes the splices of a part whose header, text or banner has changed.
func (s *settling) text(p *part, e *partEdit) {
	switch {
	case e.text != nil && !p.reads(canonical(*e.text)):
		octets, coded := p.fit(canonical(*e.text), s.h.src.SevenBit)
		s.tell(p, sumOf(octets), e)
		s.header(p)
		s.splice(p.n.body, p.n.end, coded+s.separator(p.n))
	case e.recoded != nil:
		s.header(p)
		s.splice(p.n.body, p.n.end, *e.recoded+s.separator(p.n))
	case e.banner != nil:
		s.tell(p, p.sumWith(*e.banner), e)
		s.header(p)
		s.splices = append(s.splices, *e.banner)
	case p.own != nil && !same(p.came(), p.own.fields):
		s.header(p)
	}
	s.tellHeader(p, e)
}

// reads tells whether the part has that text already.
func (p *part) reads(text string) bool { return p.text() == text && p.size() <= MaxText }

// sumWith is the SHA-256 of the decoded content with a splice in it.
func (p *part) sumWith(s splice) string {
	coded := io.MultiReader(p.coded(p.n.body, s.from), strings.NewReader(s.text), p.coded(s.to, p.n.end))
	h := sha256.New()
	if _, err := io.Copy(h, decoded(coded, p.n.encoding)); err != nil {
		p.refuse(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// fit makes content of a text, in the part's charset and encoding where they can carry it; else it changes the header to say which of
// both is new.
func (p *part) fit(text string, sevenBit bool) (octets, coded string) {
	charset := p.n.charset
	octets, ok := encodeText(text, charset)
	if !ok {
		charset, octets = "utf-8", text
		p.head().setParameter("Content-Type", p.n.media, "charset", "; charset=utf-8")
		p.mime()
	}
	binary := !keepsASCII(charset)
	switch p.n.encoding {
	case base64Coded:
		return octets, inBase64(octets)
	case quotedPrintable:
		return octets, inQuoted(octets, binary)
	}
	if p.carries(octets, sevenBit) {
		return octets, octets
	}
	encoding := "base64"
	if coded = inBase64(octets); !binary && isLegible(octets) {
		coded, encoding = inQuoted(octets, false), "quoted-printable"
	}
	p.head().Set("Content-Transfer-Encoding", encoding)
	p.mime()
	return octets, coded
}

// carries tells whether the part's own encoding, which is none, passes octets as they are.
func (p *part) carries(octets string, sevenBit bool) bool {
	label := p.label()
	eight := (label == "8bit" || label == "binary") && !sevenBit
	return isLines(octets, lineLimit) && !p.n.collides(octets) && (eight || octetsPastASCII(octets) == 0)
}

// mime makes sure that what the header of the message says of content counts.
func (p *part) mime() {
	if h := p.head(); p.n.up == nil && h.index("MIME-Version") < 0 {
		h.Set("MIME-Version", "1.0")
	}
}
