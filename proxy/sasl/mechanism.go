// Package sasl is what can be told of a login by SASL (RFC 4422) from outside: which mechanism it is, whose name is in it and when that is
// there to be read. Secrets pass through it and stay nowhere.
package sasl

import (
	"slices"
	"strings"
)

// wrapping are the mechanisms that can put a security layer between client and upstream, of which the gate would see noise (RFC 4422,
// section 3.7).
var wrapping = []string{"GSSAPI", "DIGEST-MD5", "KERBEROS_V4"}

// Wraps tells whether a mechanism, in upper case, can put a security layer between the two ends.
func Wraps(mechanism string) bool { return slices.Contains(wrapping, mechanism) }

// Offered are the mechanisms of a server's list that a client is offered too: those that leave the connection as it is, and the others that are
// named. Those bound to a TLS channel (-PLUS, RFC 5929) can't work through a gate that ends TLS.
func Offered(list string, named []string) string {
	kept := slices.DeleteFunc(strings.Fields(list), func(m string) bool {
		m = strings.ToUpper(m)
		return !slices.ContainsFunc(named, func(a string) bool { return strings.EqualFold(a, m) }) &&
			(Wraps(m) || strings.HasSuffix(m, "-PLUS"))
	})
	return strings.Join(kept, " ")
}

// Mechanism tells whether a word in upper case is the name of a mechanism that is in use (RFC 4422, section 3.1). Any other may be a secret in
// the wrong place.
func Mechanism(word string) bool {
	switch word {
	case "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "GSSAPI", "GS2-KRB5", "EXTERNAL", "ANONYMOUS", "KERBEROS_V4",
		"OAUTHBEARER", "XOAUTH2", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512":
		return true
	}
	base, plus := strings.CutSuffix(word, "-PLUS")
	return plus && base != "" && !strings.HasSuffix(base, "-PLUS") && Mechanism(base)
}
