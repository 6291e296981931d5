package message

import (
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
)

const replaced = "Received: one\r\nDKIM-Signature: v=1\r\nfrom : a@example.org\r\nto: b@example.org,\r\n c@example.org\r\n" +
	"Date: today\r\nMessage-ID: <1@example.org>\r\nReferences: <0@example.org>\r\nSubject: buy\r\nX-Mailer: x\r\n" +
	"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbody\r\n--b--\r\n"

func TestReplace(t *testing.T) {
	m := parse(t, replaced)
	m.Replace("was removed", "It was bad.\n.\n\nBye.")
	want := "Received: one\r\nfrom : a@example.org\r\nto: b@example.org,\r\n c@example.org\r\n" +
		"Date: today\r\nMessage-ID: <1@example.org>\r\nReferences: <0@example.org>\r\nSubject: was removed\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" +
		"It was bad.\r\n.\r\n\r\nBye.\r\n"
	if got := wired(t, m); got != want || BodyOffset(m) != -1 || !Edited(m) || !Replaced(m) {
		t.Errorf("became %q, want %q", got, want)
	}
	if got := read(t, m); got != replaced {
		t.Errorf("Reader has edits of its own hook: %q", got)
	}
	if got := read(t, Clone(m)); got != want {
		t.Errorf("Reader of the next hook gives %q", got)
	}
}

// A notice is stuffed where content is, and read without.
func TestReplaceStuffed(t *testing.T) {
	m := stuffedMessage(t, replaced)
	m.Replace("s", ".\n..\nx")
	if got := wired(t, m); !strings.HasSuffix(got, "\r\n\r\n..\r\n...\r\nx\r\n") {
		t.Errorf("became %q", got)
	}
	if got := read(t, Clone(m)); !strings.HasSuffix(got, "\r\n\r\n.\r\n..\r\nx\r\n") {
		t.Errorf("reads %q", got)
	}
}

// Whatever text is given, a mail reader shows it, and the wire sees lines of at most 78 octets of ASCII.
func TestNoticeText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"a\r\nb\rc\nd\n\n", "a\nb\nc\nd"},
		{"für alle", "für alle"},
		{"trailing space \nx", "trailing space \nx"},
		{"ü \n.\n.ü", "ü \n.\n.ü"},
		{"a\x1b[31m\x00\u202eb\tc\xff", "a?[31m??b c?"},
		{strings.Repeat("long ", 100), strings.Repeat("long ", 100)},
		{strings.Repeat("x", 5000), strings.Repeat("x", 5000)},
	} {
		m := stuffedMessage(t, replaced)
		m.Replace("ü", c.text)
		for line := range strings.SplitSeq(strings.TrimSuffix(wired(t, m), "\r\n"), "\r\n") {
			if len(line) > lineWish+1 || line == "." || !isPrintable(line) {
				t.Errorf("line %q", line)
			}
		}
		got, err := mail.ReadMessage(Clone(m).Reader())
		if err != nil {
			t.Fatal(err)
		}
		if subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject")); subject != "ü" || err != nil {
			t.Errorf("subject %q, %v", subject, err)
		}
		body := io.Reader(got.Body)
		if got.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(body)
		}
		if b, err := io.ReadAll(body); string(b) != strings.ReplaceAll(c.want, "\n", "\r\n")+"\r\n" || err != nil {
			t.Errorf("text %q reads %q, %v", c.text, b, err)
		}
	}
}

// Of a message that is hardly one, the notice is one.
func TestReplaceOdd(t *testing.T) {
	for _, c := range odd {
		m := parse(t, c.content)
		m.Replace("s", "text")
		head, body, ok := strings.Cut(wired(t, m), "\r\n\r\n")
		if !ok || body != "text\r\n" || !strings.Contains("\r\n"+head+"\r\n", "\r\nSubject: s\r\n") && !strings.Contains(head, "\nSubject: s\r\n") {
			t.Errorf("%s: became %q", c.name, wired(t, m))
		}
	}
}

func TestReplaceTooLong(t *testing.T) {
	m := parse(t, replaced)
	trial := Clone(m)
	trial.Replace("s", strings.Repeat("a", MaxNotice+1))
	if _, err := Edits(m, trial); err == nil {
		t.Error("no error")
	}
}

// A notice may be replaced, and edited, by later hooks.
func TestReplaceTwice(t *testing.T) {
	m := parse(t, replaced)
	m.Replace("one", "first")
	second := Clone(m)
	second.Replace("two", "second")
	second.Header.PrefixSubject("[x] ")
	edits, err := Edits(m, second)
	if err != nil || len(edits) != 2 || edits[0] != (Edit{What: "message", Old: "one", New: "two"}) {
		t.Errorf("edits %v, %v", edits, err)
	}
	if got := wired(t, second); strings.Contains(got, "first") || strings.Count(got, "MIME-Version") != 1 || !strings.Contains(got, "Subject: [x] two\r\n") {
		t.Errorf("became %q", got)
	}
}
