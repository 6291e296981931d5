package smtp

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sasl"
)

// ext is an extension that the gate understands. One that it doesn't is not offered: its commands or parameters might change where a message
// ends.
type ext uint8

const (
	extPipelining ext = iota
	extSize
	ext8BitMIME
	extUTF8
	extDSN
	extCodes
	extChunking
	extBinary
	extAuth
	extStartTLS
	extDeliverBy
	extPriority
	extFuture
	extHelp
	extVrfy
	extExpn
	exts
)

// extension is a row of the table by which EHLO is mediated.
type extension struct {
	keyword string
	mail    []string // the parameters of MAIL that it brings
	rcpt    []string // and of RCPT

	// offer says what the client is offered, given all that the upstream offers, and this; nil: what the upstream does.
	offer func(s *Session, up *offers, theirs offer) offer
}

// mediated is what the client is offered.
func (e *extension) mediated(s *Session, up *offers, theirs offer) offer {
	if e.offer == nil {
		return theirs
	}
	return e.offer(s, up, theirs)
}

// offer is one keyword of an EHLO reply, with what stands behind it.
type offer struct {
	on  bool
	arg string
}

type offers [exts]offer

// extensions is the table, each row with its reason.
var extensions = [exts]extension{
	// RFC 2920. The gate takes groups from any client and asks a server that can't take them one by one.
	extPipelining: {keyword: "PIPELINING", offer: always},
	// RFC 1870. The smaller limit holds, and the gate checks it itself.
	extSize: {keyword: "SIZE", mail: []string{"SIZE"}, offer: smaller},
	// RFC 6152. The content passes as it is, so it needs the upstream's word, unless the gate makes it 7-bit.
	ext8BitMIME: {keyword: "8BITMIME", mail: []string{"BODY"}, offer: eightBitMIME},
	// RFC 6531. Likewise.
	extUTF8: {keyword: "SMTPUTF8", mail: []string{"SMTPUTF8"}},
	// RFC 3461. Only the upstream can send notifications.
	extDSN: {keyword: "DSN", mail: []string{"RET", "ENVID"}, rcpt: []string{"NOTIFY", "ORCPT"}},
	// RFC 2034. It promises the upstream's codes; the gate's own replies have them regardless.
	extCodes: {keyword: "ENHANCEDSTATUSCODES"},
	// RFC 3030. The gate can turn chunks into DATA.
	extChunking: {keyword: "CHUNKING", offer: always},
	// RFC 3030. Binary content can't become DATA, and no filter can read it by lines: only chunk by chunk.
	extBinary: {keyword: "BINARYMIME", mail: []string{"BODY"}, offer: binary},
	// RFC 4954. The mechanisms that leave the connection as it is.
	extAuth: {keyword: "AUTH", mail: []string{"AUTH"}, offer: mechanisms},
	// RFC 3207. Each leg is protected by itself: whatever the upstream offers is between it and the gate.
	extStartTLS: {keyword: "STARTTLS", offer: startTLS},
	// RFC 2852, RFC 6710, RFC 4865: parameters that only the upstream acts on.
	extDeliverBy: {keyword: "DELIVERBY", mail: []string{"BY"}},
	extPriority:  {keyword: "MT-PRIORITY", mail: []string{"MT-PRIORITY"}},
	extFuture:    {keyword: "FUTURERELEASE", mail: []string{"HOLDFOR", "HOLDUNTIL"}},
	// RFC 5321, section 4.1.1. Commands that pass.
	extHelp: {keyword: "HELP"},
	extVrfy: {keyword: "VRFY"},
	extExpn: {keyword: "EXPN"},
}

func always(_ *Session, _ *offers, _ offer) offer { return offer{on: true} }

func eightBitMIME(s *Session, _ *offers, theirs offer) offer {
	return offer{on: theirs.on || s.front.Downgrade}
}

func smaller(s *Session, _ *offers, theirs offer) offer {
	size := s.front.maxSize()
	if n, err := strconv.ParseInt(theirs.arg, 10, 64); theirs.on && err == nil && n > 0 {
		size = min(size, n)
	}
	return offer{on: true, arg: strconv.FormatInt(size, 10)}
}

func binary(s *Session, up *offers, theirs offer) offer {
	if !up[extChunking].on || s.holds() {
		return offer{}
	}
	return theirs
}

func startTLS(s *Session, _ *offers, _ offer) offer {
	return offer{on: !s.secure() && s.front.TLS.Keys() != nil}
}

func mechanisms(s *Session, _ *offers, theirs offer) offer {
	if !theirs.on || s.exposed() {
		return offer{}
	}
	kept := sasl.Offered(theirs.arg, s.front.Auth)
	return offer{on: kept != "", arg: kept}
}

// keyword finds the extension of a line of an EHLO reply. "AUTH=PLAIN LOGIN" is what servers say to clients older than RFC 2554.
func keyword(line string) (e ext, arg string, old, known bool) {
	word, arg, _ := strings.Cut(line, " ")
	if mech, is := strings.CutPrefix(strings.ToUpper(word), "AUTH="); is {
		return extAuth, strings.TrimSpace(mech + " " + arg), true, true
	}
	for e := range exts {
		if strings.EqualFold(extensions[e].keyword, word) {
			return e, arg, false, true
		}
	}
	return 0, "", false, false
}

// brings finds the extension of a parameter of MAIL (or of RCPT) that the client was offered.
func (s *Session) brings(parameter string, rcpt bool) (ext, bool) {
	for e := range exts {
		list := extensions[e].mail
		if rcpt {
			list = extensions[e].rcpt
		}
		if s.offered[e].on && slices.Contains(list, parameter) {
			return e, true
		}
	}
	return 0, false
}

// holds tells whether a filter in force looks at content, so that it is held until that filter has decided; or whether the gate makes it 7-bit.
func (s *Session) holds() bool {
	return s.run.Has(filters.AtHeader) || s.run.Has(filters.AtMessage) || s.downgrades()
}
