package mimerewrite

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
)

// examination is what one hook call finds in a message, and what it is going to change.
type examination struct {
	r        *rewriter
	s        *filters.Session
	m        *filters.Message
	parts    []*filters.Part
	external bool
	signed   bool            // as a whole
	names    int             // readings of file names so far
	html     int             // octets that were sanitised so far
	dropped  map[int]bool    // places in parts
	changes  []func()        // once nothing refuses the message any more
	buffer   *archiveScanner // made when it is needed
}

// Why a message is refused. Any other error is one of reading, and fails.
var (
	errCovered = errors.New("a part of the message is not accepted here, and is signed or encrypted")
	errSigned  = errors.New("signed or encrypted messages are not accepted here")
)

// unexamined is why a message can't be examined.
type unexamined struct{ error }

// answer says why a message doesn't pass.
func (x *examination) answer(err error) filters.Verdict {
	var limit unexamined
	switch {
	case errors.Is(err, errCovered), errors.Is(err, errSigned):
		return filters.Refuse("5.7.1", err.Error())
	case errors.As(err, &limit):
		return x.r.cantExamine(x.s, x.m, err)
	}
	return filters.Fail(err)
}

// cantExamine is for a message that passes a bound. Where it is the gate that can't read what it holds, the message is not to blame.
func (r *rewriter) cantExamine(s *filters.Session, m *filters.Message, why error) filters.Verdict {
	_, err := io.Copy(io.Discard, m.Reader())
	if err != nil || r.unreadable == "on_error" {
		return filters.Fail(errors.Join(why, err))
	}
	s.Note("mime_rewrite.unreadable", why.Error())
	return filters.Refuse("5.6.0", fmt.Sprintf("the message can't be examined: %v", why))
}

// twoReadings are the findings of a message whose parts one reader may see and another not, or see with another content.
var twoReadings = []string{
	"header.duplicate_content_type", "header.duplicate_content_transfer_encoding", "header.bare_lf", "header.bare_cr", "header.nul", "header.blank_fold",
	"header.unterminated", "header.no_colon", "header.space_before_colon", "mime.duplicate_content_type", "mime.duplicate_encoding", "mime.duplicate_boundary",
	"mime.bad_type", "mime.no_boundary", "mime.boundary_prefix", "mime.boundary_junk", "mime.boundary_absent", "mime.part_after_close",
	"mime.encoded_multipart", "mime.encoded_message", "mime.unknown_encoding", "mime.bad_base64", "mime.base64_after_padding", "mime.part_header", "mime.bare_cr", "mime.named_message",
}

// doubtful notes what is ambiguous, and refuses it where it is to be refused: by itself, what could be a way round drop.
func (r *rewriter) doubtful(s *filters.Session, m *filters.Message) (verdict filters.Verdict, refused bool) {
	for _, found := range m.Findings() {
		if slices.Contains(twoReadings, found) {
			s.Note("mime_rewrite.ambiguous", found)
			refused = refused || r.ambiguous == "refuse"
		}
	}
	refused = refused || r.ambiguous == "hiding" && len(r.drops) > 0 && len(m.Hiding()) > 0
	return filters.Refuse("5.6.0", "the message can be read in more than one way"), refused
}

// isSigned tells whether a message is signed or encrypted as a whole: it says so, or all its parts are.
func isSigned(m *filters.Message, parts []*filters.Part) bool {
	kinds := m.Signed()
	bare := func(p *filters.Part) bool { return len(p.Signed()) == 0 }
	return slices.Contains(kinds, "smime") || slices.Contains(kinds, "pgp") || len(parts) > 0 && !slices.ContainsFunc(parts, bare)
}

// spares tells whether a change other than that of drop and rename stays undone, because the message is signed; or refuses it.
func (x *examination) spares(what string) (bool, error) {
	switch {
	case !x.signed || x.r.signed == "rewrite":
		return false, nil
	case x.r.signed == "refuse":
		return true, errSigned
	}
	x.s.Note("mime_rewrite.skipped", what+": the message is signed or encrypted")
	return true, nil
}

// willChange keeps a change until nothing refuses the message any more.
func (x *examination) willChange(f func()) { x.changes = append(x.changes, f) }
