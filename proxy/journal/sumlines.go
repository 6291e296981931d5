package journal

import (
	"fmt"
	"strings"
)

// summaryLine is a transaction in one line, with the sizes of its content.
func summaryLine(s *Summary) []line {
	if s == nil {
		return nil
	}
	text := fmt.Sprintf("%s by %s after %s: %s, on the wire %d octets in, %d up", s.Outcome, s.By, brief(s.Took), s.Envelope(), s.Size, s.Sent)
	if s.Code != 0 {
		text += fmt.Sprintf("; the client hears %d %s", s.Code, s.Text)
	}
	l := line{sum, text, byUpstream}
	if s.Outcome != Delivered {
		l.style = refusal
	}
	return []line{l}
}

func join(l list) string {
	if len(l) == 0 {
		return "nobody"
	}
	return strings.Join(l, ", ")
}

// errandLine is a visit to a maildrop in one line.
func errandLine(r *Errand) []line {
	if r == nil {
		return nil
	}
	l := line{sum, fmt.Sprintf("%s, after %s", r.Words(), brief(r.Took)), byUpstream}
	if !r.Updated {
		l.style = refusal
	}
	return []line{l}
}
