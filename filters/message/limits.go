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

// Lengths of lines that are made here (RFC 5322, section 2.1.1). Octets without the line end.
const (
	lineWish  = 78
	lineLimit = 998
)

// LimitError is why a message isn't analysable: its header block passes a bound. The fields before the bound can
// be read; an edit of them is a failure, because what follows them isn't known to be a header or a body.
type LimitError struct {
	What  string // "octets", "fields" or "lines"
	Limit int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("the header block has more than %d %s", e.Limit, e.What)
}
