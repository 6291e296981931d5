package message

import (
	"io"
	"testing"

	peer "github.com/emersion/go-message"
)

// BenchmarkDecodeAll decodes each of 1,000 parts of 50 MB, as we do it and as go-message does. Neither keeps what it has read; go-message
// reads once from the start and keeps no tree, so it could change nothing of what it has passed.
func BenchmarkDecodeAll(b *testing.B) {
	big := bigMail()
	for name, decode := range map[string]func() (octets int64, err error){
		"gatepost":   func() (int64, error) { return decodeAll(big) },
		"go-message": func() (int64, error) { return decodeAllAsPeer(big) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(big.size())
			b.ReportAllocs()
			for b.Loop() {
				if n, err := decode(); err != nil || n != 36_537_000 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

func decodeAll(big large) (octets int64, err error) {
	m, err := New(big, big.size(), Options{})
	if err != nil {
		return 0, err
	}
	for _, p := range m.Parts() {
		octets += p.Size()
	}
	return octets, m.Err()
}

func decodeAllAsPeer(big large) (octets int64, err error) {
	e, err := peer.Read(io.NewSectionReader(big, 0, big.size()))
	if err != nil {
		return 0, err
	}
	err = e.Walk(func(_ []int, e *peer.Entity, err error) error {
		if err != nil || e.MultipartReader() != nil {
			return err
		}
		n, err := io.Copy(io.Discard, e.Body)
		octets += n
		return err
	})
	return octets, err
}
