package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// phrases are what sessions are put together from.
var phrases = sessiontest.Phrases{
	hello, "HELO x\r\n", "RSET\r\n", "NOOP\r\n", "QUIT\r\n", "VRFY a\r\n", "EXPN b\r\n", "HELP\r\n", "STARTTLS\r\n", "XCLIENT NAME=x\r\n",
	"MAIL FROM:<a@b.example>\r\n", "MAIL FROM:<>\r\n", "MAIL FROM:<no-a@b.example>\r\n", "MAIL FROM:<later-a@b.example>\r\n", "MAIL FROM:<nodata-a@b.example>\r\n",
	"MAIL FROM:<evil@b.example>\r\n", "MAIL FROM:<a@b.example> SIZE=9 BODY=8BITMIME SMTPUTF8\r\n", "MAIL FROM:<a@b.example> BODY=BINARYMIME\r\n",
	"MAIL FROM:<a@b.example> AUTH=boss@b.example RET=HDRS\r\n", "MAIL FROM: a@b.example\r\n",
	"RCPT TO:<c@d.example>\r\n", "RCPT TO:<c@d.example> NOTIFY=NEVER\r\n", "RCPT TO:<no-c@d.example>\r\n", "RCPT TO:<victim@d.example>\r\n", "rcpt  to: <\xc3\xa4@d.example> \r\n",
	"DATA\r\n", "data \r\n", "Subject: x\r\n\r\nbody\r\n", "Subject: smuggled\r\n", "Refuse-Me: x\r\n", "\r\n", ".\r\n", "..\r\n", "\r\n.\r\n", "\n.\n", "\r.\r", "\x00", "\xff",
	"BDAT 0\r\n", "BDAT 0 LAST\r\n", "BDAT 3\r\nabc", "BDAT 5\r\nabc\r\n", "BDAT 5 LAST\r\n", "bdat 09  last \r\n.\r\nQUIT\r\n", "BDAT 15\r\nRSET\r\n.\r\nQUIT\r\n",
	"BDAT 99999999999999999999\r\n", "BDAT x\r\n", "BDAT 2 LAST\r\n\n\x00",
	"AUTH LOGIN\r\n", "AUTH PLAIN\r\n", "AUTH PLAIN AG1lAGdvb2Q=\r\n", "auth  plain  AGV2aWwAZ29vZA==\r\n", "AUTH PLAIN =\r\n", "AUTH GSSAPI\r\n", "bWU=\r\n", "Z29vZA==\r\n", "*\r\n", "=\r\n",
	envelope, envelope + "DATA\r\n",
}

// longest is how much of them a session has; no trick has to be longer.
const longest = 200

// Likewise for sessions that are put together from whole phrases: they get further than octets at random.
func FuzzPhrases(f *testing.F) {
	all := stages(f)
	for i := range phrases {
		f.Add(uint8(i), uint16(i), []byte{0, byte(i), byte(i), byte(i + 1), 4})
	}
	for i, session := range sessions {
		if spelt := phrases.Spell(session); len(spelt) <= longest {
			f.Add(uint8(i), uint16(i), spelt)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, cuts uint16, spelt []byte) {
		if len(spelt) > longest {
			t.Skip("too long")
		}
		all[int(which)%len(all)].play(t, cuts, phrases.Say(spelt))
	})
}
