package message

import "io"

// What this file, clean.go, record.go, wire.go and end.go export is for the program that hosts filters; scripts don't see it.

// Options say what content is.
type Options struct {
	Stuffed    bool  // dot-stuffed, as DATA and RETR have it; BDAT's isn't
	Announced  int64 // octets, by SIZE= or RETR's count; 0: none were announced
	Partial    bool  // TOP
	SevenBit   bool  // the next server lacks 8BITMIME: what edits of parts bring is 7-bit, what nobody touches stays
	HeaderOnly bool  // the body is still to come, see Complete: all of the header block, which End finds, has to be there
}

// New makes a message of size octets of content in its wire form, without the line of the final dot. Content is read
// by the goroutine of the hook that runs, and is closed by the caller when no hook needs it any more. A header block that passes a
// bound is no error here: Err of the message tells. The errors are those of content.
func New(content io.ReaderAt, size int64, o Options) (*Message, error) {
	src := &source{Options: o, content: content, size: size, body: &bodySize{}}
	if err := src.read(); err != nil {
		return nil, err
	}
	h := &Header{src: src, fields: src.fields, next: len(src.fields)}
	if src.over != nil {
		h.barred = src.over
	}
	seen := view{fields: h.fields}
	return &Message{Header: h, m: model{src: src, own: h, seen: seen, hook: &hook{src: src, own: h, seen: seen, lazy: &lazyTree{}}}}, nil
}

// Complete tells a message that was made with HeaderOnly that its body has come and what the size of all content is. Edits that were
// made meanwhile stay; copies that were made before keep waiting.
func Complete(m *Message, size int64) {
	src := *m.m.src
	src.size, src.HeaderOnly, src.body = size, false, &bodySize{}
	m.m.src, m.m.own.src = &src, &src
	m.m.hook = &hook{src: &src, own: m.m.own, seen: m.m.seen, lazy: &lazyTree{}}
}

// Clone makes a copy for one hook. What the hook edits never reaches the original; what was edited before, the
// copy's Reader gives.
func Clone(m *Message) *Message {
	c := &struct {
		message Message
		header  Header
		hook    hook
	}{message: *m, header: *m.m.own}
	h := &c.header
	h.err, h.closed, h.added = nil, false, 0
	c.message.Header, c.message.m.own = h, h
	c.message.m.seen = view{h.fields, m.m.notice, m.m.body}
	c.hook = hook{src: m.m.src, own: h, seen: c.message.m.seen, lazy: m.m.hook.lazy}
	if !m.m.hook.sameTree(c.message.m.seen) {
		c.hook.lazy = &lazyTree{}
	}
	c.message.m.hook = &c.hook
	c.message.m.headerOnly, c.message.m.broken = false, nil
	return &c.message
}

// HeaderOnly makes a copy for a hook of the moment Header: its Reader errs, and its Size is what was announced.
func HeaderOnly(m *Message) *Message {
	c := Clone(m)
	c.m.headerOnly = true
	return c
}
