package message

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func allOf(t fatal, r io.Reader, size int64) string {
	b, err := io.ReadAll(r)
	if err != nil || int64(len(b)) != size {
		t.Fatalf("reads %d octets, want %d, %v", len(b), size, err)
	}
	return string(b)
}

// FuzzHeader edits a stranger's header and reads it back.
func FuzzHeader(f *testing.F) {
	for _, c := range odd {
		if len(c.content) < 2000 {
			f.Add(c.content, "Subject", "a value", false)
			f.Add(c.content, "From", "=?utf-8?q?=C3=BC?= \r\n.", true)
		}
	}
	f.Fuzz(func(t *testing.T, content, name, value string, stuffed bool) {
		m := untouched(t, content, stuffed)
		for _, edit := range []func(h *Header){
			func(h *Header) { h.Set(name, value) },
			func(h *Header) { h.Add(name, value) },
			func(h *Header) { h.Prepend(name, value) },
			func(h *Header) { h.Remove(name) },
			func(h *Header) { h.Rename(name, "X-New") },
			func(h *Header) { h.PrefixSubject(value) },
			func(h *Header) { h.PrefixSubject(value) },
		} {
			trial := Clone(m)
			edit(trial.Header)
			if _, err := Edits(m, trial); err == nil {
				readBack(t, trial, stuffed, hasLoneDot(content))
			}
		}
		if untouched := wireOf(t, m); untouched != content {
			t.Fatalf("an edit of a copy has reached the original: %q", untouched)
		}
	})
}

// FuzzMessage replaces a stranger's message by a notice.
func FuzzMessage(f *testing.F) {
	for _, c := range odd {
		if len(c.content) < 2000 {
			f.Add(c.content, "subject", "text\n.\nmore", true)
			f.Add(c.content, "sübject", strings.Repeat("wörd ", 50), false)
		}
	}
	f.Fuzz(func(t *testing.T, content, subject, text string, stuffed bool) {
		m := untouched(t, content, stuffed)
		trial := Clone(m)
		trial.Replace(subject, text)
		if _, err := Edits(m, trial); err != nil {
			return
		}
		readBack(t, trial, stuffed, false)
		out := wireOf(t, trial)
		if _, body, ok := strings.Cut(out, "\r\n\r\n"); !ok || !strings.HasSuffix(body, "\r\n") || strings.Contains(strings.ReplaceAll(body, "\r\n", ""), "\n") {
			t.Fatalf("notice %q", out)
		}
	})
}

// FuzzDecode reads a stranger's value.
func FuzzDecode(f *testing.F) {
	f.Add(" =?utf-8?q?=C3=BC?= =?iso-2022-jp?b?GyRCRnxLXBsoQg==?=\r\n =?x")
	f.Fuzz(func(t *testing.T, value string) {
		if got := decode(value); got != Clean(got) || len(got) > 10*len(value)+10 {
			t.Fatalf("%q", got)
		}
	})
}

// FuzzParts edits each part of a stranger's message.
func FuzzParts(f *testing.F) {
	for _, content := range corpus(f) {
		if len(content) < 3000 {
			f.Add(content, false)
			f.Add(stuff(content), true)
		}
	}
	f.Fuzz(func(t *testing.T, content string, stuffed bool) {
		m := untouched(t, content, stuffed)
		covered(t, m)
		for _, p := range m.Parts() {
			for _, name := range p.Names() {
				if name != Clean(name) {
					t.Fatalf("name %q", name)
				}
			}
			p.Detected()
			if text := p.Text(); !utf8.ValidString(text) {
				t.Fatalf("text %q", text)
			}
		}
		if !strings.Contains(content, newText[:10]) {
			editedOutside(t, content, stuffed)
			bannered(t, content, stuffed)
		}
	})
}
