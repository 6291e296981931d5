package message

import "strings"

// Signed tells what says of itself that it is signed or encrypted, by its header: "dkim", "arc", "smime", "pgp" in this
// order. It is present, not verified.
func (m *Message) Signed() []string {
	h := m.Header
	if h == nil {
		return nil
	}
	smime, pgp := false, false
	for _, value := range h.Raw("Content-Type") {
		s, p := protectedBy(value)
		smime, pgp = smime || s, pgp || p
	}
	var signed []string
	for _, found := range []struct {
		is   bool
		name string
	}{
		{h.index("DKIM-Signature") >= 0, "dkim"},
		{h.index("ARC-Seal") >= 0 || h.index("ARC-Message-Signature") >= 0, "arc"},
		{smime, "smime"},
		{pgp, "pgp"},
	} {
		if found.is {
			signed = append(signed, found.name)
		}
	}
	return signed
}

// protectedBy reads a Content-Type (RFC 8551, section 3.5; RFC 3156, sections 4 and 5).
func protectedBy(value string) (smime, pgp bool) {
	value = strings.ToLower(unfold(value))
	kind, parameters, _ := strings.Cut(value, ";")
	switch strings.TrimSpace(kind) {
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return true, false
	case "multipart/signed":
		return strings.Contains(parameters, "pkcs7-signature"), strings.Contains(parameters, "pgp-signature")
	case "multipart/encrypted":
		return false, strings.Contains(parameters, "pgp-encrypted")
	}
	return false, false
}
