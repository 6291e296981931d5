package headerlog

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

// host is as much of a session as header_log reads; it keeps what is reported.
type host struct {
	filters.Host
	protocol filters.Protocol
	found    []filters.Report
	answers  []string
}

func (h *host) Protocol() filters.Protocol { return h.protocol }
func (h *host) Sender() filters.Path       { return filters.Path{} }
func (h *host) Recipients() []filters.Path { return nil }
func (h *host) Transaction() int           { return 1 }
func (h *host) Context() context.Context   { return context.Background() }
func (h *host) Report(r filters.Report) {
	if r.Kind == filters.Findings {
		h.found = append(h.found, r)
		return
	}
	h.answers = append(h.answers, fmt.Sprintf("%d %s %s %v", r.Kind, r.Hook, r.Verdict, r.Err))
}

// begin makes a chain of header_log alone; no names is its default.
func begin(t testing.TB, h *host, names ...string) *filters.Run {
	t.Helper()
	b := filters.Block{Type: "header_log"}
	if names != nil {
		b.Settings = []filters.Setting{{Name: "names", Value: names}}
	}
	f, err := New(filters.NewOptions(b))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := filters.NewChain(filters.Entry{Label: "header_log", Filter: f})
	if err != nil {
		t.Fatal(err)
	}
	run := chain.Begin(h)
	t.Cleanup(run.Close)
	return run
}

