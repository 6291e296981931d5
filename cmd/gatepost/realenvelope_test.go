//go:build linux

package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// envelopes are transactions whose parameters Postfix must learn; %d is a mailbox's number.
var envelopes = map[string]string{
	"plain":         "MAIL FROM:<sender@example.org>\r\nRCPT TO:<held-%d@example.org>\r\n",
	"null":          "MAIL FROM:<>\r\nRCPT TO:<held-%d@example.org>\r\n",
	"case":          "mail from:<Sender@EXAMPLE.org> size=1000\r\nrcpt to:<held-%d@Example.ORG>\r\n",
	"lax spaces":    "MAIL FROM: <sender@example.org>\r\nRCPT TO: <held-%d@example.org> \r\n",
	"quoted":        "MAIL FROM:<\"a b\"@example.org>\r\nRCPT TO:<held-%d@example.org>\r\n",
	"8BITMIME":      "MAIL FROM:<sender@example.org> BODY=8BITMIME\r\nRCPT TO:<held-%d@example.org>\r\n",
	"7BIT":          "MAIL FROM:<sender@example.org> BODY=7BIT\r\nRCPT TO:<held-%d@example.org>\r\n",
	"SMTPUTF8":      "MAIL FROM:<søren@example.org> SMTPUTF8 BODY=8BITMIME\r\nRCPT TO:<held-%d@example.org>\r\n",
	"DSN":           "MAIL FROM:<sender@example.org> RET=HDRS ENVID=Id+2B42\r\nRCPT TO:<held-%d@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Other+2Bname@example.net\r\n",
	"DSN, full":     "MAIL FROM:<sender@example.org> ENVID=x RET=FULL SIZE=100\r\nRCPT TO:<held-%d@example.org> NOTIFY=DELAY\r\n",
	"DSN, never":    "MAIL FROM:<sender@example.org>\r\nRCPT TO:<held-%d@example.org> NOTIFY=NEVER\r\n",
	"DSN, each own": "MAIL FROM:<sender@example.org>\r\nRCPT TO:<held-%[1]d@example.org> NOTIFY=NEVER\r\nRCPT TO:<box%[1]d@example.org> NOTIFY=SUCCESS\r\n",
}

// testEnvelope compares what Postfix has in its queue with and without the gate.
func testEnvelope(t *testing.T, p *postfix, addr string) {
	number := p.mailbox(t).number
	for name, form := range envelopes {
		t.Run(name, func(t *testing.T) {
			commands := fmt.Sprintf(form, number)
			direct, through := p.envelope(t, p.addr, commands), p.envelope(t, addr, commands)
			if !slices.Equal(direct, through) {
				t.Errorf("Postfix knows\n%s\nand without the gate\n%s", strings.Join(through, "\n"), strings.Join(direct, "\n"))
			}
		})
	}
}

// volatile are lines that differ from one message to the next.
var volatile = regexp.MustCompile(`^(\*\*\*|message_arrival_time|create_time|named_attribute: log_ident|named_attribute: log_client_port|named_attribute: client_port|message_size|pointer_record)`)

// envelope says a transaction's commands in one group and returns what Postfix has then in its queue about it.
func (p *postfix) envelope(t *testing.T, addr, commands string) (known []string) {
	c, _ := talkTo(t, addr)
	c.say(commands + "DATA\r\n")
	for range strings.Count(commands, "\n") {
		c.want("250")
	}
	c.want("354")
	c.say(stuffed([]byte("Subject: x\r\n\r\nx\r\n")))
	id := idIn(t, c.want("250")[0])
	c.quit()
	for line := range bytes.Lines(p.postcat(t, "-e", id)) {
		if text := strings.TrimRight(string(line), "\r\n"); !volatile.MatchString(text) {
			known = append(known, text)
		}
	}
	if !slices.ContainsFunc(known, func(line string) bool { return strings.HasPrefix(line, "recipient: ") }) {
		t.Fatalf("no recipient in the queue: %q", known)
	}
	return known
}

// testRefusedRecipients has some recipients refused in a group; the replies are those that Postfix gives by itself, and the
// others get the message once each.
func testRefusedRecipients(t *testing.T, p *postfix, addr string) {
	one, two := p.mailbox(t), p.mailbox(t)
	group := envelope("sender@example.org", one.address(), "nobody@example.org", two.address(), "no\"body@example.org", "nothere@example.org")
	content := []byte(header + "Hello.\r\n")
	var heard [2]string
	for i, addr := range []string{p.addr, addr} {
		c, _ := talkTo(t, addr)
		c.say(group)
		heard[i] = strings.Join(c.want("250", "250", "550", "250", "501", "550"), "")
		c.say("DATA\r\n")
		c.want("354")
		c.say(stuffed(content) + envelope("sender@example.org", "nobody@example.org") + "DATA\r\nRSET\r\nQUIT\r\n")
		c.want("250", "250", "550", "554", "250", "221")
	}
	if ownWords.ReplaceAllString(heard[0], "") != ownWords.ReplaceAllString(heard[1], "") {
		t.Errorf("replies\n%q\nPostfix's own\n%q", heard[1], heard[0])
	}
	for _, b := range []*mailbox{one, two} {
		for range 2 {
			if stored := string(b.next(t)); !strings.HasSuffix(stored, "Hello.\n") {
				t.Errorf("stored %q", stored)
			}
		}
	}
}

// ownWords are refusals that the gate makes itself, in its own words.
var ownWords = regexp.MustCompile(`(?m)^501 .*\n`)

// testNotices compares the notice of a delivery that Postfix sends.
func testNotices(t *testing.T, p *postfix, addr string) {
	sender, to := p.mailbox(t), p.mailbox(t)
	for _, ret := range []string{"HDRS", "FULL"} {
		var facts [2][]string
		for i, addr := range []string{p.addr, addr} {
			c, _ := talkTo(t, addr)
			c.say("MAIL FROM:<" + sender.address() + "> ENVID=Id+2B42 RET=" + ret + "\r\n" +
				"RCPT TO:<" + to.address() + "> NOTIFY=SUCCESS ORCPT=rfc822;other@example.net\r\nDATA\r\n")
			c.want("250", "250", "354")
			c.say(stuffed([]byte(header + "Hello.\r\n")))
			c.want("250")
			c.quit()
			to.next(t)
			facts[i] = factsOf(sender.next(t))
		}
		if len(facts[0]) < 5 || !slices.Equal(facts[0], facts[1]) {
			t.Errorf("RET=%s: notice\n%s\nwithout the gate\n%s", ret, strings.Join(facts[1], "\n"), strings.Join(facts[0], "\n"))
		}
	}
}

var fact = regexp.MustCompile(`(?m)^(Original-Envelope-Id|Original-Recipient|Final-Recipient|Action|Status|Content-Type: (message|text/rfc822)).*$`)

// factsOf is what a notice says (RFC 3464).
func factsOf(notice []byte) (facts []string) {
	for _, line := range fact.FindAll(notice, -1) {
		facts = append(facts, string(line))
	}
	return facts
}
