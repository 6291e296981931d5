package journal

import (
	"fmt"
	"strings"
)

// replyLines is a reply as it looks on the wire.
func replyLines(e *Event) []line {
	s := voice(e.Way)
	if e.Code >= 400 || e.Status == "-ERR" {
		s = refusal
	}
	texts := codeTexts
	if e.Status != "" {
		texts = statusTexts
	}
	var ls []line
	for _, text := range texts(e) {
		ls = append(ls, line{mark(e.Way), text, s})
	}
	return ls
}

// codeTexts are the lines of a reply in SMTP.
func codeTexts(e *Event) (texts []string) {
	lines := e.Lines
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, text := range lines {
		between := " "
		if i < len(lines)-1 {
			between = "-"
		}
		if e.Enhanced != "" {
			text = e.Enhanced + " " + text
		}
		texts = append(texts, fmt.Sprintf("%d%s%s", e.Code, between, text))
	}
	return texts
}

// statusTexts are the status line of a reply in POP3, and the listing behind it.
func statusTexts(e *Event) []string {
	texts := append([]string{e.StatusLine()}, e.Listing()...)
	switch more := e.Unlisted(); {
	case more > 0:
		return append(texts, fmt.Sprintf("… %d more octets", more))
	case e.Size > 0:
		return append(texts, ".")
	}
	return texts
}

// Listing is what a Reply event has of the lines that follow the status line of a reply in POP3. Where its Size is 0 they broke off.
func (e *Event) Listing() []string {
	if e.Status != "+OK" || len(e.Lines) == 0 {
		return nil
	}
	return e.Lines[1:]
}

// StatusLine is the first line of a reply in POP3: "-ERR [IN-USE] try later".
func (e *Event) StatusLine() string {
	words := []string{e.Status}
	if e.Enhanced != "" {
		words = append(words, "["+e.Enhanced+"]")
	}
	if len(e.Lines) > 0 && e.Lines[0] != "" {
		words = append(words, e.Lines[0])
	}
	return strings.Join(words, " ")
}

// Unlisted is how many octets of a listing stand behind those of its lines that a Reply event has, its final dot line not counted; 0: it
// has them all.
func (e *Event) Unlisted() int64 {
	if len(e.Listing()) < MaxListing {
		return 0
	}
	rest := e.Size - int64(len(".\r\n"))
	for _, l := range e.Listing() {
		rest -= int64(len(l + "\r\n"))
	}
	return max(rest, 0)
}
