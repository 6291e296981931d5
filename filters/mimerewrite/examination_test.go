package mimerewrite

import (
	"errors"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// deep is a message with so many multiparts in each other that nobody reads it.
func deep() string {
	var b strings.Builder
	b.WriteString("Subject: s\r\n")
	for i := range message.MaxDepth + 2 {
		boundary := strings.Repeat("b", 1) + string(rune('A'+i%26)) + strings.Repeat("c", i/26)
		b.WriteString("Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n")
	}
	return b.String() + "Content-Disposition: attachment; filename=evil.exe\r\n\r\nx\r\n"
}

func TestUnreadable(t *testing.T) {
	s := stranger(filters.SMTP)
	if got := rewritten(t, s, notProgram, deep()); got != "550 5.6.0 the message can't be examined: there are more than 100 levels of parts" || !s.noted("unreadable") {
		t.Errorf("have %.200q, %q", got, s.notes)
	}
	s = stranger(filters.SMTP)
	b := with(set("unreadable", "on_error"), block("drop", list("name", "*.exe")))
	if got := rewritten(t, s, b, deep()); !strings.HasPrefix(got, "451 ") || len(s.failures) != 1 {
		t.Errorf("have %.200q, %v", got, s.failures)
	}
}

// broken is content that can't be read once the disk is gone.
type broken struct {
	strings.Reader
	gone bool
}

var errDisk = errors.New("the disk is gone")

func (b *broken) ReadAt(p []byte, at int64) (int, error) {
	if b.gone {
		return 0, errDisk
	}
	return b.Reader.ReadAt(p, at)
}

// A message that the gate can't read is not refused for good.
func TestDiskTrouble(t *testing.T) {
	mail := mixed("Content-Disposition: attachment; filename=a.exe", "", "x")
	content := &broken{Reader: *strings.NewReader(mail)}
	m, err := message.New(content, int64(len(mail)), message.Options{})
	if err != nil {
		t.Fatal(err)
	}
	content.gone = true
	s := stranger(filters.SMTP)
	if got := asked(t, s, chainOf(t, notProgram), m); !strings.HasPrefix(got, "451 ") || len(s.failures) != 1 || !errors.Is(s.failures[0], errDisk) {
		t.Errorf("have %q, %v", got, s.failures)
	}
}

const ambiguous = "550 5.6.0 the message can be read in more than one way"

// What can hide a part from drop is refused by itself, what can't with "refuse" only.
func TestAmbiguous(t *testing.T) {
	const evil = "Content-Disposition: attachment; filename=evil.exe"
	drop := block("drop", list("name", "*.exe"))
	for _, test := range []struct {
		mail  string
		hides bool
	}{
		{mixed("Content-Type: text/plain\r\nContent-Type: text/html", "", "x"), false},
		{mixed("Content-Transfer-Encoding: base64", "", "AAAA!AAA"), false},
		{mixed("", "hi\r--b\r"+evil+"\r\rx"), true}, // a CR ends a line for Python's reader
		{mixed("Content-Type: message/rfc822", evil, "", "Subject: s", "", "x"), true},
		{mixed("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", "U3ViamVjdDogcw0KDQp4"), true},
		{mixed("Content-Type: multipart/mixed; boundary=i", "Content-Transfer-Encoding: base64", "", "--i", "", "x", "--i--"), true},
		{mixed("", "hi", "--b x", evil, "", "x"), true},
		{mixed("", "hi", "--b--", "--b", "", "x"), true},
		{lines("Content-Type: multipart/mixed; boundary=b", "--b", evil, "", "x", "--b", "", "text", "--b--"), true}, // where its header ends for Python's
		{lines("X: y\rContent-Type: multipart/mixed; boundary=b", "", "--b", evil, "", "x", "--b--"), true},
	} {
		for how, refused := range map[string]bool{"hiding": test.hides, "refuse": true, "pass": false} {
			want := test.mail
			if refused {
				want = ambiguous
			}
			s := stranger(filters.SMTP)
			if got := rewritten(t, s, with(set("ambiguous", how), drop), test.mail); got != want || !s.noted("ambiguous") {
				t.Errorf("%s: have %q, want %q; noted %q", how, got, want, s.notes)
			}
		}
	}
}

// Where nothing is dropped nothing hides from it.
func TestAmbiguousDefault(t *testing.T) {
	mail := mixed("", "hi", "--b--", "--b", "", "x")
	if got := rewritten(t, stranger(filters.SMTP), with(block("rename", list("name", "*.js"), set("append", ".txt"))), mail); got != mail {
		t.Errorf("without drop: %q", got)
	}
	if got := rewritten(t, stranger(filters.SMTP), notProgram, mail); got != ambiguous {
		t.Errorf("with it: %q", got)
	}
}

// It is asked about whole messages only.
func TestMessageOnly(t *testing.T) {
	run := chainOf(t, notProgram).Begin(stranger(filters.SMTP))
	defer run.Close()
	for m := filters.AtConnect; m <= filters.AtClose; m++ {
		if run.Has(m) != (m == filters.AtMessage) {
			t.Errorf("%v: has a hook: %v", m, run.Has(m))
		}
	}
}
