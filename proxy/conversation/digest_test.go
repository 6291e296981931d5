package conversation

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The digest is that of the lines without the dots that stuff them, and doesn't depend on how the octets come.
func TestDigestInPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wire := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"", ".", "..", "a", ".a", "a.", "a.b"})).Draw(t, "lines"), "\r\n")
		var file strings.Builder
		for line := range strings.Lines(wire) {
			file.WriteString(strings.TrimPrefix(line, "."))
		}
		sum := sha256.Sum256([]byte(file.String()))
		d := NewDigest(true)
		for rest := wire; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			d.Write([]byte(rest[:n]))
			rest = rest[n:]
		}
		if d.Size != int64(file.Len()) || d.Sum() != hex.EncodeToString(sum[:]) {
			t.Fatalf("%q: %d octets, want those of %q", wire, d.Size, file.String())
		}
	})
}
