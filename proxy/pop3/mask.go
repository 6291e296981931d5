package pop3

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/sasl"
)

const masked = conversation.Masked

// mask is a command as filters and the record may see it. USER and APOP keep the name, AUTH its mechanism. A line that is no known command
// may be a secret altogether: a misspelt PASS, or the password of an exchange that has failed meanwhile. So its argument is masked, and of
// what looks like anything but a misspelt verb nothing is left. From there on more is held to be secret.
func (s *Session) mask(c *command, word []byte, alone bool) (seen filters.Command, secret bool) {
	row, arg := c.row, c.arg
	switch {
	case row == &unknown && (s.wary || joined(string(word)) || !conversation.VerbLike(string(word), alone)):
		return filters.Command{Verb: masked}, true
	case row == &unknown:
		return filters.Command{Verb: strings.ToUpper(string(word)), Arg: masked}, true
	}
	switch row.verb {
	case "PASS":
		arg = masked
	case "USER":
		arg = maskedName(arg)
	case "APOP":
		arg = maskedDigest(arg)
	case "AUTH":
		arg = maskedResponse(arg)
	default:
		if arg == "" || row.form.check(arg).text == "" && row.form != text || row.form.counts() && onlyNumbers(arg) {
			return filters.Command{Verb: row.verb, Arg: arg}, false
		}
		return filters.Command{Verb: row.verb, Arg: masked}, true // a password of several words may begin with a verb
	}
	return filters.Command{Verb: row.verb, Arg: arg}, row.verb != "USER" || arg != c.arg
}

// onlyNumbers tells whether an argument is numbers, be they too many or with zeros before them. A long one may be a password.
func onlyNumbers(arg string) bool {
	for word := range strings.FieldsSeq(arg) {
		if len(word) > len("2147483647") || strings.Trim(word, "0123456789") != "" {
			return false
		}
	}
	return true
}

// joined tells whether a word is PASS with the beginning of a password, between which somebody has left out the space.
func joined(word string) bool {
	rest, is := strings.CutPrefix(strings.ToUpper(word), "PASS")
	return is && rest != "" && rest != "WD" && rest != "WORD"
}

// maskedName is the argument of USER, of which people type more in one line than belongs there.
func maskedName(arg string) string {
	if words := strings.Fields(arg); hasPassword(words) {
		return words[0] + " " + masked
	}
	return arg
}

// hasPassword tells whether somebody has typed "joe PASS secret", or password in full. Names may have spaces in them.
func hasPassword(name []string) bool {
	return len(name) > 2 && (strings.EqualFold(name[1], "PASS") || strings.EqualFold(name[1], "PASSWORD"))
}

// maskedDigest is the argument of APOP: a name, and a digest by which a password can be guessed.
func maskedDigest(arg string) string {
	if nameAndDigest.check(arg).text == "" {
		name, _ := cutDigest(arg)
		return name + " " + masked
	}
	return masked
}

func maskedResponse(arg string) string {
	mechanism, rest, _ := strings.Cut(strings.Trim(arg, " "), " ")
	if mechanism = strings.ToUpper(mechanism); mechanism != "" {
		mechanism = maskedMechanism(mechanism)
	}
	if rest != "" {
		mechanism += " " + masked
	}
	return mechanism
}

// maskedMechanism is the name of a mechanism. A word that is none in use may be a response in its place.
func maskedMechanism(name string) string {
	if sasl.Mechanism(name) {
		return name
	}
	return masked
}
