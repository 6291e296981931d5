package filters

import "strings"

// pathReader reads the Path of RFC 5321, section 4.1.2, extended by RFC 6531, section 3.3, once, from left to right.
// Lengths are bounded by the command line alone: what is too long for an upstream it says itself.
type pathReader struct {
	s string
	i int
}

// readPath reads the path at the start of s; what follows it is the caller's.
func readPath(s string) (shape, *PathError) {
	r := pathReader{s: s}
	if !r.take('<') {
		return shape{}, argumentFault("put the address in angle brackets")
	}
	if r.take('>') {
		return shape{text: s[:r.i]}, nil
	}
	if err := r.route(); err != nil {
		return shape{}, err
	}
	sh := shape{route: r.i - 1}
	at, err := r.mailbox()
	if err != nil {
		return shape{}, err
	}
	if !r.take('>') {
		return shape{}, misplaced(s, r.i)
	}
	sh.at, sh.text = at, s[:r.i]
	sh.wide = !ascii(sh.text)
	return sh, nil
}

// readOnlyPath reads a path that has nothing behind it.
func readOnlyPath(s string) (shape, *PathError) {
	sh, err := readPath(s)
	if err == nil && len(sh.text) != len(s) {
		err = addressFault("nothing may follow the address")
	}
	return sh, err
}

// route reads a source route, "@a,@b:", which must be accepted (RFC 5321, section 3.6.1 and appendix C).
func (r *pathReader) route() *PathError {
	if r.peek() != '@' {
		return nil
	}
	for r.take('@') {
		if err := r.domain(); err != nil {
			return err
		}
		if r.take(':') {
			return nil
		}
		if !r.take(',') && r.peek() != '>' {
			return misplaced(r.s, r.i)
		}
	}
	return addressFault("a source route reads @a,@b:user@c")
}

// mailbox reads a local part and its domain and says where the '@' is: 0 for a postmaster without a domain.
func (r *pathReader) mailbox() (at int, fault *PathError) {
	start := r.i
	if err := r.local(); err != nil {
		return 0, err
	}
	at = r.i
	if r.take('@') {
		return at, r.domain()
	}
	// Two runes beyond ASCII fold to s and k; by its octets the name is ASCII.
	const postmaster = "postmaster"
	if name := r.s[start:r.i]; start == 1 && len(name) == len(postmaster) && strings.EqualFold(name, postmaster) {
		return 0, nil
	}
	return 0, misplaced(r.s, r.i)
}

func (r *pathReader) local() *PathError {
	if r.take('"') {
		return r.quoted()
	}
	for {
		if !r.span(isAtext) {
			if r.peek() == '.' || r.s[r.i-1] == '.' {
				return addressFault("the local part has a dot too many; quote it")
			}
			return misplaced(r.s, r.i)
		}
		if !r.take('.') {
			return nil
		}
	}
}

// quoted reads the rest of a quoted string, which holds printable characters and spaces only.
func (r *pathReader) quoted() *PathError {
	for r.i < len(r.s) {
		switch c := r.s[r.i]; {
		case c == '"':
			r.i++
			return nil
		case c < ' ', c == 0x7F:
			return addressFault("an address has no control characters")
		case c == '\\' && (r.i+1 == len(r.s) || r.s[r.i+1] < ' ' || r.s[r.i+1] > '~'):
			return addressFault("the local part has a misplaced \\")
		case c == '\\':
			r.i++
		}
		r.i++
	}
	return addressFault("the local part has no closing quote")
}

// domain reads an address literal or labels with dots between. A label may have underscores, against the letter of
// RFC 5321: hosts so named send mail, no server reads an underscore as anything else, and the upstream can still judge.
func (r *pathReader) domain() *PathError {
	if r.take('[') {
		return r.literal()
	}
	for {
		start := r.i
		switch {
		case r.span(isLabel):
		case r.peek() == '.' || r.s[r.i-1] == '.':
			return addressFault("the domain has a dot too many")
		default:
			return misplaced(r.s, r.i)
		}
		if r.s[start] == '-' || r.s[r.i-1] == '-' {
			return addressFault("a part of the domain begins or ends with a hyphen")
		}
		if !r.take('.') {
			return nil
		}
	}
}

// peek is the next byte; 0, which no grammar has, at the end.
func (r *pathReader) peek() byte {
	if r.i == len(r.s) {
		return 0
	}
	return r.s[r.i]
}

// take steps over the next byte if it is c.
func (r *pathReader) take(c byte) bool {
	if r.i == len(r.s) || r.s[r.i] != c {
		return false
	}
	r.i++
	return true
}

// span steps over bytes of a class and tells whether there was one.
func (r *pathReader) span(is func(byte) bool) bool {
	start := r.i
	for r.i < len(r.s) && is(r.s[r.i]) {
		r.i++
	}
	return r.i > start
}

func isAlnum(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}

func isAtext(c byte) bool {
	return isAlnum(c) || c >= 0x80 || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func isLabel(c byte) bool { return isAlnum(c) || c == '-' || c == '_' || c >= 0x80 }
