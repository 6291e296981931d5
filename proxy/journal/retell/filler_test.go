package retell

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// spokenIn are the octets that lines of a transcript say.
func spokenIn(t *testing.T, lines []told) string {
	t.Helper()
	var b strings.Builder
	for _, l := range lines {
		if !strings.HasPrefix(l.text, `"`) {
			b.WriteString(l.text + "\r\n")
			continue
		}
		quoted, err := strconv.QuotedPrefix(l.text)
		if err != nil {
			t.Fatal(err)
		}
		unit, _ := strconv.Unquote(quoted)
		times := 1
		if _, number, many := strings.Cut(l.text[len(quoted):], "* "); many {
			times, _ = strconv.Atoi(number)
		}
		b.WriteString(strings.Repeat(unit, times))
	}
	return b.String()
}

// Made-up content has the size that it is to have, in lines, however it is cut.
func TestFiller(t *testing.T) {
	for _, fields := range [][]string{nil, {"Subject: a\r\n folded", ".Dotted: b"}} {
		for size := range int64(300) {
			f := newFiller(fields, size)
			whole := spokenIn(t, f.cut(journal.C, 0, f.size(), false))
			if f.size() != size || int64(len(whole)) != size {
				t.Fatalf("%d octets: %d, %d", size, f.size(), len(whole))
			}
			if short := int64(len(headerOf(fields))); size >= short && size != short+1 && !strings.HasSuffix(whole, "\r\n") {
				t.Errorf("%d octets end in %q", size, whole[max(0, size-5):])
			}
			for at := range size {
				if parts := spokenIn(t, append(f.cut(journal.C, 0, at, false), f.cut(journal.C, at, size, false)...)); parts != whole {
					t.Fatalf("%d octets, cut at %d: %q", size, at, parts)
				}
			}
		}
	}
}

// What has no end of its last line gets one, and what comes before stays.
func TestFillerCompleted(t *testing.T) {
	for body := range int64(200) {
		f := filler{"Subject: a\r\n\r\n", body, unended}
		before := spokenIn(t, f.cut(journal.C, 0, f.size(), false))
		after := spokenIn(t, f.completed().cut(journal.PS, 0, f.completed().size(), false))
		want := before
		if !strings.HasSuffix(before, "\r\n") {
			want += "\r\n"
		}
		if after != want {
			t.Errorf("%d: %q, want %q", body, after, want)
		}
	}
}

func TestFillerIsStuffed(t *testing.T) {
	f := newFiller([]string{".a: b", "c: d"}, -1)
	if got := fmt.Sprint(f.cut(journal.CP, 0, 13, true)); got != "[CP: ..a: b CP: c: d]" {
		t.Error(got)
	}
}

// Texts that would be read as something else are written as strings.
func TestSpoken(t *testing.T) {
	for text, want := range map[string]string{
		"NOOP":            "NOOP",
		"":                "",
		"<close>":         `"<close>\r\n"`,
		"<a> <b>":         "<a> <b>",
		"250 <...> said":  `"250 <...> said\r\n"`,
		" folded":         `" folded\r\n"`,
		"250 ":            `"250 \r\n"`,
		`"quoted"`:        `"\"quoted\"\r\n"`,
		"a\u202eb":        `"a\u202eb\r\n"`,
		"a\x1bb":          `"a\x1bb\r\n"`,
		"grüß\tGott":      `"grüß\tGott\r\n"`,
		"grüß Gott":       "grüß Gott",
		"bad \xff octets": `"bad \xff octets\r\n"`,
	} {
		if got := spoken(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
