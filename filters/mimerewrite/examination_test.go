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

func TestAmbiguous(t *testing.T) {
	for _, mail := range []string{
		mixed("Content-Type: text/plain\r\nContent-Type: text/html", "", "x"),
		mixed("", "hi\r--b\rContent-Disposition: attachment; filename=evil.exe\r\rx"), // a CR ends a line for Python's reader
		mixed("Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=evil.exe", "", "Subject: s", "", "x"),
	} {
		s := stranger(filters.SMTP)
		if got := rewritten(t, s, notProgram, mail); got != mail || !s.noted("ambiguous") {
			t.Errorf("have %q, %q", got, s.notes)
		}
		b := with(set("ambiguous", "refuse"), block("drop", list("name", "*.exe")))
		if got := rewritten(t, stranger(filters.SMTP), b, mail); got != "550 5.6.0 the message can be read in more than one way" {
			t.Errorf("have %q", got)
		}
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
