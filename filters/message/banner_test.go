package message

import (
	"io"
	"strings"
	"testing"
)

const (
	warning     = "This mail is from outside. Vorsicht: prüfe den Absender!"
	warningHTML = "<p style=\"color:red\">This mail is from <b>outside</b>. Prüfe den Absender!</p>"
)

// bannered checks that a banner changes nothing but the parts that have it, and comes once only.
func bannered(t fatal, content string, stuffed bool) {
	m, err := New(strings.NewReader(content), int64(len(content)), Options{Stuffed: stuffed})
	if err != nil || m.Err() != nil {
		return
	}
	put := func(m *Message) { m.Banner("A banner.", "<p>A banner.") }
	once, edits := settled(t, m, put)
	if stuffed && !hasLoneDot(content) && hasLoneDot(wireOf(t, once)) {
		t.Fatalf("a lone dot in %q", wireOf(t, once))
	}
	again := reread(t, once)
	covered(t, again)
	was, is := Clone(m).Parts(), again.Parts()
	if len(was) != len(is) {
		t.Fatalf("%d parts became %d in %q", len(was), len(is), wireOf(t, again))
	}
	changed := 0
	for i, p := range was {
		if p.SHA256() != is[i].SHA256() {
			changed++
		}
	}
	if parts := partsOf(edits); changed != len(parts) {
		t.Fatalf("%d parts changed, told are %v, in %q", changed, edits, wireOf(t, again))
	}
	for _, m := range []*Message{once, again} {
		if twice, edits := settled(t, m, put); wireOf(t, twice) != wireOf(t, once) || len(edits) > 0 {
			t.Fatalf("twice: %v, %q became %q", edits, wireOf(t, once), wireOf(t, twice))
		}
	}
}

func partsOf(edits []Edit) (list []Edit) {
	for _, e := range edits {
		if strings.HasPrefix(e.What, "part ") {
			list = append(list, e)
		}
	}
	return list
}

func TestBannerOfCorpus(t *testing.T) {
	for name, content := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			bannered(t, content, false)
			bannered(t, stuff(content), true)
		})
	}
}

// Which parts get it, and how they read then.
func TestBannerPlaces(t *testing.T) {
	all := corpus(t)
	for _, c := range []struct{ name, want string }{
		{"plain", "0"},
		{"usual", "1.1 1.2"},
		{"related", "1"},
		{"forwarded", "1"},
		{"calendar", "1"},
		{"smime_signed", ""},
		{"pgp_encrypted", "2"},
		{"eight_bit", "0"},
		{"digest", ""},
		{"duplicate_parameters", ""},
		{"flowed_and_long", "0"},
	} {
		for form, m := range twoForms(t, all[c.name]) {
			out, edits := settled(t, m, func(m *Message) { m.Banner(warning, warningHTML) })
			var places []string
			for _, p := range reread(t, out).Parts() {
				text := p.Text()
				if strings.Contains(text, "Absender!") {
					places = append(places, p.p.n.place())
				}
				if p.Type() == "text/plain" && strings.Contains(text, "Absender!") && !strings.HasPrefix(text, warning+"\r\n") {
					t.Errorf("%s, %s: %q", c.name, form, text)
				}
			}
			if got := strings.Join(places, " "); got != c.want || len(partsOf(edits)) != len(places) {
				t.Errorf("%s, %s: banner in %q, want %q, told %v", c.name, form, got, c.want, edits)
			}
		}
	}
}

// A whole document in the place of a piece is taken for what is in it.
func TestBannerIsADocument(t *testing.T) {
	put := func(m *Message) { m.Banner("", "<html><head><title>b</title></head><body>\n<p>banner</BODY></html>") }
	once, _ := settled(t, parse(t, "Content-Type: text/html\r\n\r\n<p>text\r\n"), put)
	twice, _ := settled(t, once, put)
	if got := wireOf(t, twice); got != "Content-Type: text/html\r\n\r\n\r\n<p>banner\r\n<p>text\r\n" {
		t.Errorf("%q", got)
	}
}

