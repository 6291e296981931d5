package mimerewrite

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// program is the start of one for Windows.
const program = "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"

// attached is a message with a file of this header line and content.
func attached(disposition, content string) string {
	return mixed(disposition, "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString([]byte(content)))
}

// notProgram drops what an admin would.
var notProgram = with(block("drop", list("type", "application/x-msdownload"), list("name", "*.exe", "*.scr"), list("members", "*.exe"), set("replace_with", "removed.txt")))

// Every reading of a name counts, and none of a harmless one does.
func TestNames(t *testing.T) {
	const disposition = "Content-Disposition: attachment; filename"
	for _, test := range []struct {
		what, header string
		gone         bool
	}{
		{"plain", disposition + `="evil.exe"`, true},
		{"in upper case", disposition + `="EVIL.EXE"`, true},
		{"mixed case and folders", disposition + `="C:\\temp\\Evil.Scr"`, true},
		{"two endings", disposition + `="invoice.pdf.exe"`, true},
		{"a dot and a space at the end", disposition + `="evil.exe ."`, true},
		{"many of them", disposition + `="evil.exe. . . ."`, true},
		{"a stream", disposition + `="evil.exe::$DATA"`, true},
		{"a NUL", disposition + "=\"evil.exe\x00.txt\"", true},
		{"a NUL in a segment", disposition + "*=utf-8''evil.exe%00.txt", true},
		{"right to left", disposition + "*=utf-8''evil%E2%80%AEtxt.exe", true},
		{"a space of no width", disposition + "*=utf-8''evil.e%E2%80%8Bxe", true},
		{"continued", disposition + "*0=\"ev\";\r\n filename*1=\"il.e\"; filename*2=\"xe\"", true},
		{"continued in another order", disposition + "*2=\"xe\"; filename*0=\"ev\"; filename*1=\"il.e\"", true},
		{"continued and encoded", disposition + "*0*=utf-8''evil%2E; filename*1=exe", true},
		{"an encoded word", disposition + `="=?utf-8?B?ZXZpbC5leGU=?="`, true},
		{"percent signs", disposition + `="evil%2Eexe"`, true},
		{"only in the type", "Content-Type: text/plain; name=evil.exe", true},
		{"the second of two", disposition + `="good.txt"; filename="evil.exe"`, true},
		{"one in each field", "Content-Type: text/plain; name=evil.exe\r\n" + disposition + `="good.txt"`, true},
		{"in a second field", disposition + "=good.txt\r\n" + disposition + "=evil.exe", true},
		{"the long s", disposition + "*=utf-8''evil.%C5%BFcr", true},

		{"harmless", disposition + `="good.txt"`, false},
		{"an ending that only looks so", disposition + `="evil.exe.txt"`, false},
		{"without a dot", disposition + `="evilexe"`, false},
		{"none", "Content-Description: evil.exe", false},
	} {
		s := stranger(filters.SMTP)
		got := rewritten(t, s, notProgram, mixed(test.header, "", "x"))
		if gone := strings.Contains(got, "removed.txt"); gone != test.gone || gone != s.noted("dropped") {
			t.Errorf("%s: it goes: %v, noted %q, %q", test.what, gone, s.notes, got)
		}
		if want := mixed(test.header, "", "x"); !test.gone && got != want {
			t.Errorf("%s: it has changed: %q", test.what, got)
		}
	}
}

// A type counts as it is declared, in each way that it could be read, and as it is found.
func TestTypes(t *testing.T) {
	for _, test := range []struct {
		what, header, content string
		gone                  bool
	}{
		{"declared", "Content-Type: application/x-msdownload", "x", true},
		{"declared by another name", "Content-Type: APPLICATION/x-dosexec; x=y", "x", true},
		{"in a second field", "Content-Type: text/plain\r\nContent-Type: application/x-msdownload", "x", true},
		{"behind a comma", "Content-Type: text/plain, application/x-msdownload", "x", true},
		{"behind a comment", "Content-Type: (text/plain) application/x-msdownload", "x", true},
		{"renamed", "Content-Disposition: attachment; filename=report.txt", program, true},
		{"declared to be text", "Content-Type: text/plain; name=report.txt", program, true},
		{"harmless", "Content-Type: image/png; name=a.png", "\x89PNG\r\n\x1a\n", false},
		{"of no type", "Content-Type: application/octet-stream", "MYZ", false},
	} {
		got := rewritten(t, stranger(filters.SMTP), notProgram, attached(test.header, test.content))
		if gone := strings.Contains(got, "removed.txt"); gone != test.gone {
			t.Errorf("%s: it goes: %v, %q", test.what, gone, got)
		}
	}
}

func TestSize(t *testing.T) {
	for _, test := range []struct {
		octets int
		rule   filters.Block
		gone   bool
	}{
		{100, block("drop", set("size", "99B")), true},
		{100, block("drop", set("size", "100B")), false},
		{100, block("drop", set("size", "99B"), list("name", "*.dat")), true},
		{100, block("drop", set("size", "99B"), list("name", "*.txt")), false},
		{100, block("drop", set("size", "100B"), list("name", "*.dat")), false},
	} {
		mail := attached("Content-Disposition: attachment; filename=a.dat", strings.Repeat("x", test.octets))
		if got := rewritten(t, stranger(filters.SMTP), with(test.rule), mail); (got != mail) != test.gone {
			t.Errorf("%+v: %q", test, got)
		}
	}
}

// The first drop counts, and before any rename.
func TestRename(t *testing.T) {
	b := with(
		block("rename", list("name", "*.js"), set("append", ".txt")),
		block("rename", list("name", "*"), set("append", ".bin")),
		block("drop", list("name", "b.js")),
	)
	for disposition, want := range map[string]string{
		"filename=a.js":               "filename=a.js.txt",
		`filename="a.js ."`:           "filename=a.js.txt",
		`filename="c:\\x\\a.js"`:      "filename=a.js.txt",
		"filename=a.sh":               "filename=a.sh.bin",
		"filename=a.bin":              "filename=a.bin\r\n",
		"filename=b.js":               "",
		"filename*0=a.;filename*1=js": "filename=a.js.txt",
	} {
		s := stranger(filters.SMTP)
		got := rewritten(t, s, b, mixed("Content-Disposition: attachment; "+disposition, "", "x"))
		if want == "" && strings.Contains(got, "b.js") || !strings.Contains(strings.ReplaceAll(got, `"`, ""), want) {
			t.Errorf("%s: %q, %q", disposition, got, s.notes)
		}
	}
}

// A drop without replace_with leaves nothing of a part, and of a message that is one part an empty text.
func TestDropWhole(t *testing.T) {
	b := with(block("drop", list("name", "*.exe")))
	want := lines("From: me@client.example", "Subject: hello", "MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="b"`, "",
		"--b", "", "the text", "--b--")
	if got := rewritten(t, stranger(filters.SMTP), b, mixed("Content-Type: text/plain; name=a.exe", "", "x")); got != want {
		t.Errorf("have %q", got)
	}
	got := rewritten(t, stranger(filters.SMTP), b, lines("Subject: x", "Content-Type: text/plain; name=a.exe", "", "x"))
	if !strings.HasSuffix(got, "\r\n\r\n") || strings.Contains(got, "a.exe") {
		t.Errorf("have %q", got)
	}
}

// The text in the place of a part tells what was there, or what the admin wants to say.
func TestReplacement(t *testing.T) {
	mail := mixed("Content-Type: text/plain; name=a.exe", "", "x")
	got := rewritten(t, stranger(filters.SMTP), notProgram, mail)
	for _, want := range []string{"Name: a.exe\r\n", "Type: text/plain\r\n", "SHA-256: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\r\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	own := with(block("drop", list("name", "*.exe"), set("replace_with", "gone.txt"), set("text", "Ask the help desk.\n")))
	if got := rewritten(t, stranger(filters.SMTP), own, mail); !strings.Contains(got, "\r\n\r\nAsk the help desk.\r\n") || strings.Contains(got, "SHA") {
		t.Errorf("have %q", got)
	}
}

// Parts of messages in the message are like any other.
func TestForwarded(t *testing.T) {
	inner := mixed("Content-Disposition: attachment; filename=evil.exe", "", "x")
	mail := lines("Subject: fw", `Content-Type: multipart/mixed; boundary="c"`, "", "--c", "Content-Type: message/rfc822", "") + inner + lines("--c--")
	if got := rewritten(t, stranger(filters.SMTP), notProgram, mail); !strings.Contains(got, "removed.txt") || strings.Contains(got, "\r\nx\r\n") {
		t.Errorf("have %q", got)
	}
}

func TestManyNames(t *testing.T) {
	var b strings.Builder
	for i := range maxNames + 1 {
		if i%90 == 0 {
			b.WriteString("--b\r\nContent-Disposition: attachment")
		}
		fmt.Fprintf(&b, "; filename=n%d", i)
		if i%90 == 89 || i == maxNames {
			b.WriteString("\r\n\r\nx\r\n")
		}
	}
	mail := lines("Subject: s", "Content-Type: multipart/mixed; boundary=b", "") + b.String() + lines("--b--")
	if got := rewritten(t, stranger(filters.SMTP), notProgram, mail); got != "550 5.6.0 the message can't be examined: there are more than 20000 file names" {
		t.Errorf("have %.200q", got)
	}
}
