package pop3

import (
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/sasl"
)

// form says what the argument of a command may be. All but text are read without the spaces around them, as people type: a name, because a
// server that doesn't count them would let somebody in whom the filters know by another name.
type form uint8

const (
	nothing form = iota
	text
	name
	nameAndDigest // (RFC 1939, section 7)
	number        // of a message (RFC 1939, section 5)
	maybeNumber   // or none
	twoNumbers    // of a message, and lines of its body
	maybeTag      // of a language (RFC 6856, section 3.2), or none
)

// check says what is wrong with an argument.
func (f form) check(arg string) own {
	switch {
	case f == nothing && arg != "":
		return noArgument
	case f == number && !isNumber(arg), f == maybeNumber && arg != "" && !isNumber(arg):
		return wantNumber
	case f == twoNumbers && !areNumbers(strings.Cut(arg, " ")):
		return wantTwoNumbers
	case f == name && arg == "":
		return wantName
	case f == name && hasPassword(strings.Fields(arg)):
		return passApart
	case f == nameAndDigest && !endsInDigest(arg):
		return wantDigest
	case f == maybeTag && strings.ContainsFunc(arg, func(c rune) bool { return c == ' ' || c > '~' }):
		return badArgument
	}
	return own{}
}

// counts tells whether numbers are wanted.
func (f form) counts() bool { return f == number || f == maybeNumber || f == twoNumbers }

func areNumbers(one, other string, both bool) bool { return both && isNumber(one) && isNumber(other) }

func endsInDigest(arg string) bool {
	name, digest := cutDigest(arg)
	return name != "" && !strings.HasSuffix(name, " ") && sasl.IsDigest(digest)
}

// cutDigest parts the argument of APOP: the name may have spaces in it.
func cutDigest(arg string) (name, digest string) {
	i := strings.LastIndexByte(arg, ' ')
	return arg[:max(i, 0)], arg[i+1:]
}

// isNumber tells whether s is a number that any server reads alike: what overflows in one may be that of another message there, and so may
// one with zeros before it, which is octal to some.
func isNumber(s string) bool {
	_, err := strconv.ParseUint(s, 10, 31)
	return err == nil && (s[0] != '0' || s == "0")
}
