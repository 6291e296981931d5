package message

import (
	"errors"
	"strings"
	"testing"
)

// onWire is all of a message as it goes on.
func onWire(t *testing.T, m *Message) string {
	t.Helper()
	content, size := Wire(m)
	return allOf(t, content, size)
}

func TestDowngrade(t *testing.T) {
	for _, test := range []struct{ what, mail, want string }{
		{"nothing to do", "Subject: a\r\nContent-Transfer-Encoding: 8bit\r\n\r\nb\r\n", "Subject: a\r\nContent-Transfer-Encoding: 8bit\r\n\r\nb\r\n"},
		{
			"a text", "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\nX: y\r\n\r\nGr\xfc\xdfe = und mehr als das\r\n",
			"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\nX: y\r\n\r\nGr=FC=DFe =3D und mehr als das\r\n",
		},
		{
			"one that says nothing", "Subject: a\r\n\r\nGrüße, und viele davon\r\n",
			"Subject: a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nGr=C3=BC=C3=9Fe, und viele davon\r\n",
		},
		{
			"nor can be known", "Subject: a\r\n\r\nGr\xfc\xdfe, und viele davon\r\n",
			"Subject: a\r\nContent-Type: text/plain; charset=unknown-8bit\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\nGr=FC=DFe, und viele davon\r\n",
		},
		{
			"parts", "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n--b\r\n\r\nasc  ii\r\n--b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xff\xfe\r\n--b--\r\n",
			"Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 7bit\r\n\r\n--b\r\n\r\nasc  ii\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n//4=\r\n\r\n--b--\r\n",
		},
		{
			"a message in it", "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\né and more that is read\r\n",
			"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9 and more that is read\r\n",
		},
		{"dots", "Content-Type: text/plain\r\n\r\n..\r\n\xff and more that is read\r\n..\r\n", "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\n..\r\n=FF and more that is read\r\n..\r\n"},
	} {
		m := parseAs(t, test.mail, Options{Stuffed: true})
		parts, _, err := Downgrade(m)
		if got := onWire(t, m); err != nil || got != test.want || (len(parts) > 0) != (test.mail != test.want) {
			t.Errorf("%s: %q, %v, %q", test.what, parts, err, got)
		}
	}
}

// What can't be encoded without harm changes nothing.
func TestNotDowngraded(t *testing.T) {
	for _, mail := range []string{
		"Subject: Grüße\r\n\r\na\r\n",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\npréamble\r\n--b\r\n\r\né\r\n--b--\r\n",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Description: é\r\n\r\na\r\n--b--\r\n",
		"Content-Transfer-Encoding: x-unknown\r\n\r\né\r\n",
		"Content-Transfer-Encoding: base64\r\n\r\n\xffAAAA\r\n",
		"Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\r\n\r\n--b\r\n\r\né\r\n--b--\r\n",
	} {
		m := parse(t, mail)
		if _, _, err := Downgrade(m); !errors.Is(err, ErrEightBit) || onWire(t, m) != mail {
			t.Errorf("%q: %v, %q", mail, err, onWire(t, m))
		}
	}
	m := parse(t, "Subject: a\r\n\r\n"+strings.Repeat("é", MaxMade/2+1))
	if _, _, err := Downgrade(m); !errors.Is(err, ErrTooLong) {
		t.Errorf("have %v", err)
	}
}

// A signature of DKIM that breaks is told, and stops nothing.
func TestDowngradeBreaks(t *testing.T) {
	m := parse(t, "DKIM-Signature: v=1; d=example.org; s=k; h=from; b=x; bh=y\r\nFrom: a@example.org\r\n\r\né\r\n")
	_, breaks, err := Downgrade(m)
	if err != nil || strings.Join(breaks, "|") != "dkim d=example.org; s=k: body" {
		t.Errorf("have %q, %v", breaks, err)
	}
}

// FuzzDowngrade: what was made 7-bit has ASCII only, and the same parts with the same content; what wasn't keeps every octet.
func FuzzDowngrade(f *testing.F) {
	for _, mail := range []string{
		"Subject: a\r\n\r\né\r\n", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\né\r\n--b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xff--b--\r\n",
		"Content-Type: message/rfc822\r\n\r\n..\r\n\r\n\xff", "Content-Transfer-Encoding: binary\r\n\r\n\xff\r\n--\r\n..\n.\r\n", "",
	} {
		f.Add(mail, true)
		f.Add(mail, false)
	}
	f.Fuzz(func(t *testing.T, mail string, stuffed bool) {
		m := parseAs(t, mail, Options{Stuffed: stuffed})
		before := contents(Clone(m))
		parts, _, err := Downgrade(m)
		content, size := Wire(m)
		if got := allOf(t, content, size); len(parts) == 0 {
			if got != mail || err == nil && octetsPastASCII(got) > 0 {
				t.Errorf("it became %q: %v", got, err)
			}
			return
		} else if octetsPastASCII(got) > 0 {
			t.Errorf("it is %q", got)
		}
		if after := contents(Clone(m)); strings.Join(after, " ") != strings.Join(before, " ") {
			t.Errorf("parts %q, and before %q", after, before)
		}
	})
}

// contents are the digests of a message's parts.
func contents(m *Message) (sums []string) {
	for _, p := range m.Parts() {
		sums = append(sums, p.SHA256())
	}
	return sums
}