// A banner costs the octets that it has, where the part can carry them.
func TestBannerIsASplice(t *testing.T) {
	for _, c := range []struct{ header, body, banner, want string }{
		{"", ".a\r\n", "x", "x\r\n.a\r\n"},
		{"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", "ü\r\n", "ä", "ä\r\nü\r\n"},
		{"Content-Transfer-Encoding: quoted-printable", "=3D=\r\n.\r\n", "--b = c", "=2D-b =3D c\r\n=3D=\r\n.\r\n"},
		{"Content-Transfer-Encoding: base64", "SGVsbG8s\r\nIHdvcmxkIQ==\r\n", "Hi", "SGkgIA0K\r\nSGVsbG8s\r\nIHdvcmxkIQ==\r\n"},
		{"Content-Type: text/html", "<html><body class='a'>text</body>\r\n", "<p>Ü", "<html><body class='a'>\r\n<p>&#xDC;\r\ntext</body>\r\n"},
		{"Content-Type: text/html", "<div>text</div>\r\n", "<p>", "<p>\r\n<div>text</div>\r\n"},
		{"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable", "<body =\r\nclass=3D'a'>te=\r\nxt\r\n", "<p class=''>",
			"<body =\r\nclass=3D'a'>=\r\n<p class=3D''>\r\nte=\r\nxt\r\n"},
		{"Content-Type: text/html\r\nContent-Transfer-Encoding: base64", "PGJvZHk+\r\nYWJj\r\n", "<p>", "PGJvZHk+\r\nPHA+IA0K\r\nYWJj\r\n"},
		{"Content-Type: text/html\r\nContent-Transfer-Encoding: base64", "IDxib2R5\r\nPmFiY2Rl\r\nZg==\r\n", "<p>", "IDxib2R5\r\nPjxwPiANCmFi\r\nY2Rl\r\nZg==\r\n"},
	} {
		content := "Subject: x\r\nMIME-Version: 1.0\r\n" + c.header + "\r\n\r\n" + c.body
		content = strings.Replace(content, "\r\n\r\n\r\n", "\r\n\r\n", 1)
		for form, m := range twoForms(t, content) {
			out, _ := settled(t, m, func(m *Message) { m.Banner(c.banner, c.banner) })
			got := wireOf(t, out)
			if form == "stuffed" {
				got = unstuffedPlainly(got)
			}
			if _, body, _ := strings.Cut(got, "\r\n\r\n"); body != c.want {
				t.Errorf("%s, %s: %q became %q, want %q", c.header, form, c.body, body, c.want)
			}
		}
	}
}

// A text in a charset that can't be read here keeps its octets, and one that browsers have given up keeps its text.
func TestBannerKeepsOddCharsets(t *testing.T) {
	for _, c := range []struct{ charset, text, banner, want string }{
		{"iso-2022-kr", "\x1b$)C\x0eGQ19>n\x0f\r\n", "outside", "outside\r\n\x1b$)C\x0eGQ19>n\x0f\r\n"},
		{"iso-2022-kr", "\x1b$)C\x0eGQ19>n\x0f\r\n", "draußen", "drau?en\r\n\x1b$)C\x0eGQ19>n\x0f\r\n"},
		{"cp850", "Gr\x81\xe1e\r\n", "outside", "outside\r\nGr\x81\xe1e\r\n"},
		{"cp850", "Gr\x81\xe1e\r\n", "draußen", "drau?en\r\nGr\x81\xe1e\r\n"},
		{"hz-gb-2312", "~{VPND~}\r\n", "outside", "outside\r\n~{VPND~}\r\n"},
	} {
		m := parse(t, "Content-Type: text/plain; charset="+c.charset+"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"+c.text)
		out, _ := settled(t, m, func(m *Message) { m.Banner(c.banner, "") })
		p := one(reread(t, out))
		content, err := io.ReadAll(p.Reader())
		if text := string(content); err != nil || text != c.want && toUTF8([]byte(text), p.p.n.charset) != toUTF8([]byte(c.want), c.charset) {
			t.Errorf("%s: %q in %s, %v", c.charset, text, p.p.n.charset, err)
		}
	}
}

