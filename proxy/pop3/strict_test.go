package pop3_test

import (
	"regexp"
	"strings"
)

// grammar is what the commands that a gate may send up look like (RFC 1939; RFC 2449; RFC 5034; RFC 6856), by verb.
var grammar = map[string]*regexp.Regexp{
	"USER": regexp.MustCompile(`^\S+ [^ ].*$`), "PASS": regexp.MustCompile(`^\S+( .*)?$`), "APOP": regexp.MustCompile(`^\S+ [^ ].* \S+$`),
	"AUTH": regexp.MustCompile(`^\S+( [!-~]+( (=|[A-Za-z0-9+/]+=*))?)?$`), // whose first word may be a secret without a mechanism
	"CAPA": alone, "STAT": alone, "NOOP": alone, "RSET": alone, "QUIT": alone,
	"LIST": regexp.MustCompile(`^\S+( ` + number + `)?$`), "UIDL": regexp.MustCompile(`^\S+( ` + number + `)?$`),
	"RETR": regexp.MustCompile(`^\S+ ` + number + `$`), "DELE": regexp.MustCompile(`^\S+ ` + number + `$`), "TOP": regexp.MustCompile(`^\S+ ` + number + ` [0-9]+$`),
	"LANG": regexp.MustCompile(`^\S+( \S+)?$`), "UTF8": regexp.MustCompile(`^\S+( \S+)?$`),
}

const number = `(0|[1-9][0-9]*)`

var alone = regexp.MustCompile(`^\S+$`)

// examine notes what no gate may send up now, whatever its client does.
func (p *peer) examine(verb, line string) {
	switch form := grammar[verb]; {
	case form == nil:
		p.Wrong("the command %q", line)
	case !form.MatchString(line):
		p.Wrong("%q is no %s", line, verb)
	case p.over:
		p.Wrong("%q behind QUIT", line)
	case len(p.Buf) > 0 && (!p.grouped || verb == "AUTH" || verb == "QUIT"):
		p.Wrong("%q behind %q, before the reply to that", p.Buf, line)
	}
	if strings.ContainsFunc(line, func(c rune) bool { return c > '~' }) && verb != "USER" && verb != "PASS" && verb != "APOP" {
		p.Wrong("8 bits in %q", line)
	}
	if verb == "CAPA" {
		for _, offer := range p.r.offers {
			p.grouped = p.grouped || offer == "PIPELINING"
		}
	}
}
