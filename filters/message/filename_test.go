package message

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// All that a reader could take for the name is among the readings.
func TestNames(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"Content-Type: text/plain", ""},
		{"Content-Disposition: attachment", ""},
		{"Content-Disposition: attachment; filename=a.exe", "a.exe"},
		{"Content-Disposition: attachment; FILENAME=\"a b.exe\"", "a b.exe"},
		{"Content-Type: application/x; name=a.exe", "a.exe"},
		{"Content-Type: application/x; name=a.exe\r\nContent-Disposition: attachment; filename=b.txt", "b.txt|a.exe"},
		{"Content-Disposition: attachment; filename=a.txt; filename=b.exe", "a.txt|b.exe"},
		{"Content-Disposition: inline\r\nContent-Disposition: attachment; filename=b.exe", "b.exe"},
		{"Content-Disposition: attachment; filename*=utf-8''%c3%bc.exe", "ü.exe|utf-8''%c3%bc.exe"},
		{"Content-Disposition: attachment; filename*=iso-8859-1'de'%FC.exe", "ü.exe|iso-8859-1'de'%FC.exe"},
		{"Content-Disposition: attachment; filename*=x-unknown''%FC.exe", "ü.exe|x-unknown''%FC.exe"},
		{"Content-Disposition: attachment; filename*1=exe; filename*0=a.", "a.exe|a.|exe"},
		{"Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=%BC.e; filename*2=xe", "ü.exe|utf-8''%C3|%BC.e|xe|utf-8''%C3%BC.exe"},
		{"Content-Disposition: attachment; filename*0=a; filename*0=b; filename*00=c", "a"},
		{"Content-Disposition: attachment; filename==?utf-8?q?=C3=BC=2Eexe?=", "ü.exe|=?utf-8?q?=C3=BC=2Eexe?="},
		{"Content-Disposition: attachment; filename=\"=?utf-8?b?YS5l?=\r\n =?utf-8?b?eGU=?=\"", "a.exe|=?utf-8?b?YS5l?= =?utf-8?b?eGU=?="},
		{"Content-Disposition: attachment; filename=\"\xfc.exe\"", "ü.exe"},
		{"Content-Disposition: attachment; filename=\"ü.exe\"", "ü.exe"},
		{"Content-Disposition: attachment; filename=a b.exe", "a b.exe|a"},
		{"Content-Disposition: attachment; filename=a.exe (a comment)", "a.exe (a comment)|a.exe"},
		{"Content-Disposition: attachment; filename=\"a.exe", "a.exe"},
		{"Content-Disposition: attachment; filename=\"a\\\"b.exe\"", "a\"b.exe|a\\\"b.exe|\"b.exe"},
		{"Content-Disposition: attachment; filename=\"C:\\dir\\a.exe\"", "C:dira.exe|C:\\dir\\a.exe|a.exe"},
		{"Content-Disposition: attachment; filename=\"../../a.exe\"", "../../a.exe|a.exe"},
		{"Content-Disposition: attachment; filename=\"a.exe\x00.txt\"", "a.exe?.txt|a.exe"},
		{"Content-Disposition: attachment; filename=\"a\u202eexe.txt\"", "a?exe.txt"},
		{"Content-Disposition: attachment; filename=\"a%2eexe\"", "a%2eexe|a.exe"},
		{"Content-Disposition: attachment;\r\n\tfilename\r\n =\r\n a.exe", "a.exe"},
		{"Content-Disposition: attachment; filename=\"a;b.exe\"", "a;b.exe"},
		{"Content-Disposition: ; filename=a.exe", "a.exe"},
		{"Content-Disposition: attachment filename=a.exe", ""},

		// Comments, which may stand anywhere (RFC 2045, section 5.1).
		{"Content-Disposition: attachment; (c) filename=a.exe", "a.exe"},
		{"Content-Disposition: attachment; filename (c) =a.exe", "a.exe"},
		{"Content-Disposition: attachment; filename=(c (d)) a.exe", "(c (d)) a.exe|a.exe"},
		{"Content-Disposition: attachment (;\" x); filename=\"a.exe\"", "a.exe"},
		{"Content-Disposition: attachment; x=\"; (c) filename=a.exe", "a.exe"},
		{"Content-Disposition: attachment; filename=a(1).txt", "a(1).txt|a .txt"},

		// What some readers take, though the grammar doesn't.
		{"Content-Disposition: filename=a.exe", "a.exe"},
		{"Content-Disposition: attachment; name=a.exe", "a.exe"},
		{"Content-Type: text/plain; filename=a.exe", "a.exe"},
		{"Content-Disposition: =?utf-8?q?attachment;_filename=3Da.exe?=", "a.exe"},
		{"Content-Disposition: attachment; filename=a.exe\t.txt", "a.exe .txt|a.exe"},
		{"Content-Disposition: attachment; filename=a.exe,.txt", "a.exe,.txt|a.exe"},

		// Segments (RFC 2231).
		{"Content-Disposition: attachment; filename*0000=a.; filename*0001=exe", "a.exe"},
		{"Content-Disposition: attachment; filename*0=a.e; filename*1=xe; filename*9=.txt", "a.exe.txt|a.exe"},
		{"Content-Disposition: attachment; filename*0=a.; filename*1=txt; filename*1=exe", "a.txt|a.exe|a.txtexe"},
		{"Content-Disposition: attachment; filename*=utf-8''a.txt; filename*0=b.; filename*1=exe", "a.txtexe|b.exe"},

		// Charsets that browsers don't know.
		{"Content-Disposition: attachment; filename=\"=?cp437?q?a=2Eexe?=\"", "=?cp437?q?a=2Eexe?=|a.exe"},
		{"Content-Disposition: attachment; filename=\"=?utf-7?q?a+AC4-exe?=\"", "=?utf-7?q?a+AC4-exe?=|a.exe"},
		{"Content-Disposition: attachment; filename*=utf-7''a+AC4AZQB4AGU-", "a+AC4AZQB4AGU-|a.exe"},
	} {
		m := parse(t, c.header+"\r\n\r\n")
		names := m.Parts()[0].Names()
		for _, want := range strings.Split(c.want, "|") {
			if want != "" && !slices.Contains(names, want) {
				t.Errorf("%q: %q, want %q", c.header, names, want)
			}
		}
		if len(names) > 0 && names[0] != strings.Split(c.want, "|")[0] || c.want == "" && names != nil {
			t.Errorf("%q: first of %q, want %q", c.header, names, c.want)
		}
		for _, name := range names {
			if name != Clean(name) {
				t.Errorf("%q: %q isn't clean", c.header, name)
			}
		}
	}
}

