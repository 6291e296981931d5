package pop3

import (
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
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

// No capabilities, but what else is known of the upstream's answer to CAPA.
const (
	capAsked     = capabilities + iota // it has given one
	capExpireNow                       // it may delete at QUIT what RETR has brought: EXPIRE 0 (RFC 2449, section 6.7)
	capFacts
)

// offers are what the upstream has said to CAPA.
type offers [capFacts]bool

// capas is the table by which CAPA is mediated, each row with its reason.
var capas = [capabilities]struct {
	tag string

	// offer says what the client is offered in the place of the upstream's line; "": nothing. nil: that line.
	offer func(s *Session, line string) string
}{
	// RFC 1939, section 7, and RFC 2449, section 6: commands and facts that pass.
	capTop:            {tag: "TOP"},
	capUIDL:           {tag: "UIDL"},
	capLoginDelay:     {tag: "LOGIN-DELAY"},
	capExpire:         {tag: "EXPIRE"},
	capImplementation: {tag: "IMPLEMENTATION"},
	// RFC 2449, section 6.3. Not where a password may not be said yet.
	capUser: {tag: "USER", offer: unexposed},
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

func unexposed(s *Session, line string) string {
	if s.exposed() {
		return ""
	}
	return line
}

func mediatedSASL(s *Session, line string) string {
	tag, list, _ := strings.Cut(line, " ")
	s.named = strings.Fields(strings.ToUpper(list))
	kept := sasl.Offered(list, s.front.Auth)
	switch {
	case kept == "", s.exposed():
		return ""
	case kept == list:
		return line
	}
	return tag + " " + kept
}

// expiresNow tells whether a line of EXPIRE says that no mail stays on the server.
func expiresNow(line string) bool {
	words := strings.Fields(line)
	return len(words) > 1 && strings.Trim(words[1], "0") == ""
}

// capa makes of the upstream's capabilities those that this client is to have: lines keep the upstream's order and case, ours follow.
func (s *Session) capa(x *exchange, a answer) error {
	return s.gathered(x, a, s.mediated)
}

// mediated learns what the upstream offers, and says what the client is offered.
func (s *Session) mediated(lines []string) (kept []string) {
	s.offers, s.named = offers{capAsked: true}, nil
	for _, line := range lines {
		c, known := capabilityOf(line)
		if !known {
			continue
		}
		s.offers[c] = true
		s.offers[capExpireNow] = s.offers[capExpireNow] || c == capExpire && expiresNow(line)
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
	if !s.secure() && !s.drop.open() && s.front.TLS.Keys() != nil {
		kept = append(kept, "STLS") // RFC 2595, section 4; each leg is protected by itself, so the upstream's own isn't in the table
	}
	return kept
}

// askCapabilities asks for the upstream's capabilities in the gate's own name, when a client that hasn't asked says more than one command at a time: one
// round trip may save one for each of them.
func (s *Session) askCapabilities(c *command) error {
	if s.offers[capAsked] || !s.drop.open() || c.row == &unknown || c.row.verb == "QUIT" || !s.client.HasLine() {
		return nil
	}
	if err := s.settle(); err != nil || !s.quiet() {
		return err
	}
	own := exchange{row: verbs["CAPA"], seen: filters.Command{Verb: "CAPA"}}
	s.recordLine(journal.PS, own.seen)
	s.sendUp([]byte("CAPA\r\n"))
	a, err := s.hear(&own)
	if err != nil || a.by != byUpstream {
		return err
	}
	s.offers[capAsked] = true
	var lines []byte
	if a.ok {
		if lines, err = s.gather(); err != nil {
			return nil // the next command hears that the upstream is lost
		}
		s.mediated(linesOf(lines))
	}
	s.recordWords(journal.SP, "CAPA", words{s.heard.Text, lines, int64(len(lines))}, byUpstream)
	return nil
}

// capabilityOf finds the row of a line. One with a bare CR or LF in it is more than one to some clients.
func capabilityOf(line string) (c capability, known bool) {
	if slices.ContainsFunc([]byte(line), conversation.Control) {
		return 0, false
	}
	tag, _, _ := strings.Cut(line, " ")
	for c := range capabilities {
		if strings.EqualFold(capas[c].tag, tag) {
			return c, true
		}
	}
	return 0, false
}
