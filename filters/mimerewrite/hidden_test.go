package mimerewrite

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// A part that one reader of mail sees is seen here, however the message says that it has parts.
func TestHiddenParts(t *testing.T) {
	const disposition = "Content-Disposition: attachment; filename=evil.exe"
	for what, header := range map[string][]string{
		"a comment before the type":           {`Content-Type: (c) multipart/mixed; boundary=b`},
		"a comment in the type":               {`Content-Type: multipart/(c)mixed; boundary=b`},
		"a comment before the parameter":      {`Content-Type: multipart/mixed; (c) boundary=b`},
		"a comment before the boundary":       {`Content-Type: multipart/mixed; boundary=(c)b`},
		"a comment behind the boundary":       {`Content-Type: multipart/mixed; boundary=b(c)`},
		"a comment with a semicolon":          {`Content-Type: multipart/mixed (;" x); boundary="b"`},
		"spaces around the slash":             {`Content-Type: multipart / mixed; boundary=b`},
		"a subtype that isn't one":            {"Content-Type: multipart/mixed\v; boundary=b"},
		"two boundaries":                      {`Content-Type: multipart/mixed; boundary=q; boundary=b`},
		"a boundary and one in segments":      {`Content-Type: multipart/mixed; boundary=q; boundary*0=b`},
		"a backslash that stays":              {`Content-Type: multipart/mixed; boundary="\b"`},
		"single quotes that don't belong":     {`Content-Type: multipart/mixed; boundary='b'`},
		"something behind the boundary":       {`Content-Type: multipart/mixed; boundary=b q`},
		"a second field":                      {"Content-Type: text/plain", `Content-Type: multipart/mixed; boundary=b`},
		"a second field with its own":         {`Content-Type: multipart/mixed; boundary=q`, `Content-Type: multipart/mixed; boundary=b`},
		"a message of news, which has a part": {"Content-Type: message/news", "", `Content-Type: multipart/mixed; boundary=b`},
	} {
		mail := lines("Subject: s") + lines(header...)
		boundary := "b"
		if strings.Contains(header[0], `\b`) {
			boundary = `\b`
		}
		mail += lines("", "--"+boundary, disposition, "", "x", "--"+boundary, "", "text", "--"+boundary+"--")
		s := stranger(filters.SMTP)
		want := strings.Replace(mail, lines(disposition, "", "x", "--"+boundary), "", 1)
		b := with(block("drop", list("name", "*.exe")))
		if got := rewritten(t, s, b, mail); got != want {
			t.Errorf("%s: have %q, want %q; noted %q", what, got, want, s.notes)
		}
	}
}

// What one reader takes for base64 is looked into.
func TestHiddenEncoding(t *testing.T) {
	for _, encoding := range []string{"base64", "(c) base64", "base64 (c)", `"base64"`, "base64, 7bit", "base64; x=y", "BASE64"} {
		mail := mixed("Content-Transfer-Encoding: "+encoding, "", base64.StdEncoding.EncodeToString([]byte(program)))
		if got := rewritten(t, stranger(filters.SMTP), notProgram, mail); !strings.Contains(got, "removed.txt") {
			t.Errorf("%s: have %q", encoding, got)
		}
	}
}
