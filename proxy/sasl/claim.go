package sasl

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
)

// Initial tells whether text can stand behind the mechanism: one token of base64, or the equals sign that means the empty response (RFC 4954
// and RFC 5034, section 4).
func Initial(text string) bool {
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

// mustName tells whether the response of a mechanism is nothing without a name in it.
func mustName(mechanism string) bool {
	return slices.Contains([]string{"PLAIN", "LOGIN", "CRAM-MD5"}, mechanism)
}

// HidesName tells whether a response that should hold the name can't go up, because none could be read: it isn't base64, or the name isn't where
// it belongs, has a control character or octets that aren't UTF-8. A lax server could find one in it, by which no filter has counted.
func HidesName(mechanism, response string) bool {
	_, err := base64.StdEncoding.DecodeString(response)
	return err != nil && showsName(mechanism) || mustName(mechanism) && response != "" && claimIn(mechanism, response) == ""
}

// claimIn is the name in a client's first response, or "". What is no name by itself may hold the secret too: one with a control character,
// octets that aren't UTF-8, what is left of a message whose separators are missing.
func claimIn(mechanism, response string) string {
	name := nameIn(mechanism, response)
	if strings.ContainsFunc(name, unicode.IsControl) || !utf8.ValidString(name) {
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
		if parts := strings.Split(text, "\x00"); len(parts) == 3 && parts[2] != "" {
			return parts[1]
		}
	case mechanism == "LOGIN", mechanism == "EXTERNAL":
		return text
	case mechanism == "CRAM-MD5": // name SP digest, RFC 2195
		if i := strings.LastIndexByte(text, ' '); i > 0 && IsDigest(text[i+1:]) {
			return text[:i]
		}
	case strings.HasPrefix(mechanism, "SCRAM-"): // n,,n=name,r=nonce, RFC 5802
		return unescaped(attribute(text, ",", "n="))
	case mechanism == "OAUTHBEARER": // n,a=name,^A..., RFC 7628
		return withoutToken(unescaped(attribute(text, ",", "a=")))
	case mechanism == "XOAUTH2": // user=name^A...
		return withoutToken(attribute(text, "\x01", "user="))
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

// IsDigest tells whether text is 16 octets of MD5 in hexadecimal digits (RFC 2195, section 2; RFC 1939, section 7).
func IsDigest(text string) bool {
	raw, err := hex.DecodeString(text)
	return err == nil && len(raw) == md5.Size
}

// withoutToken is a name, or "" where the token stands in it because ^A was written out as two characters, or as another.
func withoutToken(name string) string {
	if small := strings.ToLower(name); strings.Contains(small, "auth=") || strings.Contains(small, "bearer ") {
		return ""
	}
	return name
}

// unescaped: RFC 5802, section 5.1, writes "," and "=" as =2C and =3D.
func unescaped(name string) string {
	return strings.NewReplacer("=2C", ",", "=3D", "=").Replace(name)
}
