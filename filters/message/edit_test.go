package message

import (
	"strings"
	"testing"
)

const sample = "Received: one\r\nSubject : old\r\n text\r\nFROM:a@example.org\r\nX-A: 1\r\nx-a: 2\r\n\r\nbody\r\n"

func TestEdits(t *testing.T) {
	long := strings.Repeat("word ", 30)
	for _, c := range []struct {
		name     string
		edit     func(*Header)
		old, new string // what is replaced in sample, and by what
	}{
		{"set in place", func(h *Header) { h.Set("subject", "new") }, "Subject : old\r\n text\r\n", "Subject: new\r\n"},
		{"set takes the others away", func(h *Header) { h.Set("X-A", "3") }, "X-A: 1\r\nx-a: 2\r\n", "X-A: 3\r\n"},
		{"set one that is absent", func(h *Header) { h.Set("X-B", "3") }, "x-a: 2\r\n", "x-a: 2\r\nX-B: 3\r\n"},
		{"set what stands there", func(h *Header) { h.Set("From", "a@example.org") }, "", ""},
		{"set what stands there folded", func(h *Header) { h.Set("Subject", "old text") }, "Subject : old\r\n text\r\n", "Subject: old text\r\n"},
		{"set nothing", func(h *Header) { h.Set("Received", "") }, "Received: one\r\n", "Received:\r\n"},
		{"add", func(h *Header) { h.Add("X-A", "3") }, "x-a: 2\r\n", "x-a: 2\r\nX-A: 3\r\n"},
		{"prepend", func(h *Header) { h.Prepend("X-A", "3") }, "Received", "X-A: 3\r\nReceived"},
		{"remove", func(h *Header) { h.Remove("X-a") }, "X-A: 1\r\nx-a: 2\r\n", ""},
		{"remove what isn't there", func(h *Header) { h.Remove("X-C") }, "", ""},
		{"rename", func(h *Header) { h.Rename("x-A", "X-B") }, "X-A: 1\r\nx-a: 2\r\n", "X-B: 1\r\nX-B: 2\r\n"},
		{"rename keeps folds", func(h *Header) { h.Rename("Subject", "X-S") }, "Subject : old\r\n text", "X-S: old\r\n text"},
		{"rename keeps tightness", func(h *Header) { h.Rename("From", "From") }, "FROM:a", "From:a"},
		{"rename what isn't there", func(h *Header) { h.Rename("X-C", "X-D") }, "", ""},
		{"no new line", func(h *Header) { h.Set("Received", "a\r\nBcc: b\rc\nd\x00") }, "Received: one", "Received: a??Bcc: b?c?d?"},
		{"a value with folds", func(h *Header) { h.Set("Received", " a\r\n b\n\tc ") }, "Received: one", "Received: a b c"},
		{"long value", func(h *Header) { h.Set("Received", long) }, "Received: one",
			"Received: " + strings.TrimSpace(strings.Repeat("word ", 13)) + "\r\n " +
				strings.TrimSpace(strings.Repeat("word ", 15)) + "\r\n word word"},
		{"not ASCII", func(h *Header) { h.Set("Received", "für <a@b>") }, "Received: one", "Received: =?utf-8?q?f=C3=BCr?= <a@b>"},
		{"far from ASCII", func(h *Header) { h.Set("Received", "привет всем x") }, "Received: one",
			"Received: =?utf-8?b?0L/RgNC40LLQtdGCINCy0YHQtdC8?= x"},
		{"looks encoded in text", func(h *Header) { h.Set("Received", "ü =?utf-8?q?a?=") }, "Received: one",
			"Received: =?utf-8?q?=C3=BC_=3D=3Futf-8=3Fq=3Fa=3F=3D?="},
		{"already encoded", func(h *Header) { h.Set("Received", "=?utf-8?q?a?=") }, "Received: one", "Received: =?utf-8?q?a?="},
		{"two edits", func(h *Header) { h.Remove("X-A"); h.Set("X-A", "3") }, "X-A: 1\r\nx-a: 2\r\n", "X-A: 3\r\n"},
		{"edited and back", func(h *Header) { h.Add("X-B", "3"); h.Remove("X-B") }, "", ""},
	} {
		m := parse(t, sample)
		c.edit(m.Header)
		if m.Header.err != nil {
			t.Errorf("%s: %v", c.name, m.Header.err)
		}
		want := strings.Replace(sample, c.old, c.new, 1)
		if got := wired(t, m); got != want || Edited(m) != (want != sample) {
			t.Errorf("%s: became %q, want %q; Edited is %v", c.name, got, want, Edited(m))
		}
		if got := read(t, m); got != sample {
			t.Errorf("%s: Reader has edits of its own hook: %q", c.name, got)
		}
	}
}

func TestCounts(t *testing.T) {
	h := parse(t, sample).Header
	if n := h.Rename("X-A", "X-B"); n != 2 {
		t.Errorf("Rename = %d", n)
	}
	if n := h.Remove("X-B"); n != 2 {
		t.Errorf("Remove = %d", n)
	}
	if h.Rename("X-B", "X-C") != 0 || h.Remove("X-B") != 0 {
		t.Error("counts what isn't there")
	}
}

