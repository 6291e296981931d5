package conversation

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Digest tells a message by its octets as they lie in a file: a dot that stuffs a line isn't one of them.
type Digest struct {
	Size int64 // octets so far

	stuffed bool
	within  bool // a line, behind its first octet
	hash    hash.Hash
}

// NewDigest begins the digest of content that is stuffed or not.
func NewDigest(stuffed bool) *Digest { return &Digest{stuffed: stuffed, hash: sha256.New()} }

// Write never fails.
func (d *Digest) Write(piece []byte) (int, error) {
	for rest := piece; len(rest) > 0; {
		if d.stuffed && !d.within && rest[0] == '.' {
			rest = rest[1:]
		}
		end := len(rest)
		if i := bytes.Index(rest, []byte("\n.")); d.stuffed && i >= 0 {
			end = i + 1
		}
		d.Size += int64(end)
		d.hash.Write(rest[:end])
		d.within = end == 0 || rest[end-1] != '\n'
		rest = rest[end:]
	}
	return len(piece), nil
}

// Sum is the SHA-256 of what was written, in hexadecimal digits.
func (d *Digest) Sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }

// Event is the digest for the record, of a message that went a way.
func (d *Digest) Event(way journal.Way) journal.Event {
	return journal.Event{Kind: journal.Message, Way: way, Size: d.Size, SHA256: d.Sum()}
}
