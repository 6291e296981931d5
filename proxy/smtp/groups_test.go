package smtp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// A group of commands goes up in one write and its replies come down in one, so that the gate adds no round trip. The dot goes with the
// body that came with it.
func TestGroupStaysGroup(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address())
	c := g.enter(t)
	group := "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nRCPT TO:<no-c@d.example>\r\nDATA\r\n"
	c.Raw(group)
	var b [4096]byte
	n, err := c.Read(b[:])
	if replies := strings.Count(string(b[:n]), "\r\n"); err != nil || replies != 5 { // one has two lines
		t.Errorf("the first read has %q, %v; want all replies", b[:n], err)
	}
	c.Raw("Subject: x\r\n\r\nhello\r\n.\r\nMAIL FROM:<next@b.example>\r\n")
	c.Hears("250 2.0.0 stored", "250 2.1.0")
	c.Raw("RSET\r\nNOOP\r\nQUIT\r\n")
	c.Hears("250", "250", "221")
	p := r.All()[0]
	for _, want := range []string{group, "Subject: x\r\n\r\nhello\r\n.\r\n"} {
		if !slices.Contains(p.Reads, want) {
			t.Errorf("the upstream reads %q, none of which is %q", p.Reads, want)
		}
	}
}

// A client may announce a chunk and send it when it knows what became of the commands before.
func TestChunkAnnounced(t *testing.T) {
	for name, set := range map[string]setup{
		"streamed": func(*gate) {}, "held": filtered(sessiontest.Reader()), "discarded": filtered(discarding()), "refused": filtered(refusing("BDAT")),
	} {
		t.Run(name, func(t *testing.T) {
			c := newGate(t, newRecorder(t, everything).Address(), set).enter(t)
			c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "BDAT 7 LAST")
			c.Hears("250", "250")
			c.Raw("X: y\r\n.")
			c.Hears(map[bool]string{false: "250", true: "550"}[name == "refused"])
		})
	}
}

func discarding() filters.Entry {
	return filters.Entry{Label: "discarding", Filter: &filters.Filter{
		Recipient: func(*filters.Session, *filters.Path) filters.Verdict { return filters.Discard("unwanted") },
	}}
}

// A client that says thousands of commands before it reads a single reply gets them all.
func TestLateReader(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address())
	c := g.enter(t)
	const many = 10_000
	c.Raw(strings.Repeat("NOOP\r\nHELP\r\n", many) + "QUIT\r\n")
	for range many {
		c.Hears("250", "214")
	}
	c.Hears("221")
}

// What a refused MAIL leaves behind in its group is judged when the refusal is known: the next MAIL isn't a second one.
func TestMailBehindRefusedMail(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address())
	c := g.enter(t)
	c.Say("MAIL FROM:<no-a@b.example>", "MAIL FROM:<a@b.example>", "MAIL FROM:<b@b.example>", "RCPT TO:<c@d.example>", "DATA")
	c.Hears("550", "250", "503", "250", "354")
	c.Say(".", "QUIT")
	c.Hears("250", "221")
}

// refusing refuses the commands of a verb.
func refusing(verb string) filters.Entry {
	return filters.Entry{Label: "refusing", Filter: &filters.Filter{Command: func(_ *filters.Session, c *filters.Command) filters.Verdict {
		if c.Verb == verb {
			return filters.Refuse("5.7.1", "not that")
		}
		return filters.Pass()
	}}}
}

// The octets of a chunk that a filter refuses are no commands.
func TestRefusedChunkIsSwallowed(t *testing.T) {
	for _, last := range []string{"", " LAST"} {
		t.Run("BDAT"+last, func(t *testing.T) {
			r := newRecorder(t, everything)
			c := newGate(t, r.Address(), filtered(refusing("BDAT"))).enter(t)
			c.Say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>")
			c.Hears("250", "250")
			evil := "RSET\r\nMAIL FROM:<evil@b.example>\r\n"
			c.Raw(fmt.Sprintf("BDAT %d%s\r\n%sRSET\r\nQUIT\r\n", len(evil), last, evil))
			c.Hears("550 5.7.1", "250", "221")
			c.HearsEnd()
			for _, line := range r.All()[0].Commands {
				if strings.Contains(line, "evil") {
					t.Errorf("the upstream heard %q", line)
				}
			}
		})
	}
}

// login refuses every name but one.
func login(allowed string) filters.Entry {
	return filters.Entry{Label: "login", Filter: &filters.Filter{Login: func(_ *filters.Session, l *filters.Login) filters.Verdict {
		if l.Name != allowed {
			return filters.Refuse("5.7.8", "not you")
		}
		return filters.Pass()
	}}}
}

// An upstream that lets somebody in whose attempt was cancelled is not used any more.
func TestCancelledLogin(t *testing.T) {
	r := newRecorder(t, everything, func(r *recorder) { r.lax = true })
	c := newGate(t, r.Address(), filtered(login("somebody"))).enter(t)
	c.ask("AUTH LOGIN", "334")
	c.ask("bWU=", "535 5.7.8")
	c.ask("MAIL FROM:<a@b.example>", "421 4.3.2")
	c.HearsEnd()
}

// A name can't be hidden from the filters by a space that the upstream may overlook.
func TestSpacesBeforeName(t *testing.T) {
	r := newRecorder(t, everything)
	c := newGate(t, r.Address(), filtered(login(""))).enter(t)
	c.ask("AUTH PLAIN  AG1lAGdvb2Q=", "501")
	c.ask("AUTH PLAIN AG1lAGdvb2Q= x", "501")
	c.ask("QUIT", "221")
	for _, line := range r.All()[0].Commands {
		if strings.HasPrefix(line, "AUTH") {
			t.Errorf("the upstream heard %q", line)
		}
	}
}
