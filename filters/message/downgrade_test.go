package message

import (
	"strings"
	"testing"
)

// A message past ASCII is 7-bit then, and its parts say what they said.
func TestDowngrade(t *testing.T) {
	const eight = "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		"--b\r\nContent-Type: multipart/alternative; boundary=c\r\nContent-Transfer-Encoding: 8BIT\r\n\r\n--c\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n.Grüße, alle zusammen\r\n.\xfc\r\n--c--\r\n" +
		"--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSubject: y\r\n\r\nein längerer Text\r\n" +
		"--b\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: binary\r\n\r\n\xff\x00\n--b\r\n\r\nplain\r\n--b--\r\n"
	for form, m := range twoForms(t, eight) {
		edits, err := Downgrade(m)
		out := wireOf(t, m)
		if err != nil || octetsPastASCII(out) > 0 || len(edits) != 6 {
			t.Fatalf("%s: %v, %v, %q", form, err, edits, out)
		}
		if lower := strings.ToLower(out); strings.Contains(lower, "8bit") || strings.Contains(lower, "binary") {
			t.Errorf("%s: a wrong label in %q", form, out)
		}
		was, is := parse(t, eight).Parts(), reread(t, m).Parts()
		for i, p := range was {
			if is[i].SHA256() != p.SHA256() || is[i].Type() != p.Type() {
				t.Errorf("%s: part %s became %q", form, p.p.n.place(), is[i].Text())
			}
		}
		if edits, err := Downgrade(m); len(edits) > 0 || err != nil {
			t.Errorf("%s: twice: %v, %v", form, edits, err)
		}
	}
}

// What can't be made 7-bit stays as it is.
func TestNoDowngrade(t *testing.T) {
	all := corpus(t)
	for name, content := range map[string]string{
		"a header":          "Subject: ü\r\n\r\nü\r\n",
		"a header of parts": inPart("Content-Type: text/plain; name=ü"),
		"between parts":     strings.Replace(two, "preamble", "ü", 1),
		"signed":            strings.Replace(all["smime_signed"], "\r\nsigned", "\r\nü", 1),
		"too deep":          nested(MaxDepth+1) + "ü",
		"too large":         "\r\n" + strings.Repeat("ü", MaxMade/2+1),
	} {
		m := parse(t, content)
		if edits, err := Downgrade(m); err == nil {
			t.Errorf("%s: %v", name, edits)
		}
		if wireOf(t, m) != content {
			t.Errorf("%s: changed", name)
		}
	}
}

// What is 7-bit isn't touched, nor read for its parts.
func TestNothingToDowngrade(t *testing.T) {
	content := nested(MaxDepth+1) + "text\r\n"
	m := parse(t, content)
	if edits, err := Downgrade(m); len(edits) > 0 || err != nil || wireOf(t, m) != content {
		t.Errorf("%v, %v", edits, err)
	}
}
