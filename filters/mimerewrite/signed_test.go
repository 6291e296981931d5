package mimerewrite

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// signedMail is a message of a text and an attachment of this name, signed by PGP or S/MIME.
func signedMail(name, protocol string) string {
	return lines("Subject: hello", `Content-Type: multipart/signed; protocol="`+protocol+`"; boundary=s`, "", "--s",
		"Content-Type: multipart/mixed; boundary=m", "", "--m", "", "the text", "--m",
		"Content-Disposition: attachment; filename="+name, "", "x", "--m--", "--s",
		"Content-Type: "+protocol, "", "signature", "--s--")
}

// all that a message can have done to it.
func everything(signed string) filters.Block {
	return with(set("signed", signed), block("drop", list("name", "*.exe")), block("rename", list("name", "*.js"), set("append", ".txt")),
		block("header", set("prefix_subject", "[external] ")), block("banner", set("text", "From outside.\n"), set("when", "always")))
}

const (
	covered  = "550 5.7.1 a part of the message is not accepted here, and is signed or encrypted"
	noSigned = "550 5.7.1 signed or encrypted messages are not accepted here"
)

func TestSigned(t *testing.T) {
	for _, protocol := range []string{"application/pgp-signature", "application/pkcs7-signature", "application/x-unknown"} {
		for _, test := range []struct {
			signed, name string
			want         string // a reply, or what is in the message
		}{
			{"skip", "a.txt", "Subject: hello\r\n"},
			{"skip", "a.exe", covered},
			{"skip", "a.js", covered},
			{"refuse", "a.txt", noSigned},
			{"refuse", "a.exe", covered},
			{"rewrite", "a.txt", "Subject: [external] hello\r\n"},
			{"rewrite", "a.exe", "the text\r\n--m--"},
			{"rewrite", "a.js", "a.js.txt"},
		} {
			s, mail := stranger(filters.SMTP), signedMail(test.name, protocol)
			got := rewritten(t, s, everything(test.signed), mail)
			if !strings.Contains(got, test.want) || strings.Contains(got, "From outside") {
				t.Errorf("%s, %s, %s: have %q", protocol, test.signed, test.name, got)
			}
			if test.signed == "skip" && test.name == "a.txt" && (got != mail || !s.noted("skipped")) {
				t.Errorf("%s: skipped: %q, %q", protocol, got, s.notes)
			}
		}
	}
}

// A message that nothing would change is none that is refused.
func TestSignedUntouched(t *testing.T) {
	mail := signedMail("a.txt", "application/pgp-signature")
	b := with(set("signed", "refuse"), block("header", list("remove", "X-Mailer")), block("drop", list("name", "*.exe")))
	if got := rewritten(t, stranger(filters.SMTP), b, mail); got != mail {
		t.Errorf("have %q", got)
	}
}

// A signature on a message in the message doesn't cover what is around it.
func TestSignedInside(t *testing.T) {
	mail := lines("Subject: list", "Content-Type: multipart/mixed; boundary=o", "", "--o", "", "footer", "--o", "Content-Type: message/rfc822", "") +
		signedMail("a.txt", "application/pgp-signature") + lines("--o--")
	got := rewritten(t, stranger(filters.SMTP), everything("skip"), mail)
	want := strings.Replace(strings.Replace(mail, "Subject: list", "Subject: [external] list", 1), "footer", "From outside.\r\nfooter", 1)
	if got != want {
		t.Errorf("have %q", got)
	}
}

// What is encrypted, or wrapped by its signature, isn't seen; that is noted.
func TestUnseen(t *testing.T) {
	mail := lines("Subject: hello", "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "Content-Transfer-Encoding: base64", "", "MIIB")
	s := stranger(filters.SMTP)
	if got := rewritten(t, s, everything("skip"), mail); got != mail || !s.noted("unseen") {
		t.Errorf("have %q, %q", got, s.notes)
	}
}

// A text that PGP has signed has no banner in it, but HTML beside it has. Who quotes one, or has one in another part, has it.
func TestArmoured(t *testing.T) {
	const armoured = "-----BEGIN PGP SIGNED MESSAGE-----"
	b := with(block("banner", set("text", "From outside.\n"), set("html", "<p>From outside.</p>")))
	html := []string{"--b", "Content-Type: text/html", "", "x", "--b--"}
	plain := func(text string) string {
		return lines("Content-Type: multipart/alternative; boundary=b", "", "--b", "", text) + lines(html...)
	}
	for text, banners := range map[string]int{armoured: 1, "hi\r\n-----BEGIN PGP MESSAGE-----": 1, "> " + armoured: 2, "-----BEGIN PGP PUBLIC KEY BLOCK-----": 2} {
		s := stranger(filters.SMTP)
		got := rewritten(t, s, b, plain(text))
		if strings.Count(got, "From outside.") != banners || s.noted("skipped") != (banners == 1) {
			t.Errorf("%q: have %q, noted %q", text, got, s.notes)
		}
	}
	if got := rewritten(t, stranger(filters.SMTP), b, mixed("Content-Type: text/plain", "", armoured)); !strings.Contains(got, "From outside.") {
		t.Errorf("have %q", got)
	}
}
