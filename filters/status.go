package filters

import (
	"regexp"
	"slices"
	"strings"
)

// What this file exports is for the program that hosts filters; scripts don't see it.

// StatusReply makes a reply of POP3. The code is a response code such as "AUTH", or "" for none. The first text is the status line's, the
// others are the lines behind it, as CAPA has them; without any the text is empty.
func StatusReply(ok bool, code string, text ...string) Reply {
	if len(text) == 0 {
		text = []string{""} // so that every reply has a line
	}
	return Reply{Enhanced: code, Lines: slices.Clone(text), ok: ok}
}

// CutResponseCode parts what stands behind "+OK " or "-ERR ": "[AUTH] no" is the code "AUTH" and the text "no". The code keeps its case,
// which means nothing (RFC 2449, section 8). What doesn't begin with a code of the right form is all text.
func CutResponseCode(s string) (code, text string) {
	bracket, rest, closed := strings.Cut(s, "]")
	code, opened := strings.CutPrefix(bracket, "[")
	if !opened || !closed || !isResponseCode(code) {
		return "", s
	}
	return code, strings.TrimPrefix(rest, " ")
}

// StatusText is what stands behind "+OK " or "-ERR " in the status line of a reply of POP3: the response code in brackets, if there is
// one, and the text. It undoes [CutResponseCode], but for what stands between bracket and text, where it wants one space, and none
// before an empty text: a reply that no filter has changed is better passed on as it came.
func StatusText(r Reply) string {
	if len(r.Lines) == 0 {
		return bracketed(r.Enhanced, "")
	}
	return bracketed(r.Enhanced, r.Lines[0])
}

func bracketed(code, text string) string {
	switch {
	case code == "":
		return text
	case text == "":
		return "[" + code + "]"
	}
	return "[" + code + "] " + text
}

// status is the word with which the reply begins in POP3.
func (r *Reply) status() string {
	if r.ok {
		return "+OK"
	}
	return "-ERR"
}

// maxStatus is the most bytes of a status line with its CRLF (RFC 2449, section 4).
const maxStatus = 512

// fit cuts the text of a status line that is no longer the upstream's own.
func (r *Reply) fit() {
	head := len(r.status() + " " + bracketed(r.Enhanced, " ") + "\r\n")
	r.Lines[0] = cut(r.Lines[0], maxStatus-head+len(" "))
}

// maxResponseCode leaves room for a text; codes that are known have some ten letters.
const maxResponseCode = 100

var responseCode = regexp.MustCompile(`^[!-.0-Z\\^-~]+(/[!-.0-Z\\^-~]+)*$`) // RFC 2449, section 3, without a bracket in it

func isResponseCode(s string) bool { return len(s) <= maxResponseCode && responseCode.MatchString(s) }
