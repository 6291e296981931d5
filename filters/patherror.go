package filters

import "fmt"

// PathError says why the argument of MAIL or RCPT can't be taken, as the reply to it. Text tells the client what to
// change and quotes none of what it sent but single printable characters.
type PathError struct {
	Code     int    // 501
	Enhanced string // "5.5.4" for the command, "5.1.7" or "5.1.3" for the address, "5.6.7" for a missing SMTPUTF8
	Text     string
}

// Error is the reply in one line.
func (e *PathError) Error() string { return fmt.Sprintf("%d %s %s", e.Code, e.Enhanced, e.Text) }

// argumentFault is about what stands around the path.
func argumentFault(text string) *PathError { return &PathError{501, "5.5.4", text} }

// addressFault is about the path itself; which class of address it is, toward says.
func addressFault(text string) *PathError { return &PathError{501, "", text} }

// toward gives the fault of an address the enhanced code of its direction (RFC 3463, section 3.2).
func (e *PathError) toward(d direction) *PathError {
	if e.Enhanced == "" {
		e.Enhanced = "5.1.3"
		if d == backwards {
			e.Enhanced = "5.1.7"
		}
	}
	return e
}

// misplaced is the fault of the character at s[i], or of the end, where the grammar wants another.
func misplaced(s string, i int) *PathError {
	if i == len(s) {
		return argumentFault("the address has no closing >")
	}
	switch c := s[i]; {
	case c == ',':
		return argumentFault("one path in each command")
	case c == ' ', c == '\t':
		return addressFault("an address has no spaces or tabs")
	case c < ' ', c == 0x7F:
		return addressFault("an address has no control characters")
	case c == '@':
		return addressFault("an address has one @; quote the local part if that has another")
	case c == '(', c == ')':
		return addressFault("an address has no comments")
	case c == '>':
		return addressFault("the address has no domain")
	case c >= 0x80:
		return addressFault("a non-ASCII character where none can be")
	default:
		return addressFault(fmt.Sprintf("the address has a misplaced %c", c))
	}
}
