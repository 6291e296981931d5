package smtp

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// parsed is a reply as filters see it: the enhanced code (RFC 2034) is taken from the lines if all have the same.
func parsed(text []byte) filters.Reply {
	r := filters.Reply{Code: codeOf(text), Lines: replyLines(text)}
	code, _, _ := strings.Cut(r.Lines[0], " ")
	if !isEnhanced(code) {
		return r
	}
	for _, line := range r.Lines {
		if line != code && !strings.HasPrefix(line, code+" ") {
			return r
		}
	}
	r.Enhanced = code
	for i, line := range r.Lines {
		r.Lines[i] = strings.TrimPrefix(line[len(code):], " ")
	}
	return r
}

func codeOf(text []byte) int {
	if len(text) < 3 {
		return 0
	}
	return int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
}

// isEnhanced: RFC 3463, section 2.
func isEnhanced(s string) bool {
	class, rest, _ := strings.Cut(s, ".")
	subject, detail, two := strings.Cut(rest, ".")
	return two && (class == "2" || class == "4" || class == "5") && digits(subject) && digits(detail)
}

func digits(s string) bool {
	return len(s) >= 1 && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// worded is a parsed reply in wire form.
func worded(r filters.Reply) []byte {
	lines := r.Lines
	if r.Enhanced != "" {
		lines = make([]string, len(r.Lines))
		for i, line := range r.Lines {
			lines[i] = strings.TrimSpace(r.Enhanced + " " + line)
		}
	}
	return replyText(nil, r.Code, lines)
}

// ownOf is a reply as the summary of a transaction has it.
func ownOf(a *answer) own {
	r := parsed(a.text)
	return own{a.code, r.Enhanced, strings.Join(r.Lines, " / ")}
}

// replyLines are the texts of a reply's lines.
func replyLines(text []byte) []string {
	var lines []string
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(line, "\r\n")
		lines = append(lines, string(line[min(4, len(line)):]))
	}
	return lines
}

// replyText is a reply in wire form.
func replyText(to []byte, code int, lines []string) []byte {
	for i, line := range lines {
		between := "-"
		if i == len(lines)-1 {
			between = " "
		}
		to = fmt.Appendf(to, "%d%s%s\r\n", code, between, line)
	}
	return to
}

func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(text, []byte("\r\n"))
	return filters.Clean(string(line))
}
