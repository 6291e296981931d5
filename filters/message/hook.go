package message

import (
	"errors"
	"fmt"
	"slices"
)

// hook is what one hook knows of a message's parts, and what it has done to them. It works on the message as the hook got it.
type hook struct {
	src   *source
	own   *Header // of the message, whose first error is the hook's
	seen  view
	lazy  *lazyTree
	parts []*Part
	// branches are multiparts and messages whose header has changed; only Downgrade has any.
	branches []*part
	made     int // octets that edits brought
	text     string
	html     string // of Banner
}

// sameTree tells whether a view has the tree that h has.
func (h *hook) sameTree(v view) bool {
	if h.seen.body != v.body {
		return false
	}
	return same(h.seen.fields, v.fields) || slices.EqualFunc(ofMIME(h.seen.fields), ofMIME(v.fields), func(a, b field) bool { return a.raw == b.raw })
}

// ofMIME are the fields that say what a message is made of.
func ofMIME(fields []field) (list []field) {
	for _, f := range fields {
		if f.is("Content-Type") || f.is("Content-Transfer-Encoding") || f.is("Content-Disposition") {
			list = append(list, f)
		}
	}
	return list
}

// tree is that of the message, read when it is asked first.
func (h *hook) tree() *tree {
	h.lazy.once.Do(func() {
		body := h.body()
		h.lazy.tree = readTree(h.src, h.seen.fields, body, body.size(), h.src.bodyStart() != "\r\n")
	})
	return &h.lazy.tree
}

// body is what the hook got.
func (h *hook) body() *woven {
	if h.seen.body != nil {
		return h.seen.body
	}
	at := int64(len(h.src.block))
	body := &woven{came: h.src.content}
	body.add(piece{at: at, n: h.src.size - at})
	return body
}

// fault is why there is no tree, or nil.
func (t *tree) fault() error {
	if t.over != nil {
		return t.over
	}
	return t.err
}

// Parts are the leaves of the MIME tree, depth first; messages in parts are entered. It reads all of the message when it is
// asked first, by any hook. Where Err isn't nil the hook counts as failed and there are none; in Header, where the body isn't
// there, too. Where a notice of a filter before replaces the message there are none.
func (m *Message) Parts() []*Part {
	h := m.m.hook
	if h == nil || m.m.src != h.src || h.seen.notice != nil {
		return nil
	}
	err := m.Err()
	if m.withoutBody() {
		err = errNoBody
	}
	if err != nil {
		h.own.fail(fmt.Errorf("asked for the parts: %w", err))
		return nil
	}
	return slices.Clone(h.leaves())
}

// leaves makes the parts, once.
func (h *hook) leaves() []*Part {
	if h.parts != nil {
		return h.parts
	}
	t := h.tree()
	all := make([]Part, 0, t.parts)
	for n := t.root; n != nil; n = n.follow() {
		if n.kind == leaf {
			all = append(all, Part{part{hook: h, n: n}})
			h.parts = append(h.parts, &all[len(all)-1])
		}
	}
	return h.parts
}

// allows tells whether an edit of a part that brings so many octets can be made; if not, the hook will count as failed.
func (h *hook) allows(octets int) bool {
	if h == nil || !h.own.open() {
		return false
	}
	if h.made += octets; h.made > MaxMade {
		h.own.fail(fmt.Errorf("edits of parts bring more than %d octets", MaxMade))
	}
	return h.own.err == nil
}

var errZeroPart = errors.New("message: a Part that Parts didn't give")
