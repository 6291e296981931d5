package sasl

import (
	"bytes"
	"encoding/base64"
)

// Attempt is one exchange of AUTH, as far as its lines tell who logs in. Filters are asked about it once, when the name is there, or, where the
// mechanism hides it, before the first thing that might decide.
type Attempt struct {
	Mechanism string // in upper case

	nameless bool // an empty response stood for the name
	asked    bool // filters have been asked
}

// Initial is called with what stands behind the mechanism, if something is there. ask says that filters are to be asked now, about name.
func (a *Attempt) Initial(response string, there bool) (name string, ask bool) {
	names, empty := showsName(a.Mechanism), response == "" || response == "="
	if !there || a.asked || empty && names && a.Mechanism != "EXTERNAL" {
		a.nameless = there
		return "", false
	}
	a.asked = !empty || !names // an EXTERNAL without a name may yet be followed by one
	return claimIn(a.Mechanism, response), true
}

// Response is called with the client's answer to a challenge, which is base64. ask is as in Initial.
func (a *Attempt) Response(response, challenge string) (name string, ask bool) {
	if !a.asked && a.wantsPassword(challenge) {
		a.asked = true
		return "", true
	}
	return a.Initial(response, true)
}

// Hides tells whether the client's answer to a challenge can't go up because the name that should be in it can't be read.
func (a *Attempt) Hides(response, challenge string) bool {
	return !a.asked && !a.wantsPassword(challenge) && HidesName(a.Mechanism, response)
}

// wantsPassword tells whether a challenge asks for the password of LOGIN. Behind an empty name every one does that doesn't ask for a user again,
// in whatever language.
func (a *Attempt) wantsPassword(challenge string) bool {
	raw, _ := base64.StdEncoding.DecodeString(challenge)
	asks := func(word string) bool { return bytes.HasPrefix(bytes.ToLower(raw), []byte(word)) }
	return a.Mechanism == "LOGIN" && (asks("pass") || a.nameless && !asks("user"))
}