// Where the part can't carry it, the smallest change of charset and encoding is made.
func TestBannerChangesCharset(t *testing.T) {
	for _, c := range []struct {
		header, body string
		sevenBit     bool
		want         string
	}{
		{"", "abc\r\n", false, "text/plain; charset=utf-8 quoted-printable"},
		{"Content-Type: text/plain; format=flowed", "abc\r\n", false, "text/plain; format=flowed; charset=utf-8 quoted-printable"},
		{"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit", "\xfc\r\n", false, "text/plain; charset=iso-8859-1 8bit"},
		{"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit", "\xfc\r\n", true, "text/plain; charset=iso-8859-1 quoted-printable"},
		{"Content-Type: text/plain; charset=iso-8859-5\r\nContent-Transfer-Encoding: 8bit", "\xd0\xd1\r\n", false, "text/plain; charset=utf-8 8bit"},
		{"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64", "/v8AYQBi\r\n", false, "text/plain; charset=utf-8 base64"},
		{"Content-Type: text/plain; charset=x-unknown", "abc\r\n", false, "text/plain; charset=utf-8 quoted-printable"},
	} {
		content := "Subject: x\r\n" + c.header + "\r\n\r\n" + c.body
		content = strings.Replace(content, "\r\n\r\n\r\n", "\r\n\r\n", 1)
		m := parseAs(t, content, Options{SevenBit: c.sevenBit})
		was := Clone(m).Parts()[0].Text()
		out, _ := settled(t, m, func(m *Message) { m.Banner("Grüße", "") })
		again := reread(t, out)
		got := again.Header.Get("Content-Type") + " " + again.Header.Get("Content-Transfer-Encoding")
		if text := again.Parts()[0].Text(); got != c.want || strings.TrimPrefix(text, "\ufeff") != "Grüße\r\n"+strings.TrimPrefix(was, "\ufeff") {
			t.Errorf("%s: %s, %q", c.header, got, text)
		}
		if c.sevenBit && octetsPastASCII(wireOf(t, out)) > 0 {
			t.Errorf("%s: not 7-bit: %q", c.header, wireOf(t, out))
		}
	}
}

// A text that is too long to be written anew keeps its charset, and the banner loses what that lacks.
func TestBannerOfLongText(t *testing.T) {
	long := strings.Repeat("A line of text.\r\n", MaxText/16)
	put := func(m *Message) { m.Banner("Grüße", "") }
	m := parse(t, "Subject: x\r\n\r\n"+long)
	once, _ := settled(t, m, put)
	if have := wireOf(t, once); have != "Subject: x\r\n\r\nGr??e\r\n"+long {
		t.Errorf("%.100q", have)
	}
	if twice, _ := settled(t, once, put); wireOf(t, twice) != wireOf(t, once) {
		t.Error("twice")
	}
	broken := parse(t, "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!"+inBase64(long))
	trial := Clone(broken)
	put(trial)
	if _, err := Edits(broken, trial); err != nil {
		t.Errorf("broken behind the place: %v", err)
	}
	broken = parse(t, "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n"+inBase64(long))
	trial = Clone(broken)
	put(trial)
	if _, err := Edits(broken, trial); err == nil {
		t.Error("no error where no octet can be put in")
	}
}

