package message

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// two is a message of two parts.
const two = "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n" +
	"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nalt\xe4\r\n--b\r\n" +
	"Content-Type: application/x; name=\"a.exe\"\r\nContent-Disposition: attachment; size=3;\r\n filename=\"a.exe\"\r\n\r\nMZ.\r\n--b--\r\nepilogue\r\n"

func one(m *Message) *Part   { return m.Parts()[0] }
func other(m *Message) *Part { return m.Parts()[1] }

// One edit changes these octets and no others.
func TestEditsOfParts(t *testing.T) {
	for _, c := range []struct {
		name     string
		edit     func(*Message)
		old, new string // of two
	}{
		{"none", func(m *Message) { one(m).Text() }, "", ""},
		{"text that fits", func(m *Message) { one(m).SetText("neuß", "") }, "alt\xe4", "neu\xdf"},
		{"the same text and a name", func(m *Message) { one(m).SetText("altä", ""); one(m).Rename("a", "") },
			"8bit\r\n", "8bit\r\nContent-Disposition: attachment;\r\n filename=\"a\"\r\n"},
		{"text in lines", func(m *Message) { one(m).SetText("a\nb\r\n", "") }, "alt\xe4", "a\r\nb\r\n"},
		{"the same text", func(m *Message) { one(m).SetText("altä", "") }, "", ""},
		{"text past the charset", func(m *Message) { one(m).SetText("5 €", "") },
			" charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nalt\xe4", " charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n5 €"},
		{"text with a boundary", func(m *Message) { one(m).SetText("a\n--b--\nb", "") },
			"8bit\r\n\r\nalt\xe4", "quoted-printable\r\n\r\na\r\n=2D-b--\r\nb"},
		{"text past the longest line", func(m *Message) { one(m).SetText(strings.Repeat("a", 999), "") },
			"8bit\r\n\r\nalt\xe4", "quoted-printable\r\n\r\n" + strings.Repeat(strings.Repeat("a", 75)+"=\r\n", 13) + strings.Repeat("a", 24)},
		{"rename", func(m *Message) { other(m).Rename("b.txt", "") },
			"; name=\"a.exe\"\r\nContent-Disposition: attachment; size=3;\r\n filename=\"a.exe\"",
			";\r\n name=\"b.txt\"\r\nContent-Disposition: attachment; size=3;\r\n filename=\"b.txt\""},
		{"rename past ASCII", func(m *Message) { other(m).Rename("ü \"b\".txt", "") },
			"; name=\"a.exe\"\r\nContent-Disposition: attachment; size=3;\r\n filename=\"a.exe\"",
			";\r\n name*=utf-8''%C3%BC%20%22b%22.txt\r\nContent-Disposition: attachment; size=3;\r\n filename*=utf-8''%C3%BC%20%22b%22.txt"},
		{"a first name", func(m *Message) { one(m).Rename("a.txt", "") },
			"8bit\r\n", "8bit\r\nContent-Disposition: attachment;\r\n filename=\"a.txt\"\r\n"},
		{"remove the first", func(m *Message) { one(m).Remove("") },
			"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nalt\xe4\r\n", ""},
		{"remove the last", func(m *Message) { other(m).Remove("") },
			"--b\r\nContent-Type: application/x; name=\"a.exe\"\r\nContent-Disposition: attachment; size=3;\r\n filename=\"a.exe\"\r\n\r\nMZ.\r\n", ""},
		{"remove all", removeAll, two[strings.Index(two, "Content-Type"):], "Content-Type: text/plain; charset=us-ascii\r\n\r\n"},
		{"replace", func(m *Message) { other(m).Replace("removed.txt", "text/plain", "It was removed.\n", "") },
			two[strings.Index(two, "Content-Type: application"):strings.Index(two, "\r\n--b--")],
			"Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\nContent-Disposition: attachment;\r\n filename=\"removed.txt\"\r\n\r\nIt was removed.\r\n"},
		{"replace by octets", func(m *Message) { other(m).Replace("", "application/x-new; a=b", "\x00\n", "") },
			two[strings.Index(two, "Content-Type: application"):strings.Index(two, "\r\n--b--")],
			"Content-Type: application/x-new; a=b\r\nContent-Transfer-Encoding: base64\r\n\r\nAAo=\r\n"},
		{"before", func(m *Message) {
			other(m).InsertBefore("", "text/plain", "1", "")
			other(m).InsertBefore("", "text/html", "ü", "")
		}, "alt\xe4\r\n", "alt\xe4\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n1\r\n" +
			"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nw7w=\r\n\r\n"},
		{"behind", func(m *Message) { other(m).InsertAfter("", "text/plain", "--b", "") },
			"MZ.\r\n", "MZ.\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=2D-b\r\n"},
		{"in the place of one that goes", func(m *Message) { one(m).Remove(""); one(m).InsertAfter("", "text/plain", "1", "") },
			"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nalt\xe4\r\n",
			"Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n1\r\n"},
		{"its header", func(m *Message) { other(m).Header().Remove("Content-Disposition") },
			"Content-Disposition: attachment; size=3;\r\n filename=\"a.exe\"\r\n", ""},
		{"the last counts", func(m *Message) {
			one(m).Remove("")
			one(m).Replace("", "text/x", "a", "")
			one(m).SetText("neu", "")
		},
			"alt\xe4", "neu"},
	} {
		want := strings.Replace(two, c.old, c.new, 1)
		for form, m := range twoForms(t, two) {
			out, _ := settled(t, m, c.edit)
			have := wireOf(t, out)
			if form == "stuffed" {
				have = unstuffedPlainly(have)
			}
			if have != want {
				t.Errorf("%s, %s: became\n%q\nwant\n%q", c.name, form, have, want)
			}
		}
	}
}

