package message

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestEditsForTheRecord(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Message)
		want string
	}{
		{"none", func(m *Message) {}, "[]"},
		{"only read", func(m *Message) { m.Header.Get("From"); m.Size() }, "[]"},
		{"set", func(m *Message) { m.Header.Set("Subject", "new") }, "[{header Subject old text new}]"},
		{"set, and others go", func(m *Message) { m.Header.Set("X-A", "3") }, "[{header X-A 1 3} {header x-a 2 }]"},
		{"add", func(m *Message) { m.Header.Add("X-B", "für") }, "[{header X-B  für}]"},
		{"prepend", func(m *Message) { m.Header.Prepend("X-B", "3") }, "[{header X-B  3}]"},
		{"remove", func(m *Message) { m.Header.Remove("X-A") }, "[{header X-A 1 } {header x-a 2 }]"},
		{"rename", func(m *Message) { m.Header.Rename("From", "X-From") },
			"[{header FROM a@example.org } {header X-From  a@example.org}]"},
		{"and back", func(m *Message) { m.Header.Add("X-B", "3"); m.Header.Remove("X-B") }, "[]"},
		{"several", func(m *Message) {
			m.Header.Prepend("X-B", "3")
			m.Header.Remove("From")
			m.Header.PrefixSubject("[x] ")
		},
			"[{header Subject old text [x] old text} {header FROM a@example.org } {header X-B  3}]"},
		{"long", func(m *Message) { m.Header.Add("X-B", strings.Repeat("a", 2000)) }, "[{header X-B  " + strings.Repeat("a", 1000) + "}]"},
		{"replace", func(m *Message) { m.Replace("gone", "text") }, "[{message old text gone}]"},
		{"replace and edit", func(m *Message) { m.Replace("gone", "text"); m.Header.Add("X-B", "3") },
			"[{message old text gone} {header X-B  3}]"},
	} {
		m := parse(t, sample)
		trial := Clone(m)
		c.edit(trial)
		edits, err := Edits(m, trial)
		if got := strings.ReplaceAll(fmt.Sprint(edits), " }", "}"); got != c.want || err != nil {
			t.Errorf("%s: %s, %v, want %s", c.name, got, err, c.want)
		}
	}
}

// A script can put anything anywhere; what isn't the copy's own doesn't count.
func TestForeignHeader(t *testing.T) {
	other := parse(t, sample)
	var kept *Message // by an earlier hook
	for name, edit := range map[string]func(*Message){
		"another Header":            func(m *Message) { m.Header = other.Header },
		"no Header":                 func(m *Message) { m.Header = nil },
		"a zero Header":             func(m *Message) { m.Header = &Header{} },
		"another Header's value":    func(m *Message) { *m.Header = *other.Header },
		"a zero Header's value":     func(m *Message) { *m.Header = Header{} },
		"another Message":           func(m *Message) { *m = *other },
		"a zero Message":            func(m *Message) { *m = Message{} },
		"that of an earlier hook":   func(m *Message) { *m = *kept },
		"Header of an earlier hook": func(m *Message) { m.Header = kept.Header },
	} {
		m := parse(t, sample)
		kept = Clone(m)
		if _, err := Edits(m, kept); err != nil {
			t.Fatal(err)
		}
		trial := Clone(m)
		edit(trial)
		if edits, err := Edits(m, trial); err == nil {
			t.Errorf("%s: edits %v, no error", name, edits)
		}
	}
	m := parse(t, sample)
	trial := Clone(m)
	saved := *trial.Header
	trial.Header.Remove("From")
	*trial.Header = saved
	if edits, err := Edits(m, trial); err != nil || edits != nil {
		t.Errorf("its own Header put back: %v, %v", edits, err)
	}
}

