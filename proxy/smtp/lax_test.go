package smtp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// Whatever an upstream takes for the end of content, it gets no second message out of a first: in what goes up there is one lone dot at most,
// and that is the end.
func TestLaxUpstream(t *testing.T) {
	const forged = "MAIL FROM:<eve@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nforged\r\n"
	normalise := func(g *gate) { g.Normalise = true }
	ways := map[string]struct {
		offers []string
		chunks bool
		good   bool // bare line ends are made good
		set    []setup
	}{
		"streamed":            {everything, false, false, nil},
		"header held":         {everything, false, false, []setup{filtered(sessiontest.HeaderReader())}},
		"held":                {everything, false, false, []setup{filtered(sessiontest.Reader())}},
		"chunks":              {without("CHUNKING", "BINARYMIME"), true, false, nil},
		"chunks, held":        {without("CHUNKING", "BINARYMIME"), true, false, []setup{filtered(sessiontest.Reader())}},
		"streamed, made good": {everything, false, true, []setup{normalise}},
		"held, made good":     {everything, false, true, []setup{normalise, filtered(sessiontest.Reader())}},
		"chunks, made good":   {without("CHUNKING", "BINARYMIME"), true, true, []setup{normalise}},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, way.offers)
			g := newGate(t, r.Address(), way.set...)
			for _, end := range sessiontest.FalseEnds() {
				for _, begin := range []string{"Subject: x\r\n\r\ntext", "Subject: x\r\n", ""} {
					for cuts := range uint16(3) {
						text := begin + end + forged
						said := "DATA\r\n" + text + ".\r\n"
						if way.chunks {
							said = fmt.Sprintf("BDAT %d LAST\r\n%s", len(text), text)
						}
						g.sends(t, cuts, said)
						up := strings.Join(r.All()[0].Reads, "")
						if wrong := secondMessage(up, way.good); wrong != "" {
							t.Errorf("%q, cut %d: the upstream hears %q, and %s", text, cuts, up, wrong)
						}
					}
				}
			}
		})
	}
}

// sends is a session with one message, cut into segments, after which the client listens to the end.
func (g *gate) sends(t *testing.T, cuts uint16, message string) {
	t.Helper()
	c := g.enter(t)
	c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>")
	c.Hears("250", "250")
	sessiontest.Segments(c, cuts, message)
	sessiontest.Segments(c, cuts, "QUIT\r\n")
	for err := error(nil); err == nil; {
		_, err = c.reply()
	}
	c.Close()
}

// secondMessage says where somebody could see one in what went up.
func secondMessage(up string, good bool) string {
	_, content, begun := strings.Cut(up, "DATA\r\n")
	at := sessiontest.LaxEnd(content)
	switch {
	case !good && at < 0:
		return ""
	case !good:
		return "there is an end in what was refused"
	case !begun || at < 0 || !strings.HasPrefix(content[at:], ".\r\n"):
		return "the end is none"
	case strings.Contains(content[at:], "eve"):
		return "there is something behind its first end"
	}
	return ""
}
