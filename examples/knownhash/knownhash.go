// Package knownhash takes attachments out of messages by the SHA-256 of their decoded content, however they are called, and
// leaves a note in the place of each.
//
//	plugin "knownhash" {
//	  source  = "knownhash.go"
//	  options = { sha256 = ["2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"] }
//	}
package knownhash

import (
	"encoding/hex"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	known := map[string]bool{}
	for _, sum := range o.List("sha256", nil, "of contents that are taken out, in hexadecimal digits") {
		if b, err := hex.DecodeString(sum); err != nil || len(b) != 32 {
			o.Errorf("sha256", "want 64 hexadecimal digits, have %q", sum)
		}
		known[strings.ToLower(sum)] = true
	}
	return &filters.Filter{
		Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
			if err := m.Err(); err != nil {
				return filters.Refuse("5.6.0", "this message can't be examined")
			}
			for _, p := range m.Parts() {
				if known[p.SHA256()] {
					p.Replace("removed.txt", "text/plain", "An attachment was removed.\n", "known content")
				}
			}
			return filters.Pass()
		},
	}, o.Err()
}
