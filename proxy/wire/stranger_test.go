package wire

import (
	"strings"
	"testing"
)

// Where another protocol's port was named the error says so.
func TestStrangers(t *testing.T) {
	const smtp, imap, pop3 = "; this looks like an SMTP server", "; this looks like an IMAP server", "; this looks like a POP3 server"
	for _, test := range []struct{ said, asReply, asStatus string }{
		{"220 mx.example ESMTP\r\n", "", smtp},
		{"220-mx.example\r\n220 ESMTP\r\n", "", smtp},
		{"* OK IMAP4rev1 ready\r\n", imap, imap},
		{"+OK ready\r\n", pop3, ""},
		{"SSH-2.0-OpenSSH\r\n", `H\r\n"`, `H\r\n"`},
		{"+OKAY\r\n", `Y\r\n"`, `Y\r\n"`},
	} {
		var r Reply
		ended(t, test.said, inMemory(cut([]byte(test.said), 0)).ReadReply(&r), test.asReply)
		var s Status
		ended(t, test.said, inMemory(cut([]byte(test.said), 0)).ReadStatus(&s, 0), test.asStatus)
	}
}

// ended wants the end of an error; "": none.
func ended(t *testing.T, said string, err error, want string) {
	t.Helper()
	if want == "" && err != nil || want != "" && (err == nil || !strings.HasSuffix(err.Error(), want)) {
		t.Errorf("%q: %v, want %q", said, err, want)
	}
}
