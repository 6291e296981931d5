package message

import "math/bits"

// finding is an ambiguity: something that readers of mail take in more than one way.
type finding uint

// The findings. Their names are what filters compare and journals hold: they stay.
const (
	emptyMessage finding = iota
	noFields
	unterminated
	bareLF
	bareCR
	hasNUL
	notUTF8
	noColon
	orphanFold
	blankFold
	mboxFrom
	badName
	spaceBeforeColon
	longLine
	longValue
	duplicate // and those of onceOnly, in its order
)

// firstMIME is where those of the MIME tree begin.
const firstMIME = duplicate + finding(len(onceOnly))

const (
	duplicateType finding = firstMIME + iota
	duplicateEncoding
	duplicateDisposition
	duplicateBoundary
	duplicateCharset
	duplicateName
	badType
	badParameter
	noBoundary
	longBoundary
	boundaryPrefix
	boundaryJunk
	boundaryAbsent
	unclosed
	partAfterClose
	encodedMultipart
	encodedMessage
	unknownEncoding
	badBase64
	behindPadding
	badQuotedPrintable
	oddPartHeader
	bodyNUL
	bodyCR
	namedMessage
	findingsEnd
)

var findingNames = [findingsEnd]string{
	emptyMessage:     "message.empty",             // no octet at all
	noFields:         "header.no_fields",          // content, but no field before the first empty line
	unterminated:     "header.unterminated",       // no empty line ends the header block
	bareLF:           "header.bare_lf",            // a line ends with LF alone
	bareCR:           "header.bare_cr",            // a CR that no LF follows
	hasNUL:           "header.nul",                // a NUL
	notUTF8:          "header.not_utf8",           // octets past ASCII that are no UTF-8
	noColon:          "header.no_colon",           // a line without a colon
	orphanFold:       "header.orphan_fold",        // the first line begins with a space: a fold of nothing
	blankFold:        "header.blank_fold",         // a folded line of spaces only, which some take for the end
	mboxFrom:         "header.mbox_from",          // the first line is "From " of a mailbox file
	badName:          "header.bad_name",           // a name that is empty or has spaces, control or 8-bit octets
	spaceBeforeColon: "header.space_before_colon", // "Subject : text"
	longLine:         "header.long_line",          // a line longer than 998 octets
	longValue:        "header.long_value",         // a value longer than MaxValue, of which a filter sees the start

	duplicateType:        "mime.duplicate_content_type", // in the header of a part, as the next two
	duplicateEncoding:    "mime.duplicate_encoding",
	duplicateDisposition: "mime.duplicate_disposition",
	duplicateBoundary:    "mime.duplicate_boundary", // parameters of one field, as the next, or readings of one that differ
	duplicateCharset:     "mime.duplicate_charset",
	duplicateName:        "mime.duplicate_filename",   // names of a part that don't say the same
	badType:              "mime.bad_type",             // a Content-Type without a slash, or with two
	badParameter:         "mime.bad_parameter",        // one not by the grammar
	noBoundary:           "mime.no_boundary",          // a multipart without one, or with one that is empty
	longBoundary:         "mime.long_boundary",        // of more than 70 octets
	boundaryPrefix:       "mime.boundary_prefix",      // one that begins with another, or is the same
	boundaryJunk:         "mime.boundary_junk",        // a line of a boundary with something behind it
	boundaryAbsent:       "mime.boundary_absent",      // a multipart whose boundary no line has
	unclosed:             "mime.unclosed",             // a multipart without its last line
	partAfterClose:       "mime.part_after_close",     // a part behind that line; it is among the parts
	encodedMultipart:     "mime.encoded_multipart",    // read as if it were not
	encodedMessage:       "mime.encoded_message",      // a message that isn't entered
	unknownEncoding:      "mime.unknown_encoding",     // read as it stands
	badBase64:            "mime.bad_base64",           // octets that are none, or padding that is wrong
	behindPadding:        "mime.base64_after_padding", // which some readers read on, as is done here
	badQuotedPrintable:   "mime.bad_quoted_printable", // "=" without two digits or a line end
	oddPartHeader:        "mime.part_header",          // the header of a part has what header.* would name
	bodyNUL:              "mime.nul",                  // a NUL behind the header block
	bodyCR:               "mime.bare_cr",              // a CR behind it that no LF follows, where some readers end a line
	namedMessage:         "mime.named_message",        // a message with a file name that isn't one's, under which some readers save it
}

// hiding are those with which a reader may see a part, or a file of another name or content, that isn't among the parts. Of all others
// each reading of which we know is followed, or the difference is one of text.
const hiding findings = 1<<bareCR | 1<<noColon | 1<<boundaryJunk | 1<<partAfterClose | 1<<encodedMultipart | 1<<encodedMessage | 1<<bodyCR | 1<<namedMessage

// onceOnly are the fields that a message has once at most (RFC 5322, section 3.6, and RFC 2045, section 3).
// Two are a finding by the name behind each.
var onceOnly = [...]struct{ name, finding string }{
	{"From", "header.duplicate_from"},
	{"Sender", "header.duplicate_sender"},
	{"Reply-To", "header.duplicate_reply_to"},
	{"To", "header.duplicate_to"},
	{"Cc", "header.duplicate_cc"},
	{"Bcc", "header.duplicate_bcc"},
	{"Message-ID", "header.duplicate_message_id"},
	{"In-Reply-To", "header.duplicate_in_reply_to"},
	{"References", "header.duplicate_references"},
	{"Subject", "header.duplicate_subject"},
	{"Date", "header.duplicate_date"},
	{"MIME-Version", "header.duplicate_mime_version"},
	{"Content-Type", "header.duplicate_content_type"},
	{"Content-Transfer-Encoding", "header.duplicate_content_transfer_encoding"},
	{"Content-Disposition", "header.duplicate_content_disposition"},
}

// Places of onceOnly that a part has too.
const (
	ofType        = duplicate + 12
	ofEncoding    = duplicate + 13
	ofDisposition = duplicate + 14
)

// findings is a set of them.
type findings uint64

func (s *findings) add(f finding) { *s |= 1 << f }

// names lists the set, always in the same order.
func (s findings) names() []string {
	if s == 0 {
		return nil
	}
	names := make([]string, 0, bits.OnesCount64(uint64(s)))
	for f := finding(0); f < findingsEnd; f++ {
		switch {
		case s&(1<<f) == 0:
		case f >= duplicate && f < firstMIME:
			names = append(names, onceOnly[f-duplicate].finding)
		default:
			names = append(names, findingNames[f])
		}
	}
	return names
}

// duplicates finds fields that are there more often than once.
func duplicates(fields []field) (found findings) {
	var seen findings
	for i := range fields {
		for j := range onceOnly {
			if !fields[i].is(onceOnly[j].name) {
				continue
			}
			found |= seen & (1 << (duplicate + finding(j)))
			seen.add(duplicate + finding(j))
		}
	}
	return found
}
