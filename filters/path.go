package filters

import "strings"

// Path is a reverse-path (MAIL) or a forward-path (RCPT) with its ESMTP parameters, parsed strictly by RFC 5321,
// sections 4.1.2 and 4.1.3. The null path "<>" is a Path of its own; the zero Path is none at all. Case is kept; in a
// domain it means nothing. What makes a path odd (a source route, % or ! in the local part, an address literal) is legal
// and stays: see [Path.String], [Path.Local] and [Path.Domain].
type Path struct{ p path }

// path keeps spans of the line it was read from, so that an ordinary one costs nothing to make, copy or compare.
type path struct {
	shape
	set       bool // false for the zero Path
	direction direction
	smtputf8  bool // RFC 6531 is in force: non-ASCII may be written
	rewritten bool // the client's own line can't go up any more
	accepted  bool
	original  string // the argument that was parsed, which no edit changes
	client    string // the path in it
	params    string // "SIZE=10 BODY=8BITMIME", as written
	dropped   string // keywords that don't go up: "SIZE AUTH"
	offered   string // keywords that the upstream announced: "SIZE BODY"
}

// shape is a path in its brackets and where its pieces are.
type shape struct {
	text  string // "<@a,@b:user@c>"
	route int    // octets of "@a,@b:"
	at    int    // where the mailbox has its '@'; 0 without a domain
	wide  bool   // it has bytes beyond ASCII
}

// direction says which path a Path is.
type direction uint8

const (
	anyWay    direction = iota // neither: ParsePath made it
	backwards                  // a reverse-path
	forwards                   // a forward-path
)

// ParsePath reads a path without parameters: "<u@d>", "<@a,@b:u@d>", "<>", "<postmaster>", or a mailbox without
// brackets, "u@d". UTF-8 is allowed as in RFC 6531. The error says what is wrong with s.
func ParsePath(s string) (Path, error) {
	text := s
	if !strings.HasPrefix(s, "<") {
		text = "<" + s + ">"
	}
	sh, err := readOnlyPath(text)
	switch {
	case err != nil:
	case text != s && (sh.null() || sh.route > 0):
		err = addressFault("without angle brackets it must be a mailbox, u@d")
	default:
		err = sh.check(anyWay, true)
	}
	if err != nil {
		return Path{}, err.toward(anyWay)
	}
	return Path{path{shape: sh, set: true, smtputf8: true, original: s, client: s}}, nil
}

// String is the path as it goes up, without parameters: "<u@d>"; "<>" for the null path; with its source route,
// "<@a,@b:u@d>", if it has one; "" for the zero Path.
func (p Path) String() string { return p.p.text }

// Mailbox is "u@d" as written, with the quotes of a quoted local part and without a source route; "" for the null
// path; "postmaster" alone, in the client's case, for the one mailbox that needs no domain.
func (p Path) Mailbox() string { return p.p.mailbox() }

// Local is the local part, unquoted: `john doe` for `"john doe"@d`. Case means something in it, except in postmaster.
func (p Path) Local() string { return p.p.local() }

// Domain is what stands behind the @, as written. An address literal keeps its brackets: "[192.0.2.1]". "" for the null
// path and for postmaster without a domain. A domain never ends with a dot.
func (p Path) Domain() string { return p.p.domain() }

// Null tells whether this is the null reverse-path of notifications, MAIL FROM:<> (RFC 5321, section 4.5.5).
func (p Path) Null() bool { return p.p.set && p.p.null() }

// Original is the path as the client wrote it, before any filter's edit, without parameters.
func (p Path) Original() string { return p.p.client }

// Accepted tells whether the upstream has said 2xx to the path.
func (p Path) Accepted() bool { return p.p.accepted }

func (s shape) null() bool { return len(s.text) <= len("<>") }

// mailbox is what stands between the source route and the closing bracket.
func (s shape) mailbox() string {
	if s.null() {
		return ""
	}
	return s.text[1+s.route : len(s.text)-1]
}

func (s shape) domain() string {
	if s.at == 0 {
		return ""
	}
	return s.text[s.at+1 : len(s.text)-1]
}

func (s shape) local() string {
	if s.at == 0 {
		return s.mailbox()
	}
	return unquoted(s.text[1+s.route : s.at])
}

// unquoted takes the quotes off a quoted string, and the backslashes off its quoted pairs.
func unquoted(local string) string {
	if local[0] != '"' {
		return local
	}
	local = local[1 : len(local)-1]
	if !strings.Contains(local, `\`) {
		return local
	}
	var b strings.Builder
	for i := 0; i < len(local); i++ {
		if local[i] == '\\' {
			i++
		}
		b.WriteByte(local[i])
	}
	return b.String()
}
