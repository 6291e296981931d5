package wire

import (
	"bytes"
	"fmt"
)

// strangers are how servers greet, one of which is often named where another was meant.
var strangers = []struct{ greeting, server string }{
	{"220 ", "an SMTP server"}, {"220-", "an SMTP server"}, {"* OK", "an IMAP server"}, {"+OK ", "a POP3 server"},
}

// stray quotes a line that the protocol at hand doesn't have, and says whose it may be.
func stray(line []byte) string {
	for _, s := range strangers {
		if bytes.HasPrefix(line, []byte(s.greeting)) {
			return fmt.Sprintf("%.40q; this looks like %s", line, s.server)
		}
	}
	return fmt.Sprintf("%.40q", line)
}
