package message

import "io"

// Edited tells whether the message differs from what came.
func Edited(m *Message) bool { return m.m.src.edited(current(m)) }

// Replaced tells whether a notice stands in the message's place: nothing of what came goes on.
func Replaced(m *Message) bool { return m.m.notice != nil }

// WireHeader is the header block in wire form, with the empty line that ends it, if there was one: byte for byte what
// came, edits aside. Where a notice replaces the message it is all of the notice.
func WireHeader(m *Message) []byte { return m.m.src.head(current(m)) }

// BodyOffset is where, in the content that came, the body begins that follows WireHeader; -1 where what came doesn't follow: a
// notice replaces the message, or parts were edited.
func BodyOffset(m *Message) int64 {
	if Replaced(m) || m.m.body != nil {
		return -1
	}
	return int64(len(m.m.src.block))
}

// Wire reads the whole message with its edits in wire form, dot-stuffed if the content was, without the line of the final dot,
// and tells its size. Of a message whose body isn't there yet it reads nothing but an error, and the size is -1.
func Wire(m *Message) (content io.Reader, size int64) {
	if m.m.src.HeaderOnly && !Replaced(m) {
		return failing{errNoBody}, -1
	}
	return m.m.src.wire(current(m))
}

// current is the message with all edits; those of parts are in it once [Edits] has taken them.
func current(m *Message) view { return view{m.m.own.fields, m.m.notice, m.m.body} }
