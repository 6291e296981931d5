//go:build linux

package main

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// Real mail passes through the gate to a real server, sent by real clients.
func TestPostfix(t *testing.T) {
	needReal(t, "postfix", "postcat", "swaks", "curl", "python3")
	p := startPostfix(t)
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			addr := v.gate(t, p.addr)
			t.Run("content", func(t *testing.T) { testContent(t, p, v, addr) })
			t.Run("offers", func(t *testing.T) { testOffers(t, p, addr) })
			t.Run("envelope", func(t *testing.T) { testEnvelope(t, p, addr) })
			t.Run("refused recipients", func(t *testing.T) { testRefusedRecipients(t, p, addr) })
			t.Run("notices", func(t *testing.T) { testNotices(t, p, addr) })
		})
	}
}

// bodies are bodies with what gets lost on the way of careless proxies; all begin with the same header.
var bodies = map[string]string{
	"plain":             "Hello.\r\n",
	"empty":             "",
	"empty lines":       "\r\n\r\nHello.\r\n\r\n\r\n",
	"dots":              ".\r\n..\r\n...\r\n.x\r\n. \r\n.\t\r\n.\r\n\r\n.\r\n",
	"8 bit":             "caf\xe9 \x80\xff na\xefve \xc3\xa9 \xef\xbb\xbf\r\n\xff\xfe\r\n",
	"controls":          "\x01\x02\x07\x08\x0b\x0c\x1b[31m\x7f \t \r\n",
	"998 octets":        strings.Repeat("x", 998) + "\r\n",
	"long lines":        strings.Repeat("a", 999) + "\r\n" + strings.Repeat(".", 5000) + "\r\n" + strings.Repeat("b", 100_000) + "\r\nend\r\n",
	"like a command":    "RSET\r\nQUIT\r\nMAIL FROM:<a@example.org>\r\nBDAT 5 LAST\r\n",
	"like a second one": "From nobody Thu Jan  1 00:00:00 1970\r\nReceived: from x\r\n\r\nFrom x\r\n",
}

const header = "From: \"A. Sender\" <sender@example.org>\r\nTO:you@example.org\r\nSubject:  folded\r\n\t and\t spaced \r\nX-Raw: caf\xe9\r\nX-Empty:\r\n\r\n"

// testContent has every client send every content.
func testContent(t *testing.T, p *postfix, v variant, addr string) {
	for _, c := range clients {
		t.Run(c.name, func(t *testing.T) {
			b := p.mailbox(t)
			for name, body := range bodies {
				t.Run(name, func(t *testing.T) { arrives(t, c, v, b, addr, "sender@example.org", b.address(), []byte(header+body)) })
			}
			t.Run("20 MB", func(t *testing.T) {
				arrives(t, c, v, b, addr, "sender@example.org", b.address(), append([]byte(header), large(20<<20)...))
			})
			if !c.asciiOnly {
				t.Run("SMTPUTF8", func(t *testing.T) {
					arrives(t, c, v, b, addr, "søren@example.org", b.international(), []byte("Subject: Grüße\r\n\r\nGrüße\r\n"))
				})
			}
			if c.octets {
				t.Run("no last line end", func(t *testing.T) { arrivesAsWithout(t, p, c, v, b, addr, []byte(header+"Hello\r\nno end")) })
			}
		})
	}
}

// arrives sends content through the gate and compares it with what Postfix has stored.
func arrives(t *testing.T, c client, v variant, b *mailbox, addr, from, to string, content []byte) {
	c.send(t, addr, &mail{from, to, content})
	sameContent(t, b.next(t), v.marked(content))
}

// arrivesAsWithout compares with what Postfix stores of the same content when it hears it itself: it ends the last line.
func arrivesAsWithout(t *testing.T, p *postfix, c client, v variant, b *mailbox, addr string, content []byte) {
	m := &mail{"sender@example.org", b.address(), content}
	c.send(t, p.addr, m)
	direct := withoutTrace(t, b.next(t))
	if want := append(content, "\r\n"...); !bytes.Equal(direct, bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))) {
		t.Fatalf("Postfix stored %q", direct)
	}
	c.send(t, addr, m)
	sameContent(t, b.next(t), v.marked(append(content, "\r\n"...)))
}

// marked is content as the gate's filters leave it.
func (v variant) marked(content []byte) []byte {
	if v.name == "marks" {
		return append([]byte(mark), content...)
	}
	return content
}

// large is text in lines, some of which begin with dots.
func large(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, 0, size)
	for len(text) < size-100 {
		for range r.IntN(80) {
			text = append(text, ".. abcdefghij"[r.IntN(13)])
		}
		text = append(text, "\r\n"...)
	}
	return text
}
