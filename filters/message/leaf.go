package message

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
)

// part is a leaf as one hook has it.
type part struct {
	hook   *hook
	n      *node
	fields []field // as the hook got them, once somebody has asked
	own    *Header // with the hook's edits, once somebody has asked; of a root it is the message's
	edit   *partEdit
}

// came are the fields of the part as the hook got them.
func (p *part) came() []field {
	switch {
	case p.hook == nil:
		return nil
	case p.n.up == nil:
		return p.hook.seen.fields
	case p.fields == nil:
		body := p.hook.body()
		fields, _, err := readFields(body, p.n.head, p.n.body, p.hook.src.Stuffed, p.hook.behindBareLF(p.n.head))
		if err != nil {
			p.hook.own.fail(err)
		}
		p.fields = fields
	}
	return p.fields
}

// head is the header with the hook's edits.
func (p *part) head() *Header {
	if p.hook == nil {
		return &Header{}
	}
	if p.n.up == nil {
		return p.hook.own
	}
	if p.own == nil {
		fields := p.came()
		p.own = &Header{src: p.hook.src, fields: fields, next: len(fields), closed: p.hook.own.closed}
	}
	return p.own
}

// before is what stands in the two octets before a place in the body.
func (h *hook) before(at int64) string {
	w := weaver{old: h.body(), start: h.src.bodyStart()}
	before := w.before(at)
	if w.err != nil {
		h.own.fail(w.err)
	}
	return before
}

func (h *hook) behindBareLF(at int64) bool { return h.before(at) != "\r\n" }

func (p *part) media() string {
	if p.hook == nil {
		return ""
	}
	return p.n.media
}

func (p *part) signed() []string {
	if p.hook == nil {
		return nil
	}
	return p.n.signed()
}

// reader reads the decoded content.
func (p *part) reader() io.Reader {
	if p.hook == nil {
		return failing{errZeroPart}
	}
	return decoded(p.coded(p.n.body, p.n.end), p.n.encoding)
}

// coded reads what stands between two places of the content, without stuffing.
func (p *part) coded(from, to int64) io.Reader {
	at := inText
	if p.hook.src.Stuffed && !p.hook.behindBareLF(from) {
		at = lineStart
	}
	return p.hook.src.unstuffed(&span{p.hook.body(), from, to}, at)
}

// sniffed is how many octets tell a type.
const sniffed = 3072

func (p *part) detected() string {
	start, err := io.ReadAll(io.LimitReader(p.reader(), sniffed))
	if err != nil {
		return ""
	}
	media, _, _ := strings.Cut(mimetype.Detect(start).String(), ";")
	return media
}

func (p *part) names() []string {
	if p.hook == nil {
		return nil
	}
	return readNames(p.came(), p.hook.src.Stuffed)
}

func (p *part) attachment() bool {
	if p.hook == nil {
		return false
	}
	return !strings.HasPrefix(p.n.media, "text/") || p.disposition() == "attachment" || len(p.names()) > 0
}

// disposition is the declared one in lower case (RFC 2183).
func (p *part) disposition() string {
	raw, _ := firstOf(p.came(), "Content-Disposition", p.hook.src.Stuffed)
	v := cutValue(raw)
	return v.main
}

func (p *part) size() int64 {
	n, err := io.Copy(io.Discard, p.reader())
	if err != nil {
		return -1
	}
	return n
}

func (p *part) sum() string {
	h := sha256.New()
	if _, err := io.Copy(h, p.reader()); err != nil {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func sumOf(octets string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(octets)))
}

func (p *part) text() string {
	octets, err := io.ReadAll(io.LimitReader(p.reader(), MaxText+utf8.UTFMax))
	if err != nil && len(octets) == 0 {
		return ""
	}
	return Cut(toUTF8(octets, p.n.charset), MaxText)
}
