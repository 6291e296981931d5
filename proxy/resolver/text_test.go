package resolver

import (
	"testing"

	"github.com/miekg/dns"
)

// What a text record holds on the wire is what a filter gets.
func FuzzText(f *testing.F) {
	for _, text := range []string{"v=spf1 -all", `a\b"c`, "\x00\x7f\x80\xff", `\200`, `\\`, "", `\`, "ü;()@."} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		if got := textOf(unpackedText(t, text)); got != text {
			t.Fatalf("have %q, want %q", got, text)
		}
	})
}

// unpackedText is what package dns makes of a TXT record with text in strings of 100 bytes.
func unpackedText(t *testing.T, text string) []string {
	var data []byte
	for rest := text; ; rest = rest[min(len(rest), 100):] {
		n := min(len(rest), 100)
		data = append(append(data, byte(n)), rest[:n]...)
		if n == len(rest) {
			break
		}
	}
	packet := []byte{0, 0, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0}
	packet = append(packet, 0, 0, byte(dns.TypeTXT), 0, 1, 0, 0, 0, 60, byte(len(data)>>8), byte(len(data)))
	m := new(dns.Msg)
	if err := m.Unpack(append(packet, data...)); err != nil {
		t.Fatal(err)
	}
	return m.Answer[0].(*dns.TXT).Txt
}