// found is what is noted of a message of which the header is there, a line each.
func found(t testing.TB, header string, names ...string) []string {
	t.Helper()
	h := &host{protocol: filters.SMTP}
	m, err := message.New(strings.NewReader(header), int64(len(header)), message.Options{Stuffed: true, HeaderOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := begin(t, h, names...).Header(m); d.Action != filters.Go {
		t.Errorf("it answers %+v", d)
	}
	if want := []string{fmt.Sprintf("%d Header pass <nil>", filters.Verdicts)}; !slices.Equal(h.answers, want) {
		t.Errorf("it says %q, want %q", h.answers, want)
	}
	var lines []string
	for _, r := range h.found {
		lines = append(lines, r.Key+"="+r.Value)
	}
	return lines
}

func TestFound(t *testing.T) {
	for _, test := range []struct {
		what, header string
		want         []string
	}{
		{
			"the default, in the order of the names",
			"Message-ID: <1@d>\r\nDate: Thu, 9 Oct 2003 10:30:26 +0200\r\nSubject: Ciao\r\nFrom: <pippo@d>\r\nTo: xxx@e\r\nX-Mailer: no\r\n\r\n",
			[]string{"from=<pippo@d>", "to=xxx@e", "subject=Ciao", "date=Thu, 9 Oct 2003 10:30:26 +0200", "message-id=<1@d>"},
		},
		{"in any case", "SUBJECT: a\r\nfrom: b\r\n\r\n", []string{"from=b", "subject=a"}},
		{"repeated", "To: a\r\nSubject: s\r\nTo: b\r\ntO: c\r\n\r\n", []string{"to=a", "to=b", "to=c", "subject=s"}},
		{"empty", "Subject:\r\nTo: \r\n \r\n\r\n", []string{"to=", "subject="}},
		{"none of them", "X-Mailer: no\r\n\r\n", nil},
		{"no header", "\r\n", nil},
		{"nothing at all", "", nil},
		{"folded", "Subject: a\r\n b\r\n\tc\r\n\r\n", []string{"subject=a b c"}},
		{"dot-stuffed", "Subject: a\r\n b\r\n..c: d\r\nTo: e\r\n\r\n", []string{"to=e", "subject=a b"}},
		{"encoded words", "Subject: =?utf-8?q?Ciao_?=\r\n =?iso-8859-1?b?6Q==?= =?koi8-r?b?9w==?=\r\n\r\n", []string{"subject=Ciao éВ"}},
		{"a character in two words", "Subject: =?utf-8?b?w6nD?=\r\n =?utf-8?b?qQ==?=\r\n\r\n", []string{"subject=éé"}},
		{"an unknown charset", "Subject: =?martian?q?a?=\r\n\r\n", []string{"subject==?martian?q?a?="}},
		{"UTF-8 as it is", "Subject: Grüße\r\n\r\n", []string{"subject=Grüße"}},
		{"controls", "Subject: a\x1b[31mb\x07\x00\x7f\u0085c\r\n\r\n", []string{"subject=a?[31mb????c"}},
		{"controls in words", "Subject: =?utf-8?q?a=1B[2Jb=0D=0AFrom:_boss?=\r\n\r\n", []string{"subject=a?[2Jb??From: boss"}},
		{"bidi", "Subject: a\u202egpj.exe =?utf-8?q?=E2=81=A6b?=\r\n\r\n", []string{"subject=a?gpj.exe ?b"}},
		{"a bare CR and a bare LF", "Subject: a\rb\nTo: c\r\n\r\n", []string{"to=c", "subject=a?b"}},
		{"no UTF-8", "Subject: a\xffb\r\n\r\n", []string{"subject=a?b"}},
	} {
		want := slices.Clone(test.want)
		for i := range want {
			want[i] = "header_log." + want[i]
		}
		if got := found(t, test.header); !slices.Equal(got, want) {
			t.Errorf("%s:\nhave %q\nwant %q", test.what, got, want)
		}
	}
}

// What a message comes down in, RETR or TOP, makes no difference.
func TestFoundComingDown(t *testing.T) {
	h := &host{protocol: filters.POP3}
	mail := "Subject: Ciao\r\n\r\n..\r\n"
	m, err := message.New(strings.NewReader(mail), int64(len(mail)), message.Options{Stuffed: true, Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := begin(t, h).Header(m); d.Action != filters.Go || len(h.found) != 1 || h.found[0].Value != "Ciao" {
		t.Errorf("%+v, %+v", d, h.found)
	}
}

// It has no other hook, so nothing but a header block is ever held for it.
func TestHeaderOnly(t *testing.T) {
	run := begin(t, &host{protocol: filters.SMTP})
	for m := filters.AtConnect; m <= filters.AtClose; m++ {
		if run.Has(m) != (m == filters.AtHeader) {
			t.Errorf("%v: has a hook: %v", m, run.Has(m))
		}
	}
}

func TestLongValue(t *testing.T) {
	for _, n := range []int{filters.MaxNote - 1, filters.MaxNote, filters.MaxNote + 1, 60_000} {
		for _, letter := range []string{"a", "é", "€"} {
			text := strings.Repeat(letter, n/len(letter)) + strings.Repeat("x", n%len(letter))
			got := strings.TrimPrefix(found(t, "Subject: "+text+"\r\n\r\n")[0], "header_log.subject=")
			switch kept, isCut := strings.CutSuffix(got, "…"); {
			case n <= filters.MaxNote && got != text:
				t.Errorf("%d bytes of %s: have %q", n, letter, got)
			case n > filters.MaxNote && (!isCut || !strings.HasPrefix(text, kept) || len(got) > filters.MaxNote || len(got) <= filters.MaxNote-utf8.UTFMax):
				t.Errorf("%d bytes of %s: have %d bytes, %q", n, letter, len(got), got)
			}
		}
	}
}

// many is a header with n fields of a name.
func many(name string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s: %d\r\n", name, i)
	}
	return b.String()
}

// However often a field is repeated, none of the others is hidden by it, and there is a word about what is missing.
func TestManyFields(t *testing.T) {
	got := found(t, many("From", 99)+"Subject: s\r\n\r\n")
	if len(got) != 100 || got[99] != "header_log.subject=s" {
		t.Errorf("have %d, the last %q", len(got), got[len(got)-1])
	}
	got = found(t, many("From", 100)+"Subject: s\r\n\r\n")
	if want := []string{"header_log.from=97", "header_log.subject=s", "header_log.left_out=2"}; len(got) != 100 || !slices.Equal(got[97:], want) {
		t.Errorf("have %d, the last %q", len(got), got[len(got)-3:])
	}
	got = found(t, many("From", 1000)+many("To", 1000)+many("Subject", 2)+"\r\n")
	if want := []string{"header_log.to=0", "header_log.subject=0", "header_log.left_out=1903"}; len(got) != 100 || !slices.Equal(got[97:], want) {
		t.Errorf("have %d, the last %q", len(got), got[len(got)-3:])
	}
}

func TestManyNames(t *testing.T) {
	var names []string
	header := ""
	for i := range 150 {
		names = append(names, fmt.Sprintf("X-%d", i))
		header += fmt.Sprintf("X-%d: a\r\n", i)
	}
	got := found(t, header+"\r\n", names...)
	if len(got) != 100 || got[0] != "header_log.x-0=a" || got[98] != "header_log.x-98=a" || got[99] != "header_log.left_out=51" {
		t.Errorf("have %d: %q", len(got), got)
	}
}

// A header that passes the gate's bounds has its begin noted, and that it wasn't read to its end.
func TestUnread(t *testing.T) {
	got := found(t, "Subject: s\r\n"+many("X", message.MaxFields)+"\r\n")
	if want := []string{"header_log.subject=s", "header_log.unread=the header block has more than 5000 fields"}; !slices.Equal(got, want) {
		t.Errorf("have %q", got)
	}
	got = found(t, many("From", message.MaxFields+1)+"\r\n")
	if want := []string{"header_log.from=97", "header_log.unread=the header block has more than 5000 fields", "header_log.left_out=4902"}; len(got) != 100 || !slices.Equal(got[97:], want) {
		t.Errorf("have %d, the last %q", len(got), got[len(got)-3:])
	}
}

// FuzzFound holds what is noted of a stranger's header to its bounds.
func FuzzFound(f *testing.F) {
	for _, header := range []string{
		"Subject: =?utf-8?q?a=1B[2Jb=0D=0AFrom:_boss?=\r\nFrom: \"Eve\"\r\n <e@d>\r\n\r\n",
		"Subject: a\u202eb\x1b\x9b\r\nSubject:\r\nTo:\r\n..\r\n\r\n",
		"From: =?utf-16?b?2AA=?= =?gb18030?q?=81=30?= =?iso-2022-jp?b?GyRC?=\r\n\r\n",
		"Subject: =?utf-8?b?" + strings.Repeat("w6k=", 300) + "?=\r\n\r\n",
		"Date: \xe2\x80\xae\xe2\x80\r\n\xa8\r\n\r\n", "\n", "",
	} {
		f.Add(header, uint8(1))
		f.Add(header, uint8(60))
	}
	f.Fuzz(func(t *testing.T, header string, times uint8) {
		got := found(t, strings.Repeat(strings.TrimSuffix(header, "\r\n"), int(times))+header)
		if len(got) > 100 {
			t.Errorf("%d findings", len(got))
		}
		for i, line := range got {
			key, value, _ := strings.Cut(line, "=")
			if len(value) > filters.MaxNote || !utf8.ValidString(value) || strings.ContainsFunc(value, isHarmful) {
				t.Errorf("%s: %d bytes, %q", key, len(value), value)
			}
			if whole := key == keyLeftOut || key == keyUnread; whole && i < len(got)-2 || !whole && len(got) > 100 {
				t.Errorf("%s is finding %d of %d", key, i, len(got))
			}
		}
	})
}

// isHarmful tells whether a character does something to who reads it, apart from being read.
func isHarmful(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u2028' || c == '\u2029'
}
