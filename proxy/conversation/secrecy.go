package conversation

import "strings"

// Masked stands on record and before filters in the place of what may be a secret.
const Masked = "***"

// VerbLike tells whether an unknown word looks like a misspelt verb. By itself it may be a password, unless it is that short.
func VerbLike(word string, alone bool) bool {
	if word == "" || len(word) > 10 || len(word) > 4 && alone {
		return false
	}
	for _, b := range []byte(word) {
		if b|0x20 < 'a' || b|0x20 > 'z' {
			return false
		}
	}
	return word == strings.ToUpper(word) || word == strings.ToLower(word)
}
