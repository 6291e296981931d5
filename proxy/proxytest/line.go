package proxytest

import (
	"fmt"
	"strings"
)

// way says who speaks and who hears, in the letters of the transcripts. One letter: heard the whole way.
type way string

const (
	wayC  way = "C"
	wayS  way = "S"
	wayCP way = "CP"
	waySP way = "SP"
	wayPC way = "PC"
	wayPS way = "PS"
)

func (w way) isKnown() bool {
	switch w {
	case wayC, wayS, wayCP, waySP, wayPC, wayPS:
		return true
	}
	return false
}

// speaker is 'C', 'P' or 'S'.
func (w way) speaker() byte { return w[0] }

// proxys tells whether the words are the proxy's own.
func (w way) proxys() bool { return w.speaker() == 'P' }

// byClient tells whether the line is said by the client or heard by it; byUpstream likewise.
func (w way) byClient() bool   { return w != wayPS && w != waySP }
func (w way) byUpstream() bool { return w != wayPC && w != wayCP }

// line is one line of the dialogue, as written and as understood.
type line struct {
	number int    // from 1
	raw    string // without its line end
	way    way    // "" if nobody speaks: a comment, a blank line, a bare direction
	text   string // as written, behind the way
	speech speech // what is said, if stage is nil
	stage  *direction
}

func (l *line) isSilent() bool { return l.way == "" && l.stage == nil }

// parseLine always gives a line, so that reading can go on behind a mistake.
func parseLine(number int, raw string) (*line, *mistake) {
	l := &line{number: number, raw: raw}
	if raw == "" || raw[0] == '#' || strings.TrimSpace(raw) == "" {
		return l, nil
	}
	if raw[0] == '<' {
		return l, l.parseBare()
	}
	head, rest, colon := strings.Cut(raw, ":")
	w := way(head)
	if !colon || !w.isKnown() {
		return l, unknownWay(raw, head, colon)
	}
	text, bad := textOf(w, rest)
	if bad != nil {
		return l, bad
	}
	l.way, l.text = w, text
	column := len(raw) - len(text) + 1
	if isDirection(text) {
		l.stage, bad = parseDirection(w, text, column)
		return l, bad
	}
	l.speech, bad = parseSpeech(w, text, column)
	return l, bad
}

// parseBare reads a direction that nobody says.
func (l *line) parseBare() *mistake {
	if !isDirection(l.raw) {
		return mistakeAt(1, `want a speaker before the words, as in "C: %s"`, l.raw)
	}
	d, bad := parseDirection("", l.raw, 1)
	l.stage = d
	return bad
}

func (l *line) asTitle() *mistake {
	if !strings.HasPrefix(l.raw, "#") || strings.TrimSpace(strings.Trim(l.raw, "#")) == "" {
		return mistakeAt(1, `want a first line that says in a sentence what the dialogue shows, as in "# The proxy …"`)
	}
	return nil
}

func unknownWay(raw, head string, colon bool) *mistake {
	switch upper := strings.ToUpper(head); {
	case !colon:
		return mistakeAt(1, `want a line like "C: words", a comment or a section`)
	case strings.TrimSpace(head) != head:
		return mistakeAt(1, `want the letters at the beginning of the line and the colon directly behind them`)
	case upper == "CS":
		return mistakeAt(1, `what the client says and the upstream hears unchanged is written "C:"`)
	case upper == "SC":
		return mistakeAt(1, `what the upstream says and the client hears unchanged is written "S:"`)
	case way(upper).isKnown():
		return mistakeAt(1, `want capital letters: "%s:"`, upper)
	case head == "P":
		return mistakeAt(1, `the proxy speaks to the client, "PC:", or to the upstream, "PS:"`)
	default:
		return mistakeAt(1, `want C, S, CP, PC, PS or SP before the colon, have %q`, head)
	}
}

// textOf is what stands behind the colon and its space; two spaces are for one letter, to align it with two.
func textOf(w way, rest string) (string, *mistake) {
	text := strings.TrimPrefix(rest, " ")
	if len(w) == 1 {
		text = strings.TrimPrefix(text, " ")
	}
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	column := len(w) + 1 + len(rest) - len(text) + 1
	switch {
	case text == rest:
		return "", mistakeAt(column, `want a space behind the colon`)
	case text[0] == ' ' || text[0] == '\t':
		return "", mistakeAt(column, `a text that begins with a space is written in quotes: %s`, quoted(text))
	case strings.TrimRight(text, " \t") != text:
		return "", mistakeAt(len(w)+1+len(rest), `a text that ends with a space is written in quotes: %s`, quoted(text))
	}
	return text, nil
}

// format writes a line of the dialogue.
func format(w way, text string) string {
	if text == "" {
		return string(w) + ":"
	}
	return fmt.Sprintf("%-4s%s", string(w)+":", text)
}
