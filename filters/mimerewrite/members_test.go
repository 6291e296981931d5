package mimerewrite

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// zipped is an archive with these files.
func zipped(t testing.TB, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(f, "content of a file")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMembers(t *testing.T) {
	evil, good := zipped(t, "a.txt", "folder/evil.exe"), zipped(t, "a.txt", "b.txt")
	swap := func(archive []byte, old, new string, n int) string {
		return string(bytes.Replace(archive, []byte(old), []byte(new), n))
	}
	encrypted := bytes.Clone(evil)
	for _, at := range []int{6, bytes.Index(evil, []byte("PK\x01\x02")) + 8} {
		encrypted[at] |= 1
	}
	directory := bytes.Index(good, []byte("PK\x01\x02"))
	several := make([]string, maxMembers/2+1)
	for i := range several {
		several[i] = fmt.Sprint(i)
	}
	for _, test := range []struct {
		what, content string
		why           string
	}{
		{"plain", string(evil), "it has a member *.exe"},
		{"harmless", string(good), ""},
		{"encrypted", string(encrypted), "it has a member *.exe"},
		{"behind other content", "GIF89a" + string(evil), "it has a member *.exe"},
		{"in another archive", string(zippedIn(t, evil)), "it has a member *.exe"},
		{"two archives", string(evil) + string(good), "it has a member *.exe"},
		{"a lying directory", swap(zipped(t, "evil.exe", "c"), "evil.exe", "good.txt", -1)[:40] + "PK\x03\x04", "it is an archive whose members can't be listed"},
		{"a directory that hides it", "PK\x03\x04" + string(evil[4:directory]) + string(good), "it has a member *.exe"},
		{"before the file only", swapLast(zipped(t, "evil.exe"), "evil.exe", "good.txt"), "it has a member *.exe"},
		{"in the directory only", swap(zipped(t, "evil.exe"), "evil.exe", "good.txt", 1), "it has a member *.exe"},
		{"a space at the end", string(zipped(t, "evil.exe. ")), "it has a member *.exe"},
		{"a NUL", string(zipped(t, "evil.exe\x00.txt")), "it has a member *.exe"},
		{"folders of Windows", string(zipped(t, `folder\evil.exe`)), "it has a member *.exe"},
		{"a name in an extra field", string(zippedWithExtra(t, "good.txt", "evil.exe")), "it has a member *.exe"},
		{"cut", string(good[:directory]), "it is an archive whose members can't be listed"},
		{"the end of a directory only", "PK\x05\x06" + strings.Repeat("\x00", 18), ""},
		{"a signature at the end", string(good) + "PK\x03", ""},
		{"many", string(zipped(t, several...)), "it is an archive with more than 20000 entries"},
		{"long names", strings.Repeat("PK\x01\x02"+strings.Repeat("\xff", 42), 2000), "it is an archive with more than 20000 entries"},
		{"lengths that lie", string(good) + "PK\x01\x02" + strings.Repeat("\xff", 42) + "x", ""},
	} {
		s := stranger(filters.SMTP)
		rewritten(t, s, notProgram, attached("Content-Disposition: attachment; filename=a.dat", test.content))
		if got := strings.Join(s.notes, "\n"); test.why == "" && got != "" || !strings.HasSuffix(got, test.why) {
			t.Errorf("%s: have %q, want %q", test.what, got, test.why)
		}
	}
}

// swapLast puts a text in the place of the last of another.
func swapLast(archive []byte, old, new string) string {
	at := bytes.LastIndex(archive, []byte(old))
	return string(archive[:at]) + new + string(archive[at+len(old):])
}

func zippedIn(t *testing.T, inner []byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "inner.zip", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	f.Write(inner)
	w.Close()
	return b.Bytes()
}

// zippedWithExtra has a file whose extra field gives it another name.
func zippedWithExtra(t *testing.T, name, other string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	field := append([]byte{0x01, 0x00, 0, 0, 0x75, 0x70, byte(5 + len(other)), 0, 1, 0, 0, 0, 0}, other...)
	if _, err := w.CreateHeader(&zip.FileHeader{Name: name, Extra: field}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.Bytes()
}

// What calls itself an archive and isn't one can't be listed either, unless that was asked for; in TOP the end isn't there to be seen.
func TestUnlisted(t *testing.T) {
	mail := attached("Content-Disposition: attachment; filename=a.zip", "Rar!\x1a\x07\x01\x00")
	s := stranger(filters.SMTP)
	if rewritten(t, s, notProgram, mail); len(s.notes) != 1 || !strings.Contains(s.notes[0], "can't be listed") {
		t.Errorf("have %q", s.notes)
	}
	s = stranger(filters.POP3)
	if got := rewrittenAs(t, s, notProgram, mail, message.Options{Partial: true}); got != mail {
		t.Errorf("in TOP: %q", got)
	}
	s = stranger(filters.SMTP)
	keeps := with(block("drop", list("members", "*.exe"), set("unlisted", "keep")))
	if got := rewritten(t, s, keeps, mail); got != mail || len(s.notes) != 1 || !strings.HasPrefix(s.notes[0], "mime_rewrite.unseen: a.zip") {
		t.Errorf("have %q, %q", got, s.notes)
	}
}

// A file that is uuencoded in a text isn't seen; that is noted.
func TestUuencoded(t *testing.T) {
	for _, test := range []struct {
		mail   string
		unseen bool
	}{
		{lines("Subject: s", "", "hello", "begin 644 evil.exe", "#0V%T", "`", "end"), true},
		{lines("Subject: s", "", strings.Repeat("x", 5000), "begin-base64 0755 evil.exe", "TVo=", "===="), true},
		{mixed("Content-Type: application/octet-stream", "Content-Transfer-Encoding: X-UUencode", "", "begin 644 a", "#0V%T"), true},
		{mixed("Content-Type: text/html", "Content-Transfer-Encoding: base64", "", "YmVnaW4gNjQ0IGEuZXhlCg=="), true},

		{lines("Subject: s", "", "we begin 644 evil.exe", "begin at 9", "begin 644", "begin 999 x"), false},
		{lines("Subject: s", "", strings.Repeat("x", 4096)+"begin 644 evil.exe"), false},
		{mixed("Content-Type: application/octet-stream", "", "begin 644 evil.exe"), false},
	} {
		s := stranger(filters.SMTP)
		if got := rewritten(t, s, notProgram, test.mail); got != test.mail || s.noted("unseen") != test.unseen {
			t.Errorf("%.200q: have %.200q, noted %q", test.mail, got, s.notes)
		}
	}
}

// A message that is entered is its parts, and no part.
func TestDropMessages(t *testing.T) {
	b := with(set("ambiguous", "pass"), block("drop", list("type", "message/rfc822")))
	entered := mixed("Content-Type: message/rfc822", "", "Subject: s", "", "x")
	if got := rewritten(t, stranger(filters.SMTP), b, entered); got != entered {
		t.Errorf("have %q", got)
	}
	if got := rewritten(t, stranger(filters.SMTP), b, mixed("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", "U3ViamVjdDogcw0KDQp4")); strings.Contains(got, "rfc822") {
		t.Errorf("have %q", got)
	}
}
