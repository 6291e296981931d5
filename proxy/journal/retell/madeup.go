package retell

import (
	"encoding/base64"
	"strings"
)

// madeUpPassword stands for all secrets, which are never on record.
const madeUpPassword = "made-up"

// madeUp is the responses of a login of which the record has the mechanism and the name, in their order; the last stands for all further
// ones.
func madeUp(mechanism, name string) []string {
	var texts []string
	nameless := name == ""
	if nameless {
		name = "\x01" // the record has no name that isn't one
	}
	switch {
	case nameless && (mechanism == "PLAIN" || mechanism == "CRAM-MD5"): // without a name nothing goes up but an empty response
		texts = []string{""}
	case nameless && mechanism == "LOGIN":
		texts = []string{"", madeUpPassword}
	case mechanism == "PLAIN":
		texts = []string{"\x00" + name + "\x00" + madeUpPassword}
	case mechanism == "LOGIN":
		texts = []string{name, madeUpPassword}
	case mechanism == "CRAM-MD5":
		texts = []string{name + " 00000000000000000000000000000000"}
	case mechanism == "EXTERNAL":
		texts = []string{name}
	case mechanism == "OAUTHBEARER":
		texts = []string{"n,a=" + escaped(name) + ",\x01auth=Bearer " + madeUpPassword + "\x01\x01", "\x01"}
	case mechanism == "XOAUTH2":
		texts = []string{"user=" + name + "\x01auth=Bearer " + madeUpPassword + "\x01\x01", ""}
	case strings.HasPrefix(mechanism, "SCRAM-"):
		texts = []string{"n,,n=" + escaped(name) + ",r=madeup", "c=biws,r=madeup,p=bWFkZS11cA=="}
	default:
		texts = []string{madeUpPassword}
	}
	for i, text := range texts {
		texts[i] = base64.StdEncoding.EncodeToString([]byte(text))
	}
	return texts
}

// escaped: RFC 5802, section 5.1, writes "," and "=" as =2C and =3D.
func escaped(name string) string { return strings.NewReplacer("=", "=3D", ",", "=2C").Replace(name) }

// asksPassword tells whether a challenge of LOGIN asks for the password.
func asksPassword(challenge string) bool {
	raw, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(challenge))
	return strings.HasPrefix(strings.ToLower(string(raw)), "pass")
}
