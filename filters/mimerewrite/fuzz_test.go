package mimerewrite

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// FuzzRewrite holds what becomes of a stranger's message to a few rules: without a match every octet stays, and what was changed
// can be examined again and has nothing left that would be dropped, in clear or stuffed.
func FuzzRewrite(f *testing.F) {
	for _, mail := range []string{
		mixed("Content-Disposition: attachment; filename=evil.exe", "", "x"),
		attached("Content-Disposition: attachment; filename=a.zip", string(zipped(f, "a.txt", "evil.exe"))),
		attached("Content-Type: text/plain; name=report.txt", program),
		signedMail("a.txt", "application/pgp-signature"), signedMail("a.exe", "application/pkcs7-signature"),
		lines("Subject: s", "", "x"), lines("Content-Type: text/html", "", "<p onclick=x>a</p>"), deep(), "", "\r\n", ".\r\n",
		lines("Content-Type: text/plain; name=a.js", "", "..", ".a"),
		mixed("Content-Disposition: attachment; filename*0=ev;\r\n filename*1*=il%2Eexe", "", "..", "x"),
	} {
		f.Add(mail, true)
		f.Add(mail, false)
	}
	all := chainOf(f, with(
		block("drop", list("name", "*.exe"), list("members", "*.exe"), list("type", "application/x-msdownload"), set("replace_with", "removed.txt")),
		block("drop", list("name", "*.scr")), block("rename", list("name", "*.js"), set("append", ".txt")), set("active_content", "strip"), set("signed", "rewrite"),
	))
	nothing := chainOf(f, with(block("drop", list("name", "no such name"), list("members", "no such name"), set("unlisted", "keep"))))
	rewrite := func(t *testing.T, s *session, chain *filters.Chain, mail string, stuffed bool) string {
		m, err := message.New(strings.NewReader(mail), int64(len(mail)), message.Options{Stuffed: stuffed})
		if err != nil {
			t.Fatal(err)
		}
		return asked(t, s, chain, m)
	}
	f.Fuzz(func(t *testing.T, mail string, stuffed bool) {
		same := rewrite(t, stranger(filters.SMTP), nothing, mail, stuffed)
		if same != mail && !strings.HasPrefix(same, "550 ") {
			t.Errorf("it has changed: %q", same)
		}
		s := stranger(filters.POP3)
		once := rewrite(t, s, all, mail, stuffed)
		if len(s.failures) > 0 || strings.HasPrefix(once, "550 ") || strings.HasPrefix(once, "0 ") {
			return
		}
		s = stranger(filters.POP3)
		if twice := rewrite(t, s, all, once, stuffed); s.noted("dropped") {
			t.Errorf("%q became %q, and that %q: %q", mail, once, twice, s.notes)
		}
	})
}
