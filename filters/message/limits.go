package message

import "fmt"

// The bounds of a header block. One that passes any of them isn't analysable: see [LimitError].
const (
	MaxHeader = 256 << 10 // octets in wire form, with the empty line that ends it
	MaxFields = 5000      // lines that begin a field, or could
	MaxLines  = 10000     // folds counted
)

// The bounds of what a filter sees and makes.
const (
	MaxValue  = 64 << 10 // octets of one value, before it is decoded, that Get and Values see, and that Set, Add and Prepend take
	MaxName   = 76       // octets of a name that an edit makes
	MaxAdded  = 1000     // fields that edits may bring a header beyond MaxFields
	MaxNotice = 64 << 10 // octets of the text of Replace
)

// The bounds of the MIME tree. A message that passes any of them isn't analysable: see [LimitError].
const (
	MaxDepth      = 100   // parts in parts, messages counted
	MaxParts      = 10000 // multiparts and messages counted
	MaxBoundary   = 250   // octets; RFC 2046, section 5.1.1, allows 70, and more is a finding
	MaxParameters = 100   // of one field, segments of RFC 2231 counted
	MaxNames      = 100   // parameters that say a part's file name, segments counted

	MaxPartFields  = 100_000  // fields in the headers of all parts
	MaxPartHeaders = 16 << 20 // octets in them: a filter that asks for all of them has them in memory
)

// The bounds of what a filter sees of a part, and of what one hook makes of parts.
const (
	MaxText = 1 << 20  // octets of UTF-8 that Text gives
	MaxMade = 32 << 20 // octets that all edits of parts bring, before they are encoded
)

// Lengths of lines that are made here (RFC 5322, section 2.1.1). Octets without the line end.
const (
	lineWish  = 78
	lineLimit = 998
)

// LimitError is why a message isn't analysable: it passes a bound. Where that is one of the header block, the fields before the
// bound can be read; an edit of them is a failure, because what follows them isn't known to be a header or a body. Where
// it is one of the MIME tree there are no parts, and the header is as usual.
type LimitError struct {
	// What is "octets", "fields" or "lines" of the header block, or "levels of parts", "parts", "octets in a boundary", "parameters in a
	// field", "octets in a value", "file names of a part"; or "octets in a part's header", "fields in a part's header", "lines in a part's header"; or
	// "fields in the headers of all parts", "octets in the headers of all parts".
	What  string
	Limit int
}

func (e *LimitError) Error() string {
	switch e.What {
	case "octets", "fields", "lines":
		return fmt.Sprintf("the header block has more than %d %s", e.Limit, e.What)
	}
	return fmt.Sprintf("there are more than %d %s", e.Limit, e.What)
}
