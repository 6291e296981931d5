package message

import (
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// parse makes a message of content that isn't stuffed.
func parse(t testing.TB, content string) *Message { return parseAs(t, content, Options{}) }

// stuffedMessage makes one of content as DATA has it.
func stuffedMessage(t testing.TB, content string) *Message {
	return parseAs(t, content, Options{Stuffed: true})
}

func parseAs(t testing.TB, content string, o Options) *Message {
	t.Helper()
	m, err := New(strings.NewReader(content), int64(len(content)), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wired is all of a message in wire form; it checks that the three ways of writing it agree.
func wired(t testing.TB, m *Message) string {
	t.Helper()
	r, size := Wire(m)
	b, err := io.ReadAll(r)
	if err != nil || int64(len(b)) != size {
		t.Fatalf("Wire reads %d octets and says %d, %v", len(b), size, err)
	}
	parts := string(WireHeader(m))
	if at := BodyOffset(m); at >= 0 {
		rest, _ := io.ReadAll(io.NewSectionReader(m.m.src.content, at, m.m.src.size-at))
		parts += string(rest)
	}
	if parts != string(b) {
		t.Fatalf("header and rest are %q, Wire is %q", parts, b)
	}
	return string(b)
}

// read is what Reader gives; it checks that Size agrees.
func read(t testing.TB, m *Message) string {
	t.Helper()
	b, err := io.ReadAll(m.Reader())
	if err != nil || int64(len(b)) != m.Size() {
		t.Fatalf("Reader gives %d octets, Size is %d, %v", len(b), m.Size(), err)
	}
	return string(b)
}

// odd are headers as strangers write them, with what is found and the names that are read.
var odd = []struct {
	name, content string
	findings      string
	names         string
}{
	{"plain", "From: a\r\nTo: b\r\n\r\nbody\r\n", "", "From To"},
	{"empty message", "", "message.empty", ""},
	{"no header", "\r\nbody\r\n", "header.no_fields", ""},
	{"no body", "From: a\r\n\r\n", "", "From"},
	{"no empty line", "From: a\r\n", "header.unterminated", "From"},
	{"no last line end", "From: a", "header.unterminated", "From"},
	{"only a CR behind", "From: a\r", "header.unterminated header.bare_cr", "From"},
	{"body without header", "hello\r\nworld\r\n\r\nX: y\r\n", "header.no_fields header.no_colon", ""},
	{"line without colon", "From: a\r\njunk\r\nTo: b\r\n\r\n", "header.no_colon", "From To"},
	{"fold of a line without colon", "From: a\r\njunk\r\n more: x\r\nTo: b\r\n\r\n", "header.no_colon", "From To"},
	{"bare LF hides nothing", "From: a\nBcc: b\r\n\r\n", "header.bare_lf", "From Bcc"},
	{"all bare LF", "From: a\nTo: b\n\nbody\n", "header.bare_lf", "From To"},
	{"bare CR", "From: a\rBcc: b\r\n\r\n", "header.bare_cr", "From"},
	{"two CR", "From: a\r\r\n\r\n", "header.bare_cr", "From"},
	{"CR alone in a line", "From: a\r\n\r\r\nTo: b\r\n\r\n", "header.bare_cr header.no_colon", "From To"},
	{"NUL", "From: a\x00b\r\n\r\n", "header.nul", "From"},
	{"space before the colon", "Subject : a\r\n\r\n", "header.space_before_colon", "Subject"},
	{"8-bit name", "S\xfcbject: a\r\n\r\n", "header.not_utf8 header.bad_name", "S?bject"},
	{"space in a name", "Sub ject: a\r\n\r\n", "header.bad_name", "Sub ject"},
	{"no name", ": a\r\n\r\n", "header.no_fields header.bad_name", ""},
	{"mbox line", "From joe Mon Jan  1 12:00:00 2024\r\nTo: b\r\n\r\n", "header.mbox_from", "To"},
	{"no mbox line", "From : joe\r\n\r\n", "header.space_before_colon", "From"},
	{"mbox line elsewhere", "To: b\r\nFrom joe Mon 12:00\r\n\r\n", "header.bad_name", "To From joe Mon 12"},
	{"fold of nothing", " From: a\r\nTo: b\r\n\r\n", "header.orphan_fold", "To"},
	{"blank fold", "From: a\r\n \t\r\nTo: b\r\n\r\n", "header.blank_fold", "From To"},
	{"latin 1", "Subject: f\xfcr\r\n\r\n", "header.not_utf8", "Subject"},
	{"UTF-8", "Subject: für\r\n\r\n", "", "Subject"},
	{"two From", "From: a\r\nfrom: b\r\nFROM: c\r\n\r\n", "header.duplicate_from", "From from FROM"},
	{"two of several", "Content-Type: a\r\nDate: b\r\nDate: b\r\ncontent-type: c\r\n\r\n",
		"header.duplicate_date header.duplicate_content_type mime.bad_type", "Content-Type Date Date content-type"},
	{"long line", "Subject: " + strings.Repeat("a", 990) + "\r\n\r\n", "header.long_line", "Subject"},
	{"not so long line", "Subject: " + strings.Repeat("a", 989) + "\r\n\r\n", "", "Subject"},
	{"long value", "X: " + strings.Repeat("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n ", MaxValue/32) + "a\r\n\r\n", "header.long_value", "X"},
}

func TestOddHeaders(t *testing.T) {
	for _, c := range odd {
		m := parse(t, c.content)
		if got := strings.Join(m.Findings(), " "); got != c.findings {
			t.Errorf("%s: findings %q, want %q", c.name, got, c.findings)
		}
		if got := strings.Join(m.Header.Names(), " "); got != c.names {
			t.Errorf("%s: names %q, want %q", c.name, got, c.names)
		}
		if m.Err() != nil {
			t.Errorf("%s: Err = %v", c.name, m.Err())
		}
	}
}

// Without edits everything comes out as it went in, stuffed or not.
func TestOddSurvives(t *testing.T) {
	for _, c := range odd {
		for _, o := range []Options{{}, {Stuffed: true}} {
			m := parseAs(t, c.content, o)
			if got := wired(t, m); got != c.content || Edited(m) {
				t.Errorf("%s: comes out as %q", c.name, got)
			}
			if got := read(t, m); got != c.content {
				t.Errorf("%s: Reader gives %q", c.name, got)
			}
		}
	}
}

// An edit of a header leaves every other byte, whatever is odd about it: here a field goes to the top or to the end.
func TestOddEdited(t *testing.T) {
	const made = "X-Made: here\r\n"
	for _, c := range odd {
		for _, put := range []func(*Header, string, string){(*Header).Add, (*Header).Prepend} {
			m := parse(t, c.content)
			put(m.Header, "X-Made", "here")
			got := wired(t, m)
			before, behind, found := strings.Cut(got, made)
			if !strings.HasSuffix(c.content, "\n") && behind == "" {
				before = strings.TrimSuffix(before, "\r\n") // a line end where one was missing
			}
			if !found || before+behind != c.content {
				t.Errorf("%s: became %.500q", c.name, got)
			}
			if !slices.Contains(parse(t, got).Header.Names(), "X-Made") {
				t.Errorf("%s: the new field isn't read in %q", c.name, got)
			}
		}
	}
}

// Each name that is found exists, and the package comment lists it.
func TestFindingNames(t *testing.T) {
	names := findings(1<<findingsEnd - 1).names()
	if len(names) != int(findingsEnd) || slices.Contains(names, "") {
		t.Errorf("names %q", names)
	}
	comment, err := os.ReadFile("message.go")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(string(comment), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz_.468", r) })
	for i := range words {
		words[i] = strings.Trim(words[i], ".")
	}
	for _, name := range names {
		if !slices.Contains(words, name) && !slices.Contains(words, strings.TrimPrefix(name, "header.duplicate_")) {
			t.Errorf("the package comment has no %s", name)
		}
	}
	for _, c := range odd {
		for f := range strings.FieldsSeq(c.findings) {
			if !slices.Contains(names, f) {
				t.Errorf("%s isn't a finding", f)
			}
		}
	}
}

// A script may make these; they are empty, not a panic.
func TestZeroValues(t *testing.T) {
	var m Message
	if m.Size() != 0 || m.Err() != nil || m.Findings() != nil || m.Partial() || m.Signed() != nil {
		t.Error("the zero Message isn't empty")
	}
	m.Replace("a", "b")
	if b, err := io.ReadAll(m.Reader()); len(b) != 0 || err != nil {
		t.Errorf("the zero Message reads %q, %v", b, err)
	}
	var h Header
	h.Set("A", "b")
	h.PrefixSubject("x")
	if h.Get("a") != "b" || h.Remove("A") != 1 || h.Get("Subject") != "x" {
		t.Error("the zero Header isn't an empty one")
	}
}

func TestPartial(t *testing.T) {
	if !parseAs(t, "A: b\r\n\r\n", Options{Partial: true}).Partial() || parse(t, "").Partial() {
		t.Error("Partial isn't what was said")
	}
}

// Only what can hide a part is said to.
func TestHiding(t *testing.T) {
	for content, want := range map[string]string{
		"Subject: a\r\nSubject: b\r\n\r\nx\r\n":                                                               "",
		"Subject: a\rX: y\r\njunk\r\n\r\nx\ry\r\n":                                                            "header.bare_cr header.no_colon mime.bare_cr",
		"Content-Transfer-Encoding: base64\r\n\r\nA!\r\n":                                                     "",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b x\r\n--b--\r\n--b\r\n\r\nx\r\n": "mime.boundary_junk mime.part_after_close",
	} {
		m, err := New(strings.NewReader(content), int64(len(content)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(m.Hiding(), " "); got != want {
			t.Errorf("%q: hiding %q, want %q", content, got, want)
		}
	}
	if got := new(Message).Hiding(); got != nil {
		t.Errorf("of no message: %q", got)
	}
}