// An edit that can't be made changes nothing and is an error at the end of the hook.
func TestBadEdits(t *testing.T) {
	for name, edit := range map[string]func(*Header){
		"space in a name":      func(h *Header) { h.Set("Sub ject", "a") },
		"colon in a name":      func(h *Header) { h.Add("Subject:", "a") },
		"line end in a name":   func(h *Header) { h.Prepend("A\r\nB", "a") },
		"8-bit name":           func(h *Header) { h.Set("Sübject", "a") },
		"no name":              func(h *Header) { h.Set("", "a") },
		"long name":            func(h *Header) { h.Set(strings.Repeat("a", MaxName+1), "a") },
		"rename to a bad name": func(h *Header) { h.Rename("From", "a b") },
		"long value":           func(h *Header) { h.Set("A", strings.Repeat("a", MaxValue+1)) },
		"long prefix":          func(h *Header) { h.PrefixSubject(strings.Repeat("a", MaxValue+1)) },
		"the second edit":      func(h *Header) { h.Set("", "a"); h.Set("A", "b") },
	} {
		m := parse(t, sample)
		trial := Clone(m)
		edit(trial.Header)
		if edits, err := Edits(m, trial); err == nil || edits != nil {
			t.Errorf("%s: edits %v, no error", name, edits)
		}
		if got := wired(t, trial); got != sample {
			t.Errorf("%s: became %q", name, got)
		}
	}
}

// However much a filter writes, a header stays bounded, and the hook fails.
func TestEditsAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine is long at it: nothing for the race detector")
	}
	for name, edit := range map[string]func(*Header){
		"fields": func(h *Header) { h.Add("A", "b") },
		"octets": func(h *Header) { h.Set("A", strings.Repeat("a", 10_000)); h.Remove("A") },
	} {
		m := parse(t, sample)
		for range MaxFields + 2*MaxAdded {
			edit(m.Header)
		}
		if m.Header.err == nil || len(m.Header.fields) > MaxFields+MaxAdded || m.Header.added > MaxHeader+20_000 {
			t.Errorf("%s: %d fields, %d octets, error %v", name, len(m.Header.fields), m.Header.added, m.Header.err)
		}
	}
}

// Where the header has UTF-8 already, as with SMTPUTF8, new text is UTF-8 too.
func TestInternational(t *testing.T) {
	m := parse(t, "From: jörg@bücher.example\r\n\r\n")
	m.Header.Set("To", "büro@bücher.example")
	if got := string(WireHeader(m)); !strings.Contains(got, "\r\nTo: büro@bücher.example\r\n") {
		t.Errorf("header %q", got)
	}
}

// A line longer than allowed doesn't come about by a longer name.
func TestRenameLongLine(t *testing.T) {
	m := parse(t, "A: "+strings.Repeat("a", 990)+"\r\n\r\n")
	m.Header.Rename("A", "A-Longer-Name")
	if got := string(WireHeader(m)); got != "A-Longer-Name:\r\n "+strings.Repeat("a", 990)+"\r\n\r\n" {
		t.Errorf("header %q", got)
	}
}

// Edits of stuffed content are stuffed, and a dot that is stuffing stays with its line.
func TestStuffedEdits(t *testing.T) {
	const content = "A: 1\r\n.b: 2\r\n..c: 3\r\n. more\r\n\r\n..body\r\n"
	m := stuffedMessage(t, content)
	m.Header.Add(".d", "4")
	m.Header.Rename("A", ".a")
	m.Header.Rename(".c", "C")
	if got, want := wired(t, m), "..a: 1\r\n.b: 2\r\nC: 3\r\n. more\r\n..d: 4\r\n\r\n..body\r\n"; got != want {
		t.Errorf("became %q, want %q", got, want)
	}
	if got, want := read(t, Clone(m)), ".a: 1\r\nb: 2\r\nC: 3\r\n more\r\n.d: 4\r\n\r\n.body\r\n"; got != want {
		t.Errorf("reads as %q, want %q", got, want)
	}
}

// What a server stored with bare LF, and RETR gives, may hold a line of a lone dot; an edit before it must not make it the end.
func TestNoLoneDotByEdit(t *testing.T) {
	m := stuffedMessage(t, "A: 1\nB: 2\r\nC: 3\n.\r\nD: 4\r\n\r\n")
	m.Header.Remove("C")
	if got, want := wired(t, m), "A: 1\nB: 2\r\n..\r\nD: 4\r\n\r\n"; got != want {
		t.Errorf("became %q, want %q", got, want)
	}
	m = stuffedMessage(t, "A: 1\nB: 2\r\n.c: 3\r\n\r\n")
	m.Header.Remove("B")
	if got, want := wired(t, m), "A: 1\nc: 3\r\n\r\n"; got != want {
		t.Errorf("became %q, want %q", got, want)
	}
}

// The name of a field that isn't one can still be used to take it away.
func TestRemoveBadName(t *testing.T) {
	m := parse(t, "A: 1\r\nB\x1b x: 2\r\n\r\n")
	for _, name := range m.Header.Names() {
		if !isName(name) {
			m.Header.Remove(name)
		}
	}
	if got := wired(t, m); got != "A: 1\r\n\r\n" {
		t.Errorf("became %q", got)
	}
}