// A message that is one part has its header for the part's.
func TestEditsOfOnePart(t *testing.T) {
	const alone = "Content-Type: text/plain\r\nX-A: b\r\nContent-Language: en\r\n\r\nold\r\n"
	for _, c := range []struct {
		name string
		edit func(*Part)
		want string
	}{
		{"text", func(p *Part) { p.SetText("new", "") }, "Content-Type: text/plain\r\nX-A: b\r\nContent-Language: en\r\n\r\nnew\r\n"},
		{"text past ASCII", func(p *Part) { p.SetText("Grüße an alle\n", "") }, "Content-Type: text/plain; charset=utf-8\r\nX-A: b\r\nContent-Language: en\r\n" +
			"MIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe an alle\r\n"},
		{"remove", func(p *Part) { p.Remove("") }, "X-A: b\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"},
		{"replace", func(p *Part) { p.Replace("a", "application/x", "a", "") }, "X-A: b\r\nMIME-Version: 1.0\r\nContent-Type: application/x\r\n" +
			"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n filename=\"a\"\r\n\r\nYQ==\r\n"},
		{"insert", func(p *Part) { p.InsertBefore("", "text/plain", "1", ""); p.InsertAfter("", "text/plain", "2", "") },
			"X-A: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"B\"\r\n\r\n" +
				"--B\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n1\r\n" +
				"--B\r\nContent-Type: text/plain\r\nContent-Language: en\r\n\r\nold\r\n" +
				"\r\n--B\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n2\r\n--B--\r\n"},
		{"insert and remove", func(p *Part) { p.InsertBefore("", "text/plain", "1", ""); p.Remove("") },
			"X-A: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"B\"\r\n\r\n" +
				"--B\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n1\r\n--B--\r\n"},
		{"insert and replace", func(p *Part) { p.InsertBefore("", "text/plain", "1", ""); p.Replace("", "text/x", "2", "") },
			"X-A: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"B\"\r\n\r\n" +
				"--B\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n1\r\n" +
				"--B\r\nContent-Type: text/x\r\nContent-Transfer-Encoding: 7bit\r\n\r\n2\r\n--B--\r\n"},
		{"header", func(p *Part) { p.Header().Set("X-A", "c") }, "Content-Type: text/plain\r\nX-A: c\r\nContent-Language: en\r\n\r\nold\r\n"},
	} {
		m := parse(t, alone)
		out, _ := settled(t, m, func(m *Message) { c.edit(one(m)) })
		have := wireOf(t, out)
		if _, rest, is := strings.Cut(have, `boundary="`); is {
			boundary, _, _ := strings.Cut(rest, `"`)
			have = strings.ReplaceAll(have, boundary, "B")
		}
		if have != c.want {
			t.Errorf("%s: became\n%q\nwant\n%q", c.name, have, c.want)
		}
	}
}

// A message without an empty line gets one where it gets a body.
func TestEditsWithoutBody(t *testing.T) {
	for content, want := range map[string]string{
		"Subject: x\r\n": "Subject: x\r\n\r\nnew",
		"Subject: x":     "Subject: x\r\n\r\nnew",
		"":               "\r\nnew\r\n",
	} {
		out, _ := settled(t, parse(t, content), func(m *Message) { one(m).SetText("new", "") })
		if have := wireOf(t, out); strings.TrimSuffix(have, "\r\n") != strings.TrimSuffix(want, "\r\n") {
			t.Errorf("%q became %q, want %q", content, have, want)
		}
	}
}

// Each edit is told with its part, its reason, and what was and is there.
func TestRecordOfParts(t *testing.T) {
	m := parse(t, two)
	out, edits := settled(t, m, func(m *Message) {
		one(m).SetText("neu", "because")
		one(m).InsertBefore("", "text/plain", "1", "more")
		other(m).Remove("an exe\r\nX: y")
	})
	want := []Edit{
		{"part before 1 text/plain", "", sumOf("1"), "more"},
		{"part 1 text/plain", sumOf("alt\xe4"), sumOf("neu"), "because"},
		{"part 2 application/x", sumOf("MZ."), "", "an exe??X: y"},
	}
	if !slices.Equal(edits, want) {
		t.Errorf("told %v, want %v", edits, want)
	}
	_, edits = settled(t, out, func(m *Message) {
		m.Header.Set("Subject", "y")
		other(m).Rename("b.txt", "a reason")
	})
	want = []Edit{
		{"header Subject", "x", "y", ""},
		{"header Content-Disposition of part 2", "", "attachment; filename=\"b.txt\"", "a reason"},
	}
	if !slices.Equal(edits, want) {
		t.Errorf("told %v, want %v", edits, want)
	}
}

// Later hooks see what earlier ones have made, and the content that came is read through all of it.
func TestEditsInTurn(t *testing.T) {
	for form, m := range twoForms(t, two) {
		for i := range 5 {
			trial := Clone(m)
			p := one(trial)
			if i > 0 && p.Text() != fmt.Sprintf(".text %d", i-1) {
				t.Errorf("%s: hook %d sees %q", form, i, p.Text())
			}
			p.SetText(fmt.Sprintf(".text %d", i), "")
			p.InsertAfter("", "text/plain", fmt.Sprintf(".%d", i), "")
			if len(trial.Parts()) != 2+i {
				t.Errorf("%s: hook %d sees %d parts", form, i, len(trial.Parts()))
			}
			if _, err := Edits(m, trial); err != nil {
				t.Fatal(err)
			}
			p.Remove("too late")
			*m = *trial
		}
		out := wireOf(t, m)
		if form == "stuffed" {
			out = unstuffedPlainly(out)
		}
		if want := strings.Index(two, "alt"); out[:want] != two[:want] || !strings.HasSuffix(out, two[strings.Index(two, "--b\r\nContent-Type: app"):]) {
			t.Errorf("%s: %q", form, out)
		}
		if strings.Count(out, "\r\n.4\r\n") != 1 || strings.Count(out, ".text 4") != 1 || strings.Contains(out, ".text 3") {
			t.Errorf("%s: %q", form, out)
		}
		if readerOf(t, Clone(m)) != out {
			t.Errorf("%s: Reader and Wire differ", form)
		}
	}
}

// An edit that can't be made makes the hook fail, and changes nothing.
func TestRefusedEdits(t *testing.T) {
	for name, edit := range map[string]func(*Message){
		"bad type":         func(m *Message) { one(m).Replace("", "text", "x", "") },
		"type with a line": func(m *Message) { one(m).Replace("", "text/plain\r\nX: y", "x", "") },
		"multipart":        func(m *Message) { one(m).InsertAfter("", "multipart/mixed; boundary=b", "x", "") },
		"message":          func(m *Message) { one(m).InsertBefore("", "message/rfc822", "x", "") },
		"long name":        func(m *Message) { one(m).Rename(strings.Repeat("a", MaxValue), "") },
		"no name":          func(m *Message) { one(m).Rename("  ", "") },
		"too much": func(m *Message) {
			one(m).SetText(strings.Repeat("a", MaxMade/2+1), "")
			one(m).SetText(strings.Repeat("a", MaxMade/2+1), "")
		},
		"header of a part":  func(m *Message) { other(m).Header().Set("bad name", "x") },
		"header of a root":  func(m *Message) { m.Header.Set("bad name", "x") },
		"a banner too long": func(m *Message) { m.Banner(strings.Repeat("a", MaxMade+1), "") },
	} {
		m := parse(t, two)
		trial := Clone(m)
		edit(trial)
		if edits, err := Edits(m, trial); err == nil {
			t.Errorf("%s: %v, no error", name, edits)
		}
		if wireOf(t, m) != two {
			t.Errorf("%s: changed", name)
		}
	}
}

// What a script makes itself is nothing, and no panic.
func TestZeroPart(t *testing.T) {
	var p Part
	if p.Type() != "" || p.Names() != nil || p.Size() != -1 || p.SHA256() != "" || p.Text() != "" || p.Detected() != "" || p.Attachment() || p.Signed() != nil {
		t.Error("the zero Part is something")
	}
	p.Header().Set("A", "b")
	p.SetText("a", "")
	p.Rename("", "")
	p.Rename("a", "")
	p.Remove("")
	p.Replace("", "text", "a", "")
	p.InsertAfter("", "text/plain", "a", "")
	var m Message
	m.Banner("a", "b")
	if m.Parts() != nil {
		t.Error("the zero Message has parts")
	}
}

// A hook may ask for parts and read the header only; what a notice replaces is replaced.
func TestPartsAndNotice(t *testing.T) {
	m := parse(t, two)
	out, edits := settled(t, m, func(m *Message) {
		one(m).Remove("")
		m.Replace("gone", "text")
		other(m).Remove("")
	})
	if len(edits) != 1 || edits[0].What != "message" || strings.Contains(wireOf(t, out), "--b") || BodyOffset(out) != -1 {
		t.Errorf("%v, %q", edits, wireOf(t, out))
	}
}
