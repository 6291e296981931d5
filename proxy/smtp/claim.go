package smtp

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters"
)

// initialResponse tells whether text can stand behind the mechanism: one token of base64, or the equals sign that means the empty response
// (RFC 4954, section 4).
func initialResponse(text string) bool {
	_, err := base64.StdEncoding.DecodeString(text)
	return text == "=" || text != "" && err == nil
}

// showsName tells whether the client's first response holds the name where it can be read.
func showsName(mechanism string) bool {
	switch mechanism {
	case "PLAIN", "LOGIN", "CRAM-MD5", "EXTERNAL", "OAUTHBEARER", "XOAUTH2":
		return true
	}
	return strings.HasPrefix(mechanism, "SCRAM-")
}

// hidesName tells whether a response that should hold the name isn't base64: a lax server could find one in it.
func (s *Session) hidesName(response string) bool {
	if s.login.asked || !showsName(s.login.mechanism) || s.wantsPassword() {
		return false
	}
	_, err := base64.StdEncoding.DecodeString(response)
	return err != nil
}

// wantsPassword tells whether the upstream's challenge asks for the password of LOGIN, as it does behind an empty name.
func (s *Session) wantsPassword() bool {
	_, challenge, _ := strings.Cut(firstLine(s.heard.Text), " ")
	raw, _ := base64.StdEncoding.DecodeString(challenge)
	return s.login.mechanism == "LOGIN" && bytes.HasPrefix(bytes.ToLower(raw), []byte("pass"))
}

// claimIn is the name in a client's first response, or "". One with a control character in it may hold the secret too.
func claimIn(mechanism, response string) string {
	name := nameIn(mechanism, response)
	if strings.ContainsFunc(name, unicode.IsControl) {
		return ""
	}
	return filters.Clean(name)
}

// nameIn is the name as it stands in a response, or "".
func nameIn(mechanism, response string) string {
	raw, err := base64.StdEncoding.DecodeString(response)
	if err != nil {
		return ""
	}
	text := string(raw)
	switch {
	case mechanism == "PLAIN": // authzid NUL authcid NUL password, RFC 4616
		if parts := strings.Split(text, "\x00"); len(parts) == 3 {
			return parts[1]
		}
	case mechanism == "LOGIN", mechanism == "EXTERNAL":
		return text
	case mechanism == "CRAM-MD5": // name SP digest, RFC 2195
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			return text[:i]
		}
	case strings.HasPrefix(mechanism, "SCRAM-"): // n,,n=name,r=nonce, RFC 5802
		return unescaped(attribute(text, ",", "n="))
	case mechanism == "OAUTHBEARER": // n,a=name,^A..., RFC 7628
		return unescaped(attribute(text, ",", "a="))
	case mechanism == "XOAUTH2": // user=name^A...
		return attribute(text, "\x01", "user=")
	}
	return ""
}

func attribute(text, separator, key string) string {
	for part := range strings.SplitSeq(text, separator) {
		if value, is := strings.CutPrefix(part, key); is {
			return value
		}
	}
	return ""
}

// unescaped: RFC 5802, section 5.1, writes "," and "=" as =2C and =3D.
func unescaped(name string) string {
	return strings.NewReplacer("=2C", ",", "=3D", "=").Replace(name)
}
