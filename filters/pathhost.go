package filters

import "strings"

// What this file exports is for the program that hosts filters; scripts don't see it.

// ParseSender reads what follows "MAIL ": "FROM:<u@d> SIZE=10". Spaces after the colon and at the end are taken, as
// people type them; see [Rewritten]. The parameter SMTPUTF8 decides about non-ASCII. An error is a [*PathError]. Which
// parameters are offered is the caller's to judge; see [Params].
func ParseSender(arg string) (Path, error) {
	return parseArgument(arg, backwards, false)
}

// ParseRecipient reads what follows "RCPT ", "TO:<u@d>", like ParseSender. smtputf8 says that the transaction's
// MAIL had SMTPUTF8 (RFC 6531, section 3.4).
func ParseRecipient(arg string, smtputf8 bool) (Path, error) {
	return parseArgument(arg, forwards, smtputf8)
}

// Param is one ESMTP parameter.
type Param struct {
	Keyword  string // in upper case
	Value    string // as written, not decoded
	HasValue bool
}

// Params are all parameters of p in their order, the dropped ones too.
func Params(p Path) []Param {
	var all []Param
	for param, rest := cutParam(p.p.params); param.keyword != ""; param, rest = cutParam(rest) {
		all = append(all, Param{strings.ToUpper(param.keyword), param.value, param.valued})
	}
	return all
}

// OfferParams tells p which parameters the upstream has announced for its command, in upper case with spaces between:
// "SIZE BODY RET ENVID". Filters can set these and no others.
func OfferParams(p *Path, keywords string) { p.p.offered = keywords }

// DropParam keeps a parameter from going up, unless it is set anew. Filters still see it.
func DropParam(p *Path, keyword string) {
	if hasParam(p.p.params, keyword) && !hasParam(p.p.dropped, keyword) {
		p.p.dropped = strings.TrimPrefix(p.p.dropped+" "+keyword, " ")
		p.p.rewritten = true
	}
}

// MarkAccepted notes that the upstream has said 2xx to p.
func MarkAccepted(p *Path) { p.p.accepted = true }

// Rewritten tells that the client's own argument can't go up: a filter changed the path, a parameter was dropped,
// or there were spaces that RFC 5321 doesn't have. Then [Argument] goes up.
func Rewritten(p Path) bool { return p.p.rewritten }

// Argument is what goes up behind MAIL or RCPT: "FROM:<u@d> SIZE=10". A source route and parameters that nobody changed
// keep their bytes.
func Argument(p Path) string { return p.p.direction.keyword() + written(&p) }
