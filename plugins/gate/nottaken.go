package gate

import (
	"fmt"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// leading is the place in the lowered source with which the interpreter's errors begin.
var leading = regexp.MustCompile(`^(?:[^:\s]*:)?(\d+):\d+: `)

// NotTaken is the problem that an error of the interpreter is, when it can't compile what the gate let pass.
func (p *Lowered) NotTaken(err error) Problem {
	text := err.Error()
	found := Problem{File: p.Files[0], Line: 1, Text: "this script can't be interpreted; write it in another way (" + leading.ReplaceAllString(text, "") + ")"}
	if m := leading.FindStringSubmatch(text); m != nil {
		line, _ := strconv.Atoi(m[1]) // digits
		if file, at := p.Place(p.markBefore(line)); at > 0 {
			found = p.sources.at(token.Position{Filename: file, Line: at}, strings.Replace(found.Text, "this script", "something here or just below", 1))
		}
	}
	return found
}

// markBefore is the last mark at or above a line of the lowered source, or 0.
func (p *Lowered) markBefore(line int) int {
	lines := strings.Split(p.Source, "\n")
	for i := min(line, len(lines)) - 1; i >= 0; i-- {
		mark := 0
		if n, _ := fmt.Sscanf(strings.TrimSpace(lines[i]), MarkVariable+" = %d", &mark); n == 1 {
			return mark
		}
	}
	return 0
}
