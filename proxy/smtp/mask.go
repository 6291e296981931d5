package smtp

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/sasl"
)

const masked = conversation.Masked

// mask is a command as filters and the record may see it. AUTH keeps its mechanism. A line that is no known command may be a secret
// altogether: a misspelt AUTH, or the password of an exchange that has failed meanwhile. So its argument is masked, and of what looks like
// anything but a misspelt verb nothing is left. From there on more is held to be secret.
func (s *Session) mask(c *command, word []byte, alone bool) (seen filters.Command, secret bool) {
	row, arg := c.row, c.arg
	switch {
	case row == &unknown && (s.wary || !conversation.VerbLike(string(word), alone)):
		return filters.Command{Verb: masked}, true
	case row == &unknown:
		return filters.Command{Verb: strings.ToUpper(string(word)), Arg: masked}, true
	case row.verb == "AUTH":
		mechanism, rest, _ := strings.Cut(strings.Trim(arg, " "), " ")
		if mechanism = strings.ToUpper(mechanism); !sasl.Mechanism(mechanism) {
			mechanism = masked
		}
		if rest != "" {
			mechanism += " " + masked
		}
		return filters.Command{Verb: "AUTH", Arg: mechanism}, true
	case row.verb == "BURL", s.wary && arg != "" && idle(row, arg): // a URL can have a token in it (RFC 4467)
		return filters.Command{Verb: row.verb, Arg: masked}, true
	}
	return filters.Command{Verb: row.verb, Arg: arg}, false
}

// idle tells whether an argument means nothing to its command: a password of several words may begin with a verb.
func idle(row *verb, arg string) bool {
	arg = strings.ToUpper(strings.TrimLeft(arg, " "))
	switch row.verb {
	case "HELP", "NOOP", "STARTTLS", "TURN":
		return true
	case "MAIL":
		return !strings.HasPrefix(arg, "FROM:")
	case "RCPT":
		return !strings.HasPrefix(arg, "TO:")
	}
	return row.bare
}