func TestBannerWithOtherEdits(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*Message)
		want string
	}{
		"text first":    {func(m *Message) { m.Parts()[0].SetText("new", ""); m.Banner("banner", "") }, "banner\r\nnew"},
		"banner first":  {func(m *Message) { m.Banner("banner", ""); m.Parts()[0].SetText("new", "") }, "banner\r\nnew"},
		"replaced":      {func(m *Message) { m.Banner("banner", ""); m.Parts()[0].Replace("", "text/plain", "new", "") }, "new"},
		"a long banner": {func(m *Message) { m.Banner(strings.Repeat("word ", 30), "") }, strings.Repeat("word ", 14) + "word\r\n" + strings.Repeat("word ", 14) + "word\r\nold\r\n"},
		"none":          {func(m *Message) { m.Banner(" \n", " ") }, "old\r\n"},
	} {
		out, _ := settled(t, parse(t, "Subject: x\r\n\r\nold\r\n"), c.edit)
		if got := reread(t, out).Parts()[0].Text(); strings.TrimSuffix(got, "\r\n") != strings.TrimSuffix(c.want, "\r\n") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Thousands of alternatives don't make a large message of a small one.
func TestBannerOfManyParts(t *testing.T) {
	m := parse(t, strings.Replace(many(MaxParts-1), "mixed", "alternative", 1))
	trial := Clone(m)
	trial.Banner(strings.Repeat("banner ", 1000), "")
	if _, err := Edits(m, trial); err == nil {
		_, size := Wire(trial)
		t.Errorf("%d octets", size)
	}
}

func TestBehindBody(t *testing.T) {
	for html, want := range map[string]string{
		"":                                         "",
		"text":                                     "text",
		"<html>x":                                  "x",
		"<!DOCTYPE html>\n<HTML lang=de><p>":       "<p>",
		"<head><title><body></title></head>x":      "x",
		"<!-- <body> --><body>x":                   "x",
		"<!-- <body>":                              "<!-- <body>",
		"<body title=\"a>b\" class='>'>x":          "x",
		"<body class=\"x>y":                        "<body class=\"x>y",
		"<body it's>x":                             "x",
		"<script>'<body>'</script><body\n>x":       "x",
		"<bodyguard><body/>x":                      "x",
		"<style>a>b{}</style><p>x<body>y":          "y",
		"<" + strings.Repeat("/", 100) + "<body>x": "<" + strings.Repeat("/", 100) + "<body>x",
	} {
		if got := html[behindBody(html):]; got != want {
			t.Errorf("%q: before %q, want %q", html, got, want)
		}
	}
	for _, hostile := range []string{"<", "<!--", "<script>", "</", "<a x=\"", "<title></"} {
		behindBody(strings.Repeat(hostile, MaxText/len(hostile))) // ends, and soon
	}
}

// The mark of UTF-16's order, which is read by it, doesn't get into the midst of a text of UTF-8; one that begins UTF-8 keeps its place.
func TestBannerInUTF16(t *testing.T) {
	for _, c := range []struct{ charset, octets, want string }{
		{"utf-16", "\xff\xfea\x00b\x00", "Grüße\r\nab"},
		{"utf-16", "\xfe\xff\x00a\x00b", "Grüße\r\nab"},
		{"utf-16le", "a\x00b\x00", "Grüße\r\nab"},
		{"utf-8", "\ufeffab", "\ufeffGrüße\r\nab"},
	} {
		for _, media := range []string{"text/plain", "text/html"} {
			want := c.want
			if media == "text/html" {
				want = strings.Replace(want, "üß", "&#xFC;&#xDF;", 1)
			}
			mail := "Content-Type: " + media + "; charset=" + c.charset + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inBase64(c.octets)
			out, _ := settled(t, parse(t, mail), func(m *Message) { m.Banner("Grüße", "Grüße") })
			got := strings.Replace(reread(t, out).Parts()[0].Text(), " \r\n", "\r\n", 1) // what base64 is filled up with
			if got != want {
				t.Errorf("%s, %s: %q, want %q", media, c.charset, got, want)
			}
		}
	}
}
