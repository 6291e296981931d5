package filters

import "net/netip"

// Protocol is what a front speaks.
type Protocol string

// The protocols.
const (
	SMTP Protocol = "smtp"
	POP3 Protocol = "pop3"
)

// Client is the peer. An IPv4-mapped address is given as IPv4.
type Client struct {
	Addr netip.Addr
	Port uint16
}

// Network is the /24 of an IPv4 and the /64 of an IPv6 address; the zero Prefix for the zero Addr.
func (c Client) Network() netip.Prefix {
	a, bits := c.Addr.Unmap().WithZone(""), 64
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// String is the address with its port, "192.0.2.1:25000" or "[2001:db8::1]:25000": other in each session. The address alone is
// Addr.String.
func (c Client) String() string { return netip.AddrPortFrom(c.Addr, c.Port).String() }

// TLS says how a leg is protected. The zero TLS: in clear. Subject is that of a verified client certificate.
type TLS struct{ Version, Cipher, ServerName, Subject string }

// Hello is HELO (Extended false) or EHLO. A changed Name goes up.
type Hello struct {
	Name     string
	Extended bool
}

// Login is an attempt to log in: SMTP AUTH; POP3 PASS, APOP, AUTH. It is read only. Name is "" where the mechanism hides
// it. The secret is not in it. Its outcome is a Reply to the same Verb: 235 or +OK against 535 or -ERR.
type Login struct {
	Name      string
	Mechanism string // "PLAIN", "USER", "APOP", …
}

// Command is a command line. Verb is in upper case and stays; a changed Arg is parsed and checked anew. Secrets read
// "***", and a command that carries one is read only. In a Reply hook Verb is "" for the greeting and an unsolicited 421, and "."
// for the end of content (the final dot, BDAT LAST).
type Command struct{ Verb, Arg string }

// Reply is one reply; of a streamed POP3 reply only the status line. Code is 0 in POP3; Enhanced is "5.7.1" or
// "SYS/PERM", or "" where there is none. Lines are without code, enhanced code and line end.
//
// A Reply hook may change the text, the enhanced code, and the code within its class; a refusal may become another (4xx,
// 5xx). A 421 and the codes 3xx stay, no other code becomes 421, and the greeting, HELO and EHLO get no enhanced code. In EHLO and
// CAPA lines may be taken out, never added. In POP3 +OK and -ERR stay, the enhanced code is a response code (RFC 2449, section 8), no
// line is added, and a text that makes the status line longer than 512 bytes is cut.
type Reply struct {
	Code     int
	Enhanced string
	Lines    []string
	ok       bool // POP3: +OK
}

// OK tells whether the reply is 2xx, 3xx or +OK.
func (r *Reply) OK() bool {
	if r.Code == 0 {
		return r.ok
	}
	return r.Code >= 200 && r.Code < 400
}
