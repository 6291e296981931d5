package message

import (
	"slices"
	"testing"
)

// FuzzDowngrade: what was made 7-bit has ASCII only, and the same parts with the same content; what wasn't keeps every octet.
func FuzzDowngrade(f *testing.F) {
	for _, mail := range []string{
		"Subject: a\r\n\r\né\r\n", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\né\r\n--b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xff--b--\r\n",
		"Content-Type: message/rfc822\r\n\r\n..\r\n\r\n\xff", "Content-Transfer-Encoding: binary\r\n\r\n\xff\r\n--\r\n..\n.\r\n", "",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n\xff\r\n",
	} {
		f.Add(mail, true)
		f.Add(mail, false)
	}
	f.Fuzz(func(t *testing.T, mail string, stuffed bool) {
		m := parseAs(t, mail, Options{Stuffed: stuffed})
		before := digests(Clone(m))
		edits, err := Downgrade(m)
		content, size := Wire(m)
		if got := allOf(t, content, size); len(edits) == 0 {
			if got != mail || err == nil && octetsPastASCII(got) > 0 {
				t.Errorf("it became %q: %v", got, err)
			}
			return
		} else if octetsPastASCII(got) > 0 {
			t.Errorf("it is %q", got)
		}
		if after := digests(Clone(m)); !slices.Equal(after, before) {
			t.Errorf("parts %q, and before %q", after, before)
		}
	})
}

// digests are the digests of a message's parts.
func digests(m *Message) (sums []string) {
	for _, p := range m.Parts() {
		sums = append(sums, p.SHA256())
	}
	return sums
}
