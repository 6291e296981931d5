package smtp_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// A message of any size passes, or is held, in the same memory, whether it comes by lines or in one chunk whose size was announced.
func TestMemoryOfLargeMessage(t *testing.T) {
	if testing.Short() {
		t.Skip("it passes 50 MB")
	}
	const size, allowed = 50 << 20, 8 << 20
	lines := mailOf(size)
	octets := lines[:len(lines)-len(".\r\n")]
	chunk := slices.Concat(fmt.Appendf(nil, "BDAT %d LAST\r\n", len(octets)), octets)
	for name, entry := range map[string]filters.Entry{
		"streamed": {Label: "none", Filter: &filters.Filter{}}, "header held": {Label: "h", Filter: &filters.Filter{Header: sessiontest.Look}},
		"held": {Label: "m", Filter: &filters.Filter{Message: sessiontest.Look}}, "watched": {Label: "w", Shadow: true, Filter: &filters.Filter{Message: sessiontest.Look}},
	} {
		for way, test := range map[string]struct {
			envelope []byte
			replies  int
			content  []byte
		}{"DATA": {envelopeLines, 3, lines}, "BDAT": {chunkEnvelope, 2, chunk}} {
			t.Run(name+", "+way, func(t *testing.T) {
				g := newGate(t, newDrain(t, 64<<10).listener.Addr().String(), filtered(entry), quietly, func(g *gate) { g.MaxSize = 2 * size })
				s := newSender(t, g.Listener, 4<<10)
				defer s.c.Close()
				s.say(t, test.envelope, test.replies)
				before, _ := inUse()
				half := len(test.content) / 2
				s.say(t, test.content[:half], 0) // and the connection holds but a little of it
				if now, _ := inUse(); now-before > allowed {
					t.Errorf("%d octets more are in use", now-before)
				}
				s.say(t, test.content[half:], 1)
			})
		}
	}
}
