package smtp

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// digest tells a message by its octets as they lie in a file: a dot that stuffs a line isn't one of them.
type digest struct {
	stuffed bool
	within  bool // a line, behind its first octet
	size    int64
	hash    hash.Hash
}

func newDigest(stuffed bool) *digest { return &digest{stuffed: stuffed, hash: sha256.New()} }

// Write never fails.
func (d *digest) Write(piece []byte) (int, error) {
	for rest := piece; len(rest) > 0; {
		if d.stuffed && !d.within && rest[0] == '.' {
			rest = rest[1:]
		}
		end := len(rest)
		if i := bytes.Index(rest, []byte("\n.")); d.stuffed && i >= 0 {
			end = i + 1
		}
		d.size += int64(end)
		d.hash.Write(rest[:end])
		d.within = end == 0 || rest[end-1] != '\n'
		rest = rest[end:]
	}
	return len(piece), nil
}

func (d *digest) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }
