package message

import (
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// What the standard library encodes is decoded, in whatever pieces it is read.
func TestDecoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		octets := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "octets")
		var quoted strings.Builder
		w := quotedprintable.NewWriter(&quoted)
		w.Binary = true
		w.Write(octets)
		w.Close()
		lines := inBase64(string(octets))
		if rapid.Bool().Draw(t, "odd lines") {
			lines = strings.ReplaceAll(lines, "A", "A\r\n \t")
		}
		for how, coded := range map[transfer]string{
			base64Coded: lines, quotedPrintable: quoted.String(), asItIs: string(octets),
		} {
			for _, r := range []io.Reader{strings.NewReader(coded), iotest.OneByteReader(strings.NewReader(coded)), iotest.DataErrReader(strings.NewReader(coded))} {
				have, err := io.ReadAll(decoded(r, how))
				if err != nil || string(have) != string(octets) {
					t.Fatalf("%d: %q became %q, %v", how, coded, have, err)
				}
			}
		}
	})
}

// Readers are lenient, and an error of content isn't the end of it.
func TestOddDecoding(t *testing.T) {
	for _, c := range []struct {
		how         transfer
		coded, want string
	}{
		{base64Coded, "YQ", "a"},
		{base64Coded, "YQ=", "a"},
		{base64Coded, "YQ==YmM=", "abc"},
		{base64Coded, "Y!W\x00J\xffj\r\n", "abc"},
		{base64Coded, "YWJjZ", "abc"},
		{base64Coded, "====", ""},
		{quotedPrintable, "a=", "a"},
		{quotedPrintable, "a=\r\n", "a"},
		{quotedPrintable, "a=\nb= \t\r\nc", "abc"},
		{quotedPrintable, "=4", "=4"},
		{quotedPrintable, "=ZZ=c3=BC=", "=ZZ\xc3\xbc"},
		{quotedPrintable, "a \r\n", "a \r\n"},
		{quotedPrintable, "=" + strings.Repeat(" ", 100) + "\r\n", "=" + strings.Repeat(" ", 100) + "\r\n"},
	} {
		have, err := io.ReadAll(decoded(iotest.OneByteReader(strings.NewReader(c.coded)), c.how))
		if err != nil || string(have) != c.want {
			t.Errorf("%q became %q, %v, want %q", c.coded, have, err, c.want)
		}
		_, err = io.ReadAll(decoded(io.MultiReader(strings.NewReader(c.coded), failing{errLost}), c.how))
		if err != errLost {
			t.Errorf("%q: the error is %v", c.coded, err)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ header, body, want string }{
		{"", "abc", "abc"},
		{"", "\xc3\xbc", "ü"},
		{"", "\xfc", "ü"},
		{"Content-Type: text/plain; charset=utf-8", "a\xfc", "a\ufffd"},
		{"Content-Type: text/plain; charset=us-ascii", "\x80", "€"},
		{"Content-Type: text/plain; charset=iso-8859-15", "\xa4", "€"},
		{"Content-Type: text/plain; charset*=us-ascii'en'koi8-r", "\xc1", "а"},
		{"Content-Type: text/plain; charset=iso-2022-jp", "\x1b$BF|\x1b(B", "日"},
		{"Content-Type: text/plain; charset=utf-16le", "a\x00b\x00", "ab"},
		{"Content-Type: text/plain; charset=utf-7", "+AOQ-", "+AOQ-"},
		{"Content-Type: text/plain; charset=\" UTF-8 \"", "ü", "ü"},
		{"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: QUOTED-PRINTABLE (x)", "=FC", "ü"},
		{"Content-Type: text/plain; charset=big5\r\nContent-Transfer-Encoding: Base64 ", "pKQ=", "中"},
	} {
		content := strings.TrimPrefix(c.header+"\r\n\r\n"+c.body, "\r\n")
		if have := parse(t, content).Parts()[0].Text(); have != c.want {
			t.Errorf("%q: %q, want %q", c.header, have, c.want)
		}
	}
}

// Text gives the first MiB, Reader all.
func TestLongText(t *testing.T) {
	long := strings.Repeat("aü", MaxText)
	p := parse(t, "Content-Type: text/plain; charset=utf-8\r\n\r\n"+long).Parts()[0]
	if text := p.Text(); len(text) > MaxText || len(text) < MaxText-utf8.UTFMax || !strings.HasPrefix(long, text) {
		t.Errorf("%d octets", len(text))
	}
	if p.Size() != int64(len(long)) || p.SHA256() != sumOf(long) {
		t.Error("Size or SHA256 is of less than all")
	}
}

func TestAttachment(t *testing.T) {
	for header, want := range map[string]bool{
		"X-A: b":                                          false,
		"Content-Type: text/html":                         false,
		"Content-Disposition: inline":                     false,
		"Content-Disposition: ATTACHMENT":                 true,
		"Content-Disposition: inline; filename=a":         true,
		"Content-Type: text/html; name=a":                 true,
		"Content-Type: image/png":                         true,
		"Content-Type: image/png; garbage=\"":             true,
		"Content-Type: text/plain; charset=us-ascii; a=b": false,
	} {
		if have := parse(t, header+"\r\n\r\n").Parts()[0].Attachment(); have != want {
			t.Errorf("%s: %v", header, have)
		}
	}
}

func TestDetected(t *testing.T) {
	for start, want := range map[string]string{
		"MZ\x90\x00":           "application/vnd.microsoft.portable-executable",
		"PK\x03\x04\x14\x00":   "application/zip",
		"%PDF-1.4":             "application/pdf",
		"\x7fELF\x02\x01\x01":  "application/x-elf",
		"<html><body>":         "text/html",
		"a text":               "text/plain",
		"\x01\x02\x03\xff\xfe": "application/octet-stream",
	} {
		content := "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(start))
		if have := parse(t, content).Parts()[0].Detected(); have != want {
			t.Errorf("%q: %s, want %s", start, have, want)
		}
	}
}
