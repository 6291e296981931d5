package message

import "testing"

// To have looked at the header of a part is no edit of it, even where no empty line ends it.
func TestHeaderOfPartLookedAt(t *testing.T) {
	for _, mail := range []string{
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: y\r\n--b--\r\n",
		"Content-Type: multipart/mixed; boundary=b\n\n--b",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: y\r\n\r\nx\r\n--b--\r\n",
	} {
		m := parse(t, mail)
		c := Clone(m)
		for _, p := range c.Parts() {
			p.Header().Get("X")
		}
		if edits, err := Edits(m, c); err != nil || len(edits) > 0 || wired(t, c) != mail {
			t.Errorf("%q became %q: %v, %v", mail, wired(t, c), edits, err)
		}
	}
}