// Copies never touch the original or each other, and an edit that counts is seen by the next copy's Reader.
func TestCopies(t *testing.T) {
	m := parse(t, sample)
	a, b := Clone(m), Clone(m)
	a.Header.Set("From", "changed")
	a.Header.Add("X-B", "a")
	b.Header.Add("X-B", "b")
	if wired(t, m) != sample || m.Header.Get("From") != "a@example.org" {
		t.Error("an edit of a copy has reached the original")
	}
	if b.Header.Get("From") != "a@example.org" || strings.Join(b.Header.Values("X-B"), "") != "b" {
		t.Error("an edit of a copy has reached another")
	}
	if _, err := Edits(m, a); err != nil {
		t.Fatal(err)
	}
	*m = *a
	if got := read(t, a); got != sample {
		t.Errorf("Reader has edits of its own hook: %q", got)
	}
	if got, want := read(t, Clone(m)), wired(t, m); got != want || !strings.Contains(got, "FROM: changed\r\n") {
		t.Errorf("Reader of the next copy gives %q, want %q", got, want)
	}
}

// A hook that outlived its deadline may still be at work on its copy while the session goes on with the message.
func TestStrayHook(t *testing.T) {
	m := stuffedMessage(t, sample)
	var strays sync.WaitGroup
	for range 4 {
		stray, next := Clone(m), Clone(m)
		strays.Go(func() {
			for range 100 {
				stray.Header.Add("X", "stray")
				stray.Header.Values("X")
				stray.Size()
				io.Copy(io.Discard, stray.Reader())
			}
		})
		next.Header.Prepend("Y", "next")
		if _, err := Edits(m, next); err != nil {
			t.Error(err)
		}
		*m = *next
		wired(t, m)
	}
	strays.Wait()
	if m.Header.Get("X") != "" || len(m.Header.Values("Y")) != 4 {
		t.Errorf("header %q", WireHeader(m))
	}
}

// What a filter keeps of a hook that is over has no effect any more.
func TestHookIsOver(t *testing.T) {
	m := parse(t, sample)
	trial := Clone(m)
	trial.Header.Set("From", "in time")
	if _, err := Edits(m, trial); err != nil {
		t.Fatal(err)
	}
	*m = *trial
	want := wired(t, m)
	trial.Header.Set("From", "late")
	trial.Header.Add("X", "late")
	trial.Header.Prepend("X", "late")
	trial.Header.PrefixSubject("late")
	trial.Replace("late", "late")
	if trial.Header.Remove("From") != 0 || trial.Header.Rename("From", "X") != 0 {
		t.Error("a late edit counts")
	}
	if got := wired(t, m); got != want {
		t.Errorf("became %q", got)
	}
}

// In Header neither the body nor its true size is there; the next moment has them.
func TestHeaderMoment(t *testing.T) {
	m := parseAs(t, sample, Options{Announced: 4711})
	trial := HeaderOnly(m)
	if trial.Size() != 4711 {
		t.Errorf("Size = %d", trial.Size())
	}
	if _, err := trial.Reader().Read(make([]byte, 1)); err == nil || err == io.EOF {
		t.Errorf("Read: %v", err)
	}
	trial.Header.Set("From", "b@example.org")
	if _, err := Edits(m, trial); err != nil {
		t.Fatal(err)
	}
	*m = *trial
	if got := read(t, Clone(m)); got != wired(t, m) || !strings.Contains(got, "FROM: b@example.org") {
		t.Errorf("reads %q", got)
	}
	if HeaderOnly(parse(t, sample)).Size() != -1 {
		t.Error("a size that wasn't announced isn't -1")
	}
}

// growing is content that arrives, or is lost.
type growing struct {
	arrived string
	err     error
}

func (g *growing) ReadAt(b []byte, off int64) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	return strings.NewReader(g.arrived).ReadAt(b, off)
}

