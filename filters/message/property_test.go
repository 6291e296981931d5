package message

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// unstuffedPlainly takes stuffing out of content in the most obvious way.
func unstuffedPlainly(content string) string {
	lines := strings.SplitAfter(content, "\r\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], ".")
	}
	return strings.Join(lines, "")
}

// hasLoneDot tells whether stuffed content would end before its end.
func hasLoneDot(content string) bool {
	return strings.HasPrefix(content, ".\r\n") || strings.Contains(content, "\r\n.\r\n")
}

var (
	names  = []string{"From", "from ", "Subject", "X-A", "X-A", "x-a\t", ".Dot", "Sub ject", "S\xfcb", "", "ÄÖ", "Content-Type", "References"}
	values = []string{"", " a", " \t ", " long " + strings.Repeat("x", 1200), " =?utf-8?q?a?= =?utf-8?b?w7w=?=", " ü", " \xff", "a:b", " \x00",
		" a\r\n b", "\r\n\tb", " a\r\n \r\n b", " a\rb", " " + strings.Repeat("a b ", 50)}
	lines  = []string{"junk", " fold", "\tfold: x", "From joe 12:00", "\r", "\rx: y", ".x", ". x", "..", ">From x"}
	bodies = []string{"", "body\r\n", "..\r\n", ".a\r\n\r\nX: y\r\n", "no end", "\r\n\r\n", "\x00\r\n"}
)

// block draws lines of a header as strangers write them.
func block(t *rapid.T, ends ...string) string {
	var b strings.Builder
	for range rapid.IntRange(0, 8).Draw(t, "lines") {
		line := rapid.SampledFrom(lines).Draw(t, "line")
		if rapid.IntRange(0, 4).Draw(t, "kind") > 0 {
			line = rapid.SampledFrom(names).Draw(t, "name") + ":" + rapid.SampledFrom(values).Draw(t, "value")
		}
		end := rapid.SampledFrom(ends).Draw(t, "end")
		if line == "\r" {
			end = "\r\n" // with LF alone it would be the empty line
		}
		b.WriteString(line + end)
	}
	return b.String()
}

// rest draws how a header ends, and what follows.
func rest(t *rapid.T) string {
	return rapid.SampledFrom([]string{"\r\n", "\r\n", "", "A: b"}).Draw(t, "empty line") + rapid.SampledFrom(bodies).Draw(t, "body")
}

// What nobody edits comes out byte for byte, is read as it should be, and its header ends where it ends in pieces too.
func TestUntouched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := block(t, "\r\n", "\r\n", "\n") + rest(t)
		untouched(t, content, rapid.Bool().Draw(t, "stuffed"))
	})
}

// fatal is what rapid's T and testing's have in common.
type fatal interface{ Fatalf(string, ...any) }

func untouched(t fatal, content string, stuffed bool) *Message {
	m, err := New(strings.NewReader(content), int64(len(content)), Options{Stuffed: stuffed})
	if err != nil {
		t.Fatalf("%v", err)
	}
	want := content
	if stuffed {
		want = unstuffedPlainly(content)
	}
	if out := wireOf(t, m); out != content {
		t.Fatalf("comes out as %q", out)
	}
	if got := readerOf(t, m); got != want || m.Size() != int64(len(want)) {
		t.Fatalf("Reader gives %q, Size %d, want %q", got, m.Size(), want)
	}
	end, at := End{Stuffed: stuffed}, 0
	for over := false; !over && at < len(content); {
		var n int
		n, over = end.Find([]byte(content[at : at+1]))
		at += n
	}
	if m.Err() == nil && at != len(m.m.src.block) {
		t.Fatalf("header ends at %d in single octets, at %d at once", at, len(m.m.src.block))
	}
	for _, name := range m.Header.Names() {
		for _, v := range append(m.Header.Values(name), name) {
			if v != Clean(v) || !utf8.ValidString(v) {
				t.Fatalf("%q isn't clean", v)
			}
		}
	}
	return m
}

// An edit of one field leaves all bytes before and behind it.
func TestOneFieldEdited(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stuffed, ends := rapid.Bool().Draw(t, "stuffed"), []string{"\r\n", "\n"}
		if stuffed {
			ends = ends[:1] // see TestNoLoneDotByEdit
		}
		before, behind := block(t, ends...), block(t, "\r\n")+rest(t)
		if logical := strings.TrimPrefix(behind, "."); logical != "" && isSpace(logical[0]) {
			behind = "B: c\r\n" + behind // else it begins with a fold of the field
		}
		content := before + "K-e-y: old\r\n\tvalue\r\n" + behind
		m, err := New(strings.NewReader(content), int64(len(content)), Options{Stuffed: stuffed})
		if err != nil || len(m.Header.Values("k-E-y")) != 1 {
			t.Fatalf("no field in %q, %v", content, err)
		}
		want := ""
		switch rapid.IntRange(0, 3).Draw(t, "edit") {
		case 0:
			m.Header.Set("K-e-y", "new")
			want = "K-e-y: new\r\n"
		case 1:
			m.Header.Remove("K-E-Y")
		case 2:
			m.Header.Rename("K-E-Y", "New-Name")
			want = "New-Name: old\r\n\tvalue\r\n"
		case 3:
			m.Header.Set("K-e-y", "ü")
			want = "K-e-y: =?utf-8?b?w7w=?=\r\n"
			if m.m.src.international {
				want = "K-e-y: ü\r\n"
			}
		}
		if out := wireOf(t, m); out != before+want+behind {
			t.Fatalf("%q became %q", content, out)
		}
	})
}

