package headerlog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

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

// What a message comes down in, RETR, of which the header comes first, or TOP, makes no difference.
func TestFoundComingDown(t *testing.T) {
	mail := "Subject: Ciao\r\n\r\n..\r\n"
	for _, o := range []message.Options{{Stuffed: true, HeaderOnly: true}, {Stuffed: true}, {Stuffed: true, Partial: true}} {
		h := &host{protocol: filters.POP3}
		m, err := message.New(strings.NewReader(mail), int64(len(mail)), o)
		if err != nil {
			t.Fatal(err)
		}
		if d := begin(t, h).Header(m); d.Action != filters.Go || len(h.found) != 1 || h.found[0].Value != "Ciao" {
			t.Errorf("%+v: %+v, %+v", o, d, h.found)
		}
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
