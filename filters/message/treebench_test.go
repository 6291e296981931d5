package message

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkParts reads the tree of 50 MB in 1,000 parts, and of a mail as people write it.
func BenchmarkParts(b *testing.B) {
	big, usual := bigMail(), corpus(b)["usual"]
	for _, c := range []struct {
		name    string
		content io.ReaderAt
		size    int64
	}{
		{"50MB", big, big.size()},
		{"usual", strings.NewReader(usual), int64(len(usual))},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(c.size)
			b.ReportAllocs()
			for b.Loop() {
				m, err := New(c.content, c.size, Options{})
				if err != nil || len(m.Parts()) == 0 {
					b.Fatal(err, m.Err())
				}
			}
		})
	}
}

// BenchmarkRewrite takes one part of 50 MB away, puts a banner in, and writes all of it.
func BenchmarkRewrite(b *testing.B) {
	big := bigMail()
	b.SetBytes(big.size())
	b.ReportAllocs()
	buf := make([]byte, 64<<10)
	for b.Loop() {
		m, err := New(big, big.size(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		trial := Clone(m)
		trial.Parts()[500].Remove("a reason")
		trial.Banner("banner", "<p>banner")
		if _, err := Edits(m, trial); err != nil {
			b.Fatal(err)
		}
		content, _ := Wire(trial)
		io.CopyBuffer(struct{ io.Writer }{io.Discard}, content, buf)
	}
}

// BenchmarkDecode decodes 50 KB of each encoding.
func BenchmarkDecode(b *testing.B) {
	for name, content := range map[string]string{
		"base64": "Content-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 640),
		"quoted": "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + strings.Repeat("Gr=C3=BC=C3=9Fe aus M=C3=BCnchen, mit einer Zeile, die weiter =\r\n", 770),
	} {
		b.Run(name, func(b *testing.B) {
			p := parse(b, content).Parts()[0]
			b.SetBytes(int64(len(content)))
			b.ReportAllocs()
			for b.Loop() {
				p.Size()
			}
		})
	}
}

// hostile are messages that would take their reader long if it looked at every boundary for every line, or began anew.
var hostile = map[string]string{
	"deep and dashes": nested(MaxDepth-1) + strings.Repeat("--\n", 1<<20),
	"closed again":    nested(MaxDepth-1) + strings.Repeat("--x0y--\r\n", 1<<18),
	"one long line":   many(1) + strings.Repeat("-", 1<<22),
	"many headers":    many(5000),
	"bare returns":    "\r\n" + strings.Repeat("\r", 1<<22),
}

func BenchmarkHostile(b *testing.B) {
	for name, content := range hostile {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				parse(b, content).Findings()
			}
		})
	}
}
