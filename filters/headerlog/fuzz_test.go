package headerlog

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
)

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
