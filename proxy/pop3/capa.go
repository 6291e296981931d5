package pop3

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/sasl"
)

// capability is one that the gate understands (RFC 2449). One that it doesn't is not offered: its commands might have replies of a shape
// that nobody here knows.
type capability uint8

const (
	capTop capability = iota
	capUser
	capSASL
	capCodes
	capAuthCodes
	capLoginDelay
	capPipelining
	capExpire
	capUIDL
	capUTF8
	capLang
	capImplementation
	capabilities
)

// capAsked is no capability: it says that the upstream has answered CAPA.
const capAsked = capabilities

// offers are what the upstream has said to CAPA.
type offers [capabilities + 1]bool

// capas is the table by which CAPA is mediated, each row with its reason.
var capas = [capabilities]struct {
	tag string

	// offer says what the client is offered in the place of the upstream's line; "": nothing. nil: that line.
	offer func(s *Session, line string) string
}{
	// RFC 1939, section 7, and RFC 2449, section 6: commands and facts that pass.
	capTop:            {tag: "TOP"},
	capUser:           {tag: "USER"},
	capUIDL:           {tag: "UIDL"},
	capLoginDelay:     {tag: "LOGIN-DELAY"},
	capExpire:         {tag: "EXPIRE"},
	capImplementation: {tag: "IMPLEMENTATION"},
	// RFC 5034. The mechanisms that leave the connection as it is.
	capSASL: {tag: "SASL", offer: mediatedSASL},
	// RFC 2449, section 6.4, and RFC 3206. They promise the upstream's codes; the gate's own refusals then have them too.
	capCodes:     {tag: "RESP-CODES"},
	capAuthCodes: {tag: "AUTH-RESP-CODE"},
	// RFC 2449, section 6.6. The gate takes groups from any client and asks a server that can't take them one by one.
	capPipelining: {tag: "PIPELINING"},
	// RFC 6856. Messages pass as they are, so it needs the upstream's word.
	capUTF8: {tag: "UTF8"},
	capLang: {tag: "LANG"},
}

func mediatedSASL(s *Session, line string) string {
	tag, list, _ := strings.Cut(line, " ")
	s.named = strings.Fields(strings.ToUpper(list))
	kept := sasl.Offered(list, s.front.Auth)
	switch {
	case kept == "":
		return ""
	case kept == list:
		return line
	}
	return tag + " " + kept
}

// capa makes of the upstream's capabilities those that this client is to have: lines keep the upstream's order and case, ours follow.
func (s *Session) capa(x *exchange, a answer) error {
	return s.gathered(x, a, func(lines []string) (kept []string) {
		s.offers, s.named = offers{capAsked: true}, nil
		for _, line := range lines {
			c, known := capabilityOf(line)
			if !known {
				continue
			}
			s.offers[c] = true
			if offer := capas[c].offer; offer != nil {
				line = offer(s, line)
			}
			if line != "" {
				kept = append(kept, line)
			}
		}
		if !s.offers[capPipelining] {
			kept = append(kept, capas[capPipelining].tag)
		}
		return kept
	})
}

func capabilityOf(line string) (c capability, known bool) {
	tag, _, _ := strings.Cut(line, " ")
	for c := range capabilities {
		if strings.EqualFold(capas[c].tag, tag) {
			return c, true
		}
	}
	return 0, false
}
