package smtp

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// own is a reply in the gate's own words. The zero own: none.
type own struct {
	code     int
	enhanced string // RFC 3463
	text     string // its lines, parted by \n
}

// Everything that the gate itself answers.
var (
	// Consent, where the upstream isn't asked.
	ok          = own{250, "2.0.0", "OK"}
	okSender    = own{250, "2.1.0", "sender OK"}
	okRecipient = own{250, "2.1.5", "recipient OK"}
	okReset     = own{250, "2.0.0", "reset"}
	goAhead     = own{354, "", "end data with <CR><LF>.<CR><LF>"}
	chunkTaken  = own{250, "2.0.0", "octets received"}
	goSecure    = own{220, "2.0.0", "go ahead with TLS"}
	goodbye     = own{221, "2.0.0", "closing connection"}
	cannotTell  = own{252, "2.1.5", "can't say; send some mail, it will be tried"}
	help        = own{214, "2.0.0", "HELO EHLO MAIL RCPT DATA BDAT RSET VRFY EXPN HELP NOOP QUIT AUTH"}

	// A line that is no command.
	bareNewline  = own{500, "5.5.2", "bare CR or LF in a command; lines end in CRLF"}
	lineTooLong  = own{500, "5.5.2", "line too long"}
	controlByte  = own{500, "5.5.2", "control character in a command"}
	eightBit     = own{501, "5.5.4", "8-bit character in a command without SMTPUTF8"}
	unknownVerb  = own{500, "5.5.1", "command not recognised"}
	maskedVerb   = own{502, "5.5.1", "command not available here"}
	notHTTP      = own{521, "5.5.1", "this is a mail server"}
	badArgument  = own{501, "5.5.4", "syntax error in the argument"}
	noArgument   = own{501, "5.5.4", "this command takes no argument"}
	wantName     = own{501, "5.5.4", "give the name of your host"}
	badChunkSize = own{501, "5.5.4", "want BDAT size [LAST]"}
	unknownParam = own{555, "5.5.4", "parameter not offered"}
	badParam     = own{501, "5.5.4", "bad value of a parameter"}

	// A command out of place.
	helloFirst   = own{503, "5.5.1", "send EHLO first"}
	nestedMail   = own{503, "5.5.1", "there is a sender already; send RSET to begin anew"}
	mailFirst    = own{503, "5.5.1", "send MAIL first"}
	noRecipients = own{554, "5.5.1", "no valid recipients"}
	rcptFirst    = own{503, "5.5.1", "send RCPT first; no recipient stands"}
	onlyChunks   = own{503, "5.5.1", "BDAT is running; send BDAT, RSET, NOOP or QUIT"}
	chunksBroken = own{503, "5.5.1", "an earlier chunk was refused; send RSET"}
	notInMail    = own{503, "5.5.1", "not within a transaction"}
	loggedIn     = own{503, "5.5.1", "you have logged in already"}
	tlsFirst     = own{530, "5.7.0", "send STARTTLS first"}
	tlsAlready   = own{503, "5.5.1", "TLS is on already"}
	tlsHasty     = own{421, "4.7.0", "wait for the reply to STARTTLS, then begin TLS"}
	notOffered   = own{504, "5.5.4", "mechanism not offered"}
	clientBarred = own{503, "5.5.1", "you were refused; send QUIT"}
	pregreeting  = own{554, "5.5.1", "you talked before the greeting"}

	// Limits.
	tooManyRcpts   = own{452, "4.5.3", "too many recipients, send the rest later"}
	tooLarge       = own{552, "5.3.4", "message too large"}
	headerTooLarge = own{552, "5.3.4", "header too large"}
	spoolFull      = own{452, "4.3.1", "no room for a message now, try again later"}
	tooManyErrors  = own{421, "4.7.0", "too many errors"}
	clientSlow     = own{421, "4.4.2", "timed out waiting for you"}
	contentEndless = own{421, "4.7.0", "message without end"}
	closingDown    = own{421, "4.3.2", "closing down, try again later"}

	// Content that isn't canonical.
	bareContent = own{550, "5.6.11", "bare CR or LF in the message; lines end in CRLF"}
	nulContent  = own{550, "5.6.0", "NUL in the message"}
	noSevenBit  = own{554, "5.6.3", "the mail server takes 7 bits, and this message can't be made so"}

	// Trouble behind the gate.
	upstreamDown  = own{421, "4.3.2", "the mail server can't be reached, try again later"}
	upstreamLost  = own{421, "4.3.2", "the mail server is gone, try again later"}
	upstreamSaid  = own{451, "4.4.1", "the mail server gave no answer, try again later"}
	upstreamSlow  = own{451, "4.4.1", "no answer in time, try again later"}
	upstreamState = own{451, "4.3.0", "the mail server lost the transaction, try again later"}
	diskTrouble   = own{451, "4.3.0", "local trouble, try again later"}
	unrecorded    = own{451, "4.3.0", "the message can't be put on record now, try again later"}
	noRecord      = own{421, "4.3.0", "this can't be put on record now, try again later"}
)

// reply gives a reply the shape that filters and the record know.
func (o own) reply() filters.Reply {
	return filters.Reply{Code: o.code, Enhanced: o.enhanced, Lines: strings.Split(o.text, "\n")}
}

// fromFilter is the reply that a chain has decided on.
func fromFilter(r filters.Reply) own {
	return own{r.Code, r.Enhanced, strings.Join(r.Lines, "\n")}
}

// spelt is a decision in words that the client may hear: beyond ASCII only within a transaction with SMTPUTF8 (RFC 6531, section 3.7.4.2).
func (s *Session) spelt(d filters.Decision) filters.Decision {
	if s.tx.utf8 {
		return d
	}
	return conversation.ASCII(d)
}

// answer is the reply where the upstream's was awaited.
func (o own) answer() *answer {
	return &answer{code: o.code, text: o.append(nil), by: byProxy, own: true}
}

// append adds the reply in its wire form.
func (o own) append(to []byte) []byte {
	if strings.Contains(o.text, "\n") {
		return append(to, worded(o.reply())...)
	}
	if o.enhanced == "" {
		return fmt.Appendf(to, "%d %s\r\n", o.code, o.text)
	}
	return fmt.Appendf(to, "%d %s %s\r\n", o.code, o.enhanced, o.text)
}

func (o own) String() string { return string(o.append(nil)[:len(o.append(nil))-2]) }

// oneLine is the text as it stands in a log.
func (o own) oneLine() string { return strings.ReplaceAll(o.text, "\n", " / ") }
