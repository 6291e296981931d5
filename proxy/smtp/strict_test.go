package smtp_test

import (
	"regexp"
	"slices"
	"strings"
)

// grammar is what the commands that a gate may send up look like (RFC 5321, section 4.1.1; RFC 3030; RFC 4954), by verb. White space at the end is
// the client's: section 4.1.1 has servers tolerate it.
var grammar = map[string]*regexp.Regexp{
	"EHLO": regexp.MustCompile(`^\S+ +[^ ].*$`),
	"HELO": regexp.MustCompile(`^\S+ +[^ ].*$`),
	"MAIL": regexp.MustCompile(`^\S+ (?i:FROM):<` + path + `>` + parameters + ` *$`),
	"RCPT": regexp.MustCompile(`^\S+ (?i:TO):<` + path + `>` + parameters + ` *$`),
	"DATA": regexp.MustCompile(`^\S+ *$`),
	"BDAT": regexp.MustCompile(`^\S+ [0-9]+( (?i:LAST))?$`),
	"RSET": regexp.MustCompile(`^\S+ *$`),
	"VRFY": regexp.MustCompile(`^\S+( .*)?$`),
	"EXPN": regexp.MustCompile(`^\S+( .*)?$`),
	"HELP": regexp.MustCompile(`^\S+( .*)?$`),
	"NOOP": regexp.MustCompile(`^\S+( .*)?$`),
	"QUIT": regexp.MustCompile(`^\S+ *$`),
	"AUTH": regexp.MustCompile(`^\S+ [A-Za-z0-9_-]+( (=|[A-Za-z0-9+/]+=*))?$`),
}

const (
	path       = `(?:"(?:[^"\\]|\\.)*"|[^"<>\s])*`
	parameters = `( +[A-Za-z0-9][A-Za-z0-9-]*(=[^\s=]+)?)*`
)

// brings are the keywords of EHLO by the parameters that come with them.
var brings = map[string]string{
	"SIZE": "SIZE", "BODY": "8BITMIME", "SMTPUTF8": "SMTPUTF8", "RET": "DSN", "ENVID": "DSN", "AUTH": "AUTH", "NOTIFY": "DSN", "ORCPT": "DSN",
}

// expects is what a server may take for granted of a gate, whatever the gate's client does.
type expects struct {
	extended   bool // since EHLO: what was offered may be used
	mail, rcpt bool // said, if not accepted, since the last reset
	utf8       bool // the sender has SMTPUTF8
	loggedIn   bool
}

// examine notes what no gate may send up now.
func (p *peer) examine(verb, line string) {
	switch form := grammar[verb]; {
	case form == nil:
		p.Wrong("the command %q", line)
		return
	case !form.MatchString(line):
		p.Wrong("%q is no %s", line, verb)
	}
	if verb != "BDAT" && len(p.Buf) > 0 && (!p.offers("PIPELINING") || slices.Contains([]string{"EHLO", "HELO", "DATA", "AUTH", "QUIT"}, verb)) {
		p.Wrong("%q behind %q, before the reply to that", p.Buf, line)
	}
	if p.chunking && !slices.Contains([]string{"BDAT", "RSET", "QUIT"}, verb) {
		p.Wrong("%q between chunks", line)
	}
	if strings.ContainsFunc(line, func(c rune) bool { return c > '~' }) && !p.unicode(verb, line) {
		p.Wrong("8 bits in %q", line)
	}
	p.examineState(verb, line)
}

// examineState is examine for the commands that have their place.
func (p *peer) examineState(verb, line string) {
	switch verb {
	case "MAIL":
		if p.mail {
			p.Wrong("%q within a transaction", line)
		}
		p.expects.mail, p.utf8 = true, strings.Contains(strings.ToUpper(line), " SMTPUTF8")
		p.examineParameters(line)
	case "RCPT":
		if !p.expects.mail {
			p.Wrong("%q without a sender", line)
		}
		p.rcpt = true
		p.examineParameters(line)
	case "DATA", "BDAT":
		if !p.rcpt {
			p.Wrong("%q without a recipient", line)
		}
		if verb == "BDAT" && !p.offers("CHUNKING") {
			p.Wrong("%q, which isn't offered", line)
		}
	case "AUTH":
		if p.loggedIn || p.mail || !p.offers("AUTH") {
			p.Wrong("%q out of place", line)
		}
	}
}

// examineParameters wants them to be offered.
func (p *peer) examineParameters(line string) {
	for _, parameter := range strings.Fields(line[strings.LastIndex(line, ">")+1:]) {
		keyword, value, _ := strings.Cut(strings.ToUpper(parameter), "=")
		if !p.offers(brings[keyword]) || value == "BINARYMIME" && !p.offers("BINARYMIME") {
			p.Wrong("%q, with a parameter that isn't offered", line)
		}
	}
}

// unicode tells whether a command may be in UTF-8 (RFC 6531).
func (p *peer) unicode(verb, line string) bool {
	switch verb {
	case "MAIL", "VRFY", "EXPN":
		return strings.Contains(strings.ToUpper(line), " SMTPUTF8")
	case "RCPT":
		return p.utf8
	}
	return false
}

// offers tells whether the client of this server may use an extension.
func (p *peer) offers(keyword string) bool {
	return p.extended && slices.ContainsFunc(p.r.offers, func(offer string) bool {
		word, _, _ := strings.Cut(offer, " ")
		return word == keyword
	})
}
