package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// phrases are what sessions are put together from.
var phrases = sessiontest.Phrases{
	"CAPA\r\n", "capa \r\n", "USER me\r\n", "USER nobody\r\n", "user  me \r\n", "PASS good\r\n", "PASS bad word\r\n", "PASS\r\n", "APOP me " + digest + "\r\n",
	"APOP nobody " + digest + "\r\n", "APOP me\r\n", enters, "AUTH\r\n", "AUTH LOGIN\r\n", "AUTH PLAIN\r\n", "AUTH PLAIN " + plainLogin + "\r\n", "auth  login bWU=\r\n",
	"AUTH PLAIN =\r\n", "AUTH GSSAPI\r\n", "bWU=\r\n", "Z29vZA==\r\n", plainLogin + "\r\n", "*\r\n", "=\r\n", "STAT\r\n", "LIST\r\n", "LIST 1\r\n", "LIST 9\r\n", "list  2 \r\n",
	"UIDL\r\n", "UIDL 3\r\n", "RETR 1\r\n", "RETR 2\r\n", "RETR 3\r\n", "RETR 4\r\n", "RETR 01\r\n", "RETR\r\n", "TOP 1 0\r\n", "TOP 2 99\r\n", "TOP 3 1\r\n", "TOP 1\r\n",
	"DELE 1\r\n", "DELE 2\r\n", "DELE 3\r\n", "DELE 4\r\n", "DELE 1 2\r\n", "NOOP\r\n", "RSET\r\n", "QUIT\r\n", "quit \r\n", "QUIT now\r\n", "LANG\r\n", "LANG en\r\n", "UTF8\r\n",
	"STLS\r\n", "XTND XMIT\r\n", "HELP\r\n", "\r\n", " ", "\n", "\r", "\x00", "\xff", ".\r\n", "+OK\r\n",
}

// longest is how much of them a session has; no trick has to be longer.
const longest = 200

// Likewise for sessions that are put together from whole phrases: they get further than octets at random.
func FuzzPhrases(f *testing.F) {
	all := stages(f)
	for i := range phrases {
		f.Add(uint8(i), uint16(i), []byte{11, byte(i), byte(i), byte(i + 1), 48})
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
