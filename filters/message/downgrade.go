package message

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Downgrade makes m 7-bit, edits included, for a server that lacks 8BITMIME (RFC 6152, section 3): content past ASCII becomes
// quoted-printable or base64. What decoders make of the parts stays; a signature of DKIM or ARC over them breaks, as [Broken]
// tells. It is an error, and m stays as it is, where that can't be done: octets past ASCII in a header or between parts, in
// what is signed or encrypted, in a message that isn't analysable, or more than [MaxMade] of them.
func Downgrade(m *Message) ([]Edit, error) {
	if eight, err := hasEight(m); !eight || err != nil {
		return nil, err
	}
	trial := Clone(m)
	trial.Parts()
	h := trial.m.hook
	for n := h.lazy.tree.root; n != nil && h.own.err == nil && h.parts != nil; n = n.follow() {
		if n.kind != leaf {
			h.relabel(n)
		}
	}
	for _, p := range h.parts {
		if err := p.p.downgrade(); err != nil {
			return nil, err
		}
	}
	edits, err := Edits(m, trial)
	if err != nil {
		return nil, err
	}
	switch eight, err := hasEight(trial); {
	case err != nil:
		return nil, err
	case eight:
		return nil, errors.New("message: octets past ASCII in a header or between parts can't be made 7-bit")
	}
	*m = *trial
	return edits, nil
}

// hasEight tells whether there are octets past ASCII in what goes on.
func hasEight(m *Message) (bool, error) {
	content, _ := Wire(m)
	return holdsEight(content)
}

func holdsEight(r io.Reader) (bool, error) {
	buf := make([]byte, lineBlock)
	for {
		n, err := r.Read(buf)
		for _, c := range buf[:n] {
			if c >= utf8.RuneSelf {
				return true, nil
			}
		}
		switch {
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, err
		}
	}
}

// relabel makes a multipart or a message say that it is 7-bit, where it says something else.
func (h *hook) relabel(n *node) {
	p := &part{hook: h, n: n}
	if label := p.label(); label != "8bit" && label != "binary" {
		return
	}
	if p.head().Set("Content-Transfer-Encoding", "7bit"); p.own != nil {
		h.branches = append(h.branches, p)
	}
}

// label is the declared encoding in lower case.
func (p *part) label() string {
	raw, _ := firstOf(p.came(), "Content-Transfer-Encoding", p.hook.src.Stuffed)
	return encodingOf(raw)
}

// isComposite tells a type that may not be encoded (RFC 2045, section 6.4), though no part of it could be read.
func isComposite(media string) bool {
	return strings.HasPrefix(media, "multipart/") || strings.HasPrefix(media, "message/")
}

// downgrade encodes the content where it has octets past ASCII.
func (p *part) downgrade() error {
	if p.n.encoding != asItIs || isComposite(p.n.media) {
		return nil
	}
	switch eight, err := holdsEight(p.reader()); {
	case err != nil:
		return err
	case !eight:
		return nil
	case p.n.signed() != nil:
		return fmt.Errorf("message: part %s has octets past ASCII and is signed or encrypted", p.n.place())
	case !p.hook.allows(int(min(p.n.end-p.n.body, MaxMade+1))):
		return p.hook.own.err
	}
	octets, err := io.ReadAll(p.reader())
	if err != nil {
		return err
	}
	text, encoding := inBase64(string(octets)), "base64"
	if strings.HasPrefix(p.n.media, "text/") && isLegible(string(octets)) && isLines(string(octets), len(octets)) {
		text, encoding = inQuoted(string(octets), false), "quoted-printable"
	}
	p.head().Set("Content-Transfer-Encoding", encoding)
	p.mime()
	p.editing("").recoded = &text
	return nil
}