// What was renamed has one reading, whatever it is given, or the new one with what readers could make of it.
func TestRenamed(t *testing.T) {
	for _, name := range []string{"a.txt", "a b.txt", "ü.txt", "a\"b\\c.txt", strings.Repeat("long ", 60) + ".txt", strings.Repeat("ü日", 100), "a;b=c.txt", "'%41.txt", "a\r\nX: y"} {
		for _, header := range []string{
			"Content-Disposition: attachment; filename=\"a.exe\"; filename*=utf-8''b.exe; filename*0=c.exe; filename*1=x; size=1\r\nContent-Type: application/x; name=d.exe; name*=utf-8''e.exe; a=b",
			"Content-Type: application/x",
			"Content-Type: application/x; name=d.exe",
			"Content-Disposition: attachment; size=1\r\nContent-Disposition: attachment; filename=a.exe",
			"Content-Disposition: attachment; (c) filename=a.exe; size=1",
			"Content-Disposition: filename=a.exe",
			"Content-Disposition: =?utf-8?q?attachment;_filename=3Da.exe?=",
			"Content-Type: application/x; filename=a.exe\r\nContent-Disposition: attachment; name=a.exe",
			"X-A: b",
		} {
			content := inPart("X-B: c\r\n" + header)
			out, _ := settled(t, parse(t, content), func(m *Message) { one(m).Rename(name, "why") })
			p := one(reread(t, out))
			names := p.Names()
			if len(names) == 0 || names[0] != tidy(name) || strings.Contains(fmt.Sprint(names), ".exe") {
				t.Errorf("%q in %q: %q", name, header, names)
			}
			if p.Type() != one(parse(t, content)).Type() {
				t.Errorf("%q in %q: type %q", name, header, p.Type())
			}
			for line := range strings.SplitSeq(wireOf(t, out), "\r\n") {
				if len(line) > lineWish && !strings.Contains(header, line) || octetsPastASCII(line) > 0 {
					t.Errorf("%q in %q: line %q", name, header, line)
				}
			}
		}
	}
}

// A name can't be crowded out of the readings by others.
func TestManyNames(t *testing.T) {
	content := strings.Repeat("Content-Disposition: attachment; filename=a.txt\r\n", MaxNames-1) + "Content-Disposition: attachment; filename=evil.exe\r\n\r\n"
	m := parse(t, content)
	if names := m.Parts()[0].Names(); !slices.Contains(names, "evil.exe") {
		t.Errorf("%q", names)
	}
	var limit *LimitError
	if m := parse(t, "Content-Type: a/b\r\nContent-Type: a/b"+strings.Repeat("; a=b", MaxParameters)+"; name=evil.exe\r\n\r\n"); !errors.As(m.Err(), &limit) {
		t.Errorf("in a second field: %v", m.Err())
	}
	if m := parse(t, "Content-Disposition: attachment; a=\""+strings.Repeat("b", MaxValue)+"\"; filename=evil.exe\r\n\r\n"); !errors.As(m.Err(), &limit) {
		t.Errorf("behind a long parameter: %v", m.Err())
	}
	if m := parse(t, "Content-Type: a/b; name=c\r\n"+content); !errors.As(m.Err(), &limit) {
		t.Errorf("%v", m.Err())
	}
}