func TestComplete(t *testing.T) {
	head := strings.Index(sample, "body")
	content := &growing{arrived: sample[:head]}
	m, err := New(content, int64(head), Options{HeaderOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	early := Clone(m)
	if r, size := Wire(m); size != -1 {
		t.Errorf("Wire without body is %v, %d", r, size)
	}
	if early.Size() != -1 {
		t.Errorf("Size without body = %d", early.Size())
	}
	trial := HeaderOnly(m)
	trial.Header.Remove("From")
	if _, err := Edits(m, trial); err != nil {
		t.Fatal(err)
	}
	*m = *trial
	content.arrived = sample
	Complete(m, int64(len(sample)))
	want := strings.Replace(sample, "FROM:a@example.org\r\n", "", 1)
	if got := wired(t, m); got != want {
		t.Errorf("became %q", got)
	}
	next := Clone(m)
	if got := read(t, next); got != want {
		t.Errorf("reads %q", got)
	}
	next.Header.Add("X", "y")
	if edits, err := Edits(m, next); len(edits) != 1 || err != nil {
		t.Errorf("edits %v, %v", edits, err)
	}
	if _, err := io.ReadAll(early.Reader()); err == nil {
		t.Error("a copy from before reads a body")
	}
}

// Content that can't be read is an error, not a short message.
func TestUnreadable(t *testing.T) {
	short := strings.NewReader("A: b\r\n")
	if _, err := New(short, 100, Options{}); !errors.Is(err, errLost) {
		t.Errorf("New: %v", err)
	}
	content := &growing{arrived: sample}
	for _, o := range []Options{{}, {Stuffed: true}} {
		m, err := New(content, int64(len(sample)), o)
		if err != nil {
			t.Fatal(err)
		}
		content.arrived = sample[:len(sample)-2]
		m.Header.Add("X", "y")
		for _, r := range []io.Reader{m.Reader(), Clone(m).Reader(), first(Wire(m))} {
			if b, err := io.ReadAll(r); err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("lost content reads as %q, %v", b, err)
			}
		}
		if size := Clone(m).Size(); o.Stuffed && size != -1 {
			t.Errorf("Size of lost content = %d", size)
		}
		content.arrived, content.err = sample, fs.ErrClosed
		if _, err := io.ReadAll(m.Reader()); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("error %v, want that of content", err)
		}
		content.err = nil
	}
}

func first[A, B any](a A, _ B) A { return a }

func TestSigned(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"From: a\r\n", ""},
		{"DKIM-Signature: v=1\r\n", "dkim"},
		{"ARC-Seal: i=1\r\n", "arc"},
		{"arc-message-signature: i=1\r\nDKIM-SIGNATURE: v=1\r\n", "dkim arc"},
		{"Content-Type: multipart/signed; micalg=sha-256;\r\n protocol=\"application/pkcs7-signature\"\r\n", "smime"},
		{"Content-Type: Multipart/Signed; protocol=application/x-pkcs7-signature\r\n", "smime"},
		{"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n", "smime"},
		{"Content-Type: multipart/signed; protocol=\"application/pgp-signature\"\r\n", "pgp"},
		{"Content-Type: multipart/encrypted;\r\n\tprotocol=\"application/pgp-encrypted\"\r\n", "pgp"},
		{"Content-Type: text/plain; name=pgp-signature\r\n", ""},
		{"Content-Type: text/plain\r\nContent-Type: application/x-pkcs7-mime\r\nDKIM-Signature: v=1\r\n", "dkim smime"},
	} {
		m := parse(t, c.header+"\r\n")
		if got := strings.Join(m.Signed(), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.header, got, c.want)
		}
	}
	m := parse(t, "DKIM-Signature: a\r\n\r\n")
	m.Header.Remove("DKIM-Signature")
	if slices.Contains(m.Signed(), "dkim") {
		t.Error("a signature that was taken away is still there")
	}
}

// A header block may be all there without the empty line: the content has ended before it.
func TestCompleteWithoutEnd(t *testing.T) {
	for _, content := range []string{"", "A: b\r\n", "A: b"} {
		m := parseAs(t, content, Options{HeaderOnly: true})
		trial := HeaderOnly(m)
		trial.Header.Set("A", "c")
		if _, err := Edits(m, trial); err != nil {
			t.Error(err)
		}
		*m = *trial
		Complete(m, int64(len(content)))
		if got := wired(t, m); got != "A: c\r\n" {
			t.Errorf("%q became %q", content, got)
		}
	}
}
