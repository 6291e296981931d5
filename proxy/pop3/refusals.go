package pop3

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// own is a reply in the gate's own words. The zero own: none.
type own struct {
	code string // a response code (RFC 2449, section 8; RFC 3206, section 4), or ""
	text string
}

const (
	sysTemp = "SYS/TEMP"
	sysPerm = "SYS/PERM"
)

// Everything that the gate itself answers. It says +OK to STLS alone: who has the mail agrees, or nobody does.
var (
	// A line that is no command.
	bareNewline    = own{text: "bare CR or LF in a command; lines end in CRLF"}
	lineTooLong    = own{text: "line too long"}
	controlByte    = own{text: "control character in a command"}
	unknownVerb    = own{text: "command not recognised"}
	smtpVerb       = own{text: "this is POP3, by which mail is fetched; to send mail, use SMTP"}
	maskedVerb     = own{text: "command not available here"}
	notHTTP        = own{text: "this is a mail server"}
	noArgument     = own{text: "this command takes no argument"}
	badArgument    = own{text: "syntax error in the argument"}
	wantNumber     = own{text: "want the number of one message"}
	wantTwoNumbers = own{text: "want the number of a message and a number of lines"}
	wantName       = own{text: "want a name"}
	passApart      = own{text: "send PASS in a line of its own"}
	wantDigest     = own{text: "want a name and a digest"}

	// A command out of place.
	userFirst  = own{text: "send USER first"}
	tlsFirst   = own{text: "send STLS first"}
	tlsAlready = own{text: "TLS is on already"}
	tlsLate    = own{text: "too late for TLS; it begins before UTF8 and the login"}
	tlsHasty   = own{text: "wait for the reply to STLS, then begin TLS"}
	notOffered = own{text: "mechanism not available here"}
	expiring   = own{code: sysPerm, text: "a message that you did not get would be deleted, so this session ends without QUIT"}
	notFetched = own{code: sysPerm, text: "you did not get this message, so it can't be deleted here"}

	// Limits.
	tooManyErrors = own{text: "too many errors"}

	// Trouble behind the gate, or in it.
	upstreamDown = own{code: sysTemp, text: "the mail server can't be reached, try again later"}
	upstreamLost = own{code: sysTemp, text: "the mail server is gone, try again later"}
	upstreamSaid = own{code: sysTemp, text: "the mail server gave no answer, try again later"}
	closingDown  = own{code: sysTemp, text: "closing down, try again later"}
	spoolFull    = own{code: sysTemp, text: "no room for a message now, try again later"}
	diskTrouble  = own{code: sysTemp, text: "local trouble, try again later"}
	noRecord     = own{code: sysTemp, text: "this can't be put on record now, try again later"}
)

// spelt is a decision in words that the client may hear: beyond ASCII only where UTF8 is in force (RFC 6856, section 2).
func (s *Session) spelt(d filters.Decision) filters.Decision {
	if s.utf8 {
		return d
	}
	return conversation.ASCII(d)
}

// fromFilter is the reply that a chain has decided on.
func fromFilter(r filters.Reply) own {
	return own{code: r.Enhanced, text: strings.Join(r.Lines, " ")}
}

// ownAnswer is the reply where the upstream's was awaited.
func (s *Session) ownAnswer(o own) answer {
	return answer{told: words{line: o.append(nil, s.codes())}, by: byProxy, code: o.code}
}

// append adds the reply in its wire form, with its response code or without.
func (o own) append(to []byte, codes bool) []byte {
	if codes && o.code != "" {
		return fmt.Appendf(to, "-ERR [%s] %s\r\n", o.code, o.text)
	}
	return fmt.Appendf(to, "-ERR %s\r\n", o.text)
}

// temporary tells whether a response code says that a refusal is no fault of the client's.
func temporary(code string) bool {
	return strings.EqualFold(code, sysTemp) || strings.EqualFold(code, "IN-USE") || strings.EqualFold(code, "LOGIN-DELAY")
}

// codes tells whether clients may be told response codes: unless the upstream's CAPA has no RESP-CODES. A client that hasn't asked takes one
// for text.
func (s *Session) codes() bool { return !s.offers[capAsked] || s.offers[capCodes] }
