package filters

import (
	"fmt"
	"slices"
	"strings"
)

// maxParams is the most parameters a command may have: each is compared with those before it.
const maxParams = 64

// Param is a parameter's value, and whether the path has that parameter; names are matched without case. ORCPT, ENVID
// and AUTH are decoded from xtext (RFC 3461, section 4), unless that is bad or hides what isn't printable ASCII: it is
// then as written, like the values of all others. A parameter without a value, such as SMTPUTF8, has "".
func (p Path) Param(name string) (string, bool) {
	for param, rest := cutParam(p.p.params); param.keyword != ""; param, rest = cutParam(rest) {
		if !strings.EqualFold(param.keyword, name) {
			continue
		}
		if isXtext(param.keyword) {
			return decodeXtext(param.value), true
		}
		return param.value, true
	}
	return "", false
}

// SetParam gives a parameter its value, encoded as Param decodes; "" is a parameter without one. It stays where it
// stood, or is put behind the others. Only what the upstream has announced can be set. An error changes nothing.
func (p *Path) SetParam(name, value string) error {
	if !isKeyword(name) {
		return fmt.Errorf("SetParam: %q is no parameter name", name)
	}
	keyword := strings.ToUpper(name)
	if !hasWord(p.p.offered, keyword) {
		return fmt.Errorf("SetParam: the upstream does not offer %s", keyword)
	}
	if isXtext(keyword) {
		value = encodeXtext(value)
	}
	if value != "" && !isValue(value) || !p.p.smtputf8 && !ascii(value) {
		return fmt.Errorf("SetParam: %s can't have the value %q", keyword, value)
	}
	params := withParam(p.p.params, keyword, value)
	p.p.rewritten = p.p.rewritten || params != p.p.params
	p.p.params, p.p.dropped = params, withoutWord(p.p.dropped, keyword)
	p.p.smtputf8 = p.p.smtputf8 || declaresUTF8(params)
	return nil
}

// withParam puts a value in the place of another, or at the end.
func withParam(params, keyword, value string) string {
	var all []string
	found := false
	for p, rest := cutParam(params); p.keyword != ""; p, rest = cutParam(rest) {
		if strings.EqualFold(p.keyword, keyword) {
			p.value, p.valued, found = value, value != "", true
		}
		all = append(all, p.String())
	}
	if !found {
		all = append(all, param{keyword, value, value != ""}.String())
	}
	return strings.Join(all, " ")
}

// checkParams reads the esmtp-params of RFC 5321, section 4.1.2: one space between, each keyword once.
func checkParams(params string) *PathError {
	count := 0
	for rest := params; rest != ""; count++ {
		word, after, _ := strings.Cut(rest, " ")
		param, _ := cutParam(word)
		switch {
		case word == "":
			return argumentFault("one space before each parameter")
		case word[0] == '<':
			return argumentFault("one path in each command")
		case !isKeyword(param.keyword), param.valued && !isValue(param.value):
			return argumentFault("a parameter reads NAME or NAME=value")
		case count == maxParams:
			return argumentFault("too many parameters")
		case hasParam(params[:len(params)-len(rest)], param.keyword):
			return argumentFault("a parameter is given twice")
		}
		rest = after
	}
	return nil
}

// param is one parameter as written.
type param struct {
	keyword, value string
	valued         bool
}

func (p param) String() string {
	if !p.valued {
		return p.keyword
	}
	return p.keyword + "=" + p.value
}

// cutParam cuts the first parameter off; its keyword is "" when there is none.
func cutParam(params string) (p param, rest string) {
	word, rest, _ := strings.Cut(params, " ")
	p.keyword, p.value, p.valued = strings.Cut(word, "=")
	return p, rest
}

func hasParam(params, keyword string) bool {
	for param, rest := cutParam(params); param.keyword != ""; param, rest = cutParam(rest) {
		if strings.EqualFold(param.keyword, keyword) {
			return true
		}
	}
	return false
}

// hasWord tells whether list, with spaces between, has the word.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

func withoutWord(list, word string) string {
	same := func(w string) bool { return strings.EqualFold(w, word) }
	return strings.Join(slices.DeleteFunc(strings.Fields(list), same), " ")
}

// isKeyword tells whether s is an esmtp-keyword: letters and digits, hyphens behind the first.
func isKeyword(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isAlnum(s[i]) && (s[i] != '-' || i == 0) {
			return false
		}
	}
	return s != ""
}

// isValue tells whether s is an esmtp-value: printable but = and space, or clean UTF-8 (RFC 6531, section 3.3).
func isValue(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] == '=' || s[i] == 0x7F {
			return false
		}
	}
	return s != "" && (ascii(s) || cleanUTF8(s))
}
