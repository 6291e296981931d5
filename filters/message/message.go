// Package message is the model of a mail: its header fields and its MIME parts as spans over the original bytes, and the body as a
// stream.
//
// What a filter doesn't change keeps its bytes: folds, spacing, case, lines that are no fields at all, preambles, the line
// ends of boundaries. So a message without edits comes out as it came in, and an edit of one field or part leaves all
// others alone. Reading is lenient and editing is strict: what readers could take in two ways is noted as a finding,
// and what is written is always canonical: lines of at most 998 octets, folded at 78 where they can be, without an octet past ASCII
// where a part has none.
//
// The tree of parts is read when somebody asks for it, once for all filters, in blocks: what it takes grows with the
// number of parts and not with their size.
//
// # Findings
//
// [Message.Findings] has these names: message.empty, header.no_fields, header.unterminated, header.bare_lf, header.bare_cr,
// header.nul, header.not_utf8, header.no_colon, header.orphan_fold, header.blank_fold, header.mbox_from, header.bad_name,
// header.space_before_colon, header.long_line, header.long_value; and, for a field that may be there once and is there
// more often, header.duplicate_ with from, sender, reply_to, to, cc, bcc, message_id, in_reply_to, references, subject, date,
// mime_version, content_type, content_transfer_encoding or content_disposition.
//
// Of the MIME tree: mime.duplicate_content_type, mime.duplicate_encoding, mime.duplicate_disposition (in the header of a part),
// mime.duplicate_boundary, mime.duplicate_charset, mime.duplicate_filename (parameters; also filename and name that differ),
// mime.bad_type, mime.bad_parameter, mime.no_boundary, mime.long_boundary, mime.boundary_prefix, mime.boundary_junk,
// mime.boundary_absent, mime.unclosed, mime.part_after_close, mime.encoded_multipart, mime.encoded_message,
// mime.unknown_encoding, mime.bad_base64, mime.base64_after_padding, mime.bad_quoted_printable, mime.part_header for a
// header of a part that would have findings of its own, mime.nul, mime.bare_cr and mime.named_message.
//
// With some a reader may see a part that isn't among ours; [Message.Hiding] has these: header.bare_cr, header.no_colon,
// mime.boundary_junk, mime.part_after_close, mime.encoded_multipart, mime.encoded_message, mime.bare_cr and mime.named_message.
package message

// Message is content on its way up (DATA, BDAT) or down (RETR, TOP).
type Message struct {
	Header *Header // never nil; to put another in its place is a failure
	m      model
}

// model is plain data: a Message is copied by assignment.
type model struct {
	src        *source
	own        *Header // the one that Header has to be
	notice     *notice // in the place of the message; nil: none
	body       *woven  // what edits of parts have made; nil: as it came
	seen       view    // the message as the hook got it
	hook       *hook
	broken     []string // by the edits that were taken last
	headerOnly bool
}

// view is a message as it was at some time.
type view struct {
	fields []field
	notice *notice
	body   *woven
}

// Size is how many octets Reader gives. In Header, where the body isn't there, it is what was announced (SIZE=, RETR's
// count), or -1; it is -1 too where the content can't be read.
func (m *Message) Size() int64 {
	switch src := m.m.src; {
	case src == nil:
		return 0
	case m.withoutBody() && src.Announced > 0:
		return src.Announced
	case m.withoutBody():
		return -1
	default:
		return src.octets(m.m.seen)
	}
}

// Reader reads the message from its start, with each call anew: the bytes that came, without dot-stuffing. Edits of
// filters that were asked before are in it, those of this hook are not. In Header, where the body isn't there, each
// Read is an error.
func (m *Message) Reader() *Reader {
	switch {
	case m.m.src == nil:
		return &Reader{}
	case m.withoutBody():
		return &Reader{failing{errNoBody}}
	}
	return &Reader{m.m.src.reader(m.m.seen)}
}

func (m *Message) withoutBody() bool { return m.m.headerOnly || m.m.src.HeaderOnly }

// Err is why the message isn't analysable, a [*LimitError], or nil; or that its content can't be read. Ask first, or fail:
// of such a message only the header is known, or the start of it. In Header it tells of the header alone; else it
// reads all of the message, once for all who ask.
func (m *Message) Err() error {
	switch {
	case m.m.src == nil:
		return nil
	case m.m.src.over != nil:
		return m.m.src.over
	case m.withoutBody():
		return nil
	}
	return m.m.hook.tree().fault()
}

// Findings are the ambiguities of the message as the hook got it, by name; the package comment lists them. In Header they are
// those of the header alone; else it reads all of the message, once for all who ask.
func (m *Message) Findings() []string { return m.found().names() }

// Hiding are those of Findings with which a reader of mail may see a part, or a file of another name or content, that Parts doesn't
// have: who decides by what the parts are can't tell what is in such a message. It reads as much as Findings does.
func (m *Message) Hiding() []string { return (m.found() & hiding).names() }

func (m *Message) found() findings {
	switch {
	case m.m.src == nil:
		return 0
	case m.withoutBody() || m.m.src.over != nil:
		return m.m.src.found
	}
	return m.m.src.found | m.m.hook.tree().found
}

// Partial tells whether the body is cut, as TOP gives it.
func (m *Message) Partial() bool { return m.m.src != nil && m.m.src.Partial }
