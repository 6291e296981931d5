package mimerewrite

import (
	"bufio"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// begin is the line with which a file in a text begins (POSIX, uuencode), which old readers show as an attachment.
var begin = regexp.MustCompile(`^begin(?:-base64)? +[0-7]{3,4} +[^ \r\n]`)

// isUuencoded tells whether a part is encoded so, or is a text with a file in it.
func isUuencoded(p *filters.Part, declared []string) (bool, error) {
	says := func(value string) bool { return strings.Contains(fold(value), "uue") }
	if slices.ContainsFunc(p.Header().Raw("Content-Transfer-Encoding"), says) {
		return true, nil
	}
	if _, is := anyOf([]pattern{"text/*"}, declared...); !is {
		return false, nil
	}
	return hasBegin(p.Reader())
}

func hasBegin(text io.Reader) (bool, error) {
	r := bufio.NewReader(text)
	for start := true; ; {
		line, err := r.ReadSlice('\n')
		if start && len(line) > 0 && line[0] == 'b' && begin.Match(line) {
			return true, nil
		}
		switch start = err == nil; {
		case err == io.EOF:
			return false, nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull): // else the line goes on
			return false, errUnread
		}
	}
}