// What is set is got, whatever text it is, and what is written is canonical.
func TestSetIsGot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ a-zäöü<>",@я日\r\n\t=?_]{0,300}`),
			rapid.StringMatching(`( {0,90}[a-zя]{0,20}){0,8}`), rapid.SampledFrom([]string{strings.Repeat("a", 912) + " b", strings.Repeat("a", 913), strings.Repeat("a", 1500) + " ü"})).Draw(t, "value")
		name := rapid.SampledFrom([]string{"A", "Subject", strings.Repeat("n", MaxName)}).Draw(t, "name")
		content := rapid.SampledFrom([]string{"", "From: a\r\n\r\n", "From: ü\r\n\r\n"}).Draw(t, "content")
		m, _ := New(strings.NewReader(content), int64(len(content)), Options{})
		m.Header.Set(name, value)
		out := wireOf(t, m)
		again, _ := New(strings.NewReader(out), int64(len(out)), Options{})
		want := tidy(value)
		if isPrintable(want) && strings.Contains(want, "=?") {
			want = decode(want)
		}
		if got := again.Header.Get(name); got != want {
			t.Fatalf("set %q, got %q from %q", want, got, out)
		}
		for line := range strings.SplitSeq(out, "\r\n") {
			short := len(line) <= lineWish || !strings.Contains(strings.TrimLeft(line[min(len(line), len(name)+2):], " "), " ")
			if len(line) > lineLimit || !short || strings.ContainsAny(line, "\r\n") || !again.m.src.international && !isPrintable(line) {
				t.Fatalf("set %q: line %q", value, line)
			}
		}
	})
}

// Whatever edits are made, what comes out reads as what the header was when they were done: none can forge a field.
func TestEditsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := block(t, "\r\n", "\r\n", "\n") + rest(t)
		stuffed := rapid.Bool().Draw(t, "stuffed")
		m := untouched(t, content, stuffed)
		for range rapid.IntRange(1, 5).Draw(t, "edits") {
			anyEdit(t, m)
		}
		readBack(t, m, stuffed, hasLoneDot(content))
	})
}

func anyEdit(t *rapid.T, m *Message) {
	name := rapid.SampledFrom([]string{"From", "Subject", "X-A", ".Dot", "New", "References"}).Draw(t, "name")
	value := rapid.SampledFrom([]string{"", "a", "ü", "a\r\nB: c", ".", "\r\n.\r\n", strings.Repeat("word ", 40)}).Draw(t, "value")
	switch rapid.IntRange(0, 6).Draw(t, "edit") {
	case 0:
		m.Header.Set(name, value)
	case 1:
		m.Header.Add(name, value)
	case 2:
		m.Header.Prepend(name, value)
	case 3:
		m.Header.Remove(name)
	case 4:
		m.Header.Rename(name, rapid.SampledFrom([]string{"New", ".Dot", "X-A"}).Draw(t, "to"))
	case 5:
		m.Header.PrefixSubject(value)
	case 6:
		if rapid.IntRange(0, 4).Draw(t, "replace") == 0 {
			m.Replace(value, value+"\n.\n")
		}
	}
}

func readBack(t fatal, m *Message, stuffed, lone bool) {
	out := wireOf(t, m)
	if stuffed && !lone && hasLoneDot(out) {
		t.Fatalf("a lone dot in %q", out)
	}
	again, err := New(strings.NewReader(out), int64(len(out)), Options{Stuffed: stuffed})
	if err != nil || again.Err() != nil {
		t.Fatalf("%v, %v", err, again.Err())
	}
	mbox := func(name string) bool { return strings.HasPrefix(name, "From ") } // at the top it is no field
	was, is := slices.DeleteFunc(m.Header.Names(), mbox), slices.DeleteFunc(again.Header.Names(), mbox)
	if !slices.Equal(was, is) {
		t.Fatalf("names %q read back as %q from %q", was, is, out)
	}
	for _, name := range was {
		if was, is := m.Header.Values(name), again.Header.Values(name); !slices.Equal(was, is) {
			t.Fatalf("%s: %q reads back as %q from %q", name, was, is, out)
		}
	}
}

func wireOf(t fatal, m *Message) string {
	r, size := Wire(m)
	return allOf(t, r, size)
}

func readerOf(t fatal, m *Message) string { return allOf(t, m.Reader(), m.Size()) }
