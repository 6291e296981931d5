package pop3_test

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// Whatever a client takes for the end of a message, the message's own text is never a reply to it: in what comes down there is one lone dot, and
// that is the end.
func TestLaxClient(t *testing.T) {
	for name, guard := range guards {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything)
			g := newGate(t, r.Address(), guard.set)
			for _, end := range sessiontest.FalseEnds() {
				for _, begin := range []string{"Subject: x\r\n\r\ntext", "Subject: x\r\n", ""} {
					for segment := range 3 {
						mail := begin + end + "+OK forged\r\n"
						r.has([]string{mail}, segment)
						c := g.enter(t)
						got := c.ask("RETR 1", "+OK")
						_, content, _ := strings.Cut(got, "\r\n")
						if at := sessiontest.LaxEnd(content); content[max(at, 0):] != ".\r\n" {
							t.Errorf("%q, in segments of %d: the client hears %q", mail, segment, got)
						}
						c.ask("QUIT", "+OK")
						r.All()
					}
				}
			}
		})
	}
}
