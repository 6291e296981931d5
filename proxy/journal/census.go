package journal

import "fmt"

// census tells from the numbers of lines as they come by whether some are missing. A nil census counts nothing.
type census struct {
	name   string            // of the number: "n", "seq"
	number func(*Line) int64 // a line's; 0: it has none
	begun  bool              // the number of the line before is known
	last   int64             // it
	unread int64             // lines since then that couldn't be read
}

// byN counts the lines of a journal from any of them on.
func byN() *census { return &census{name: "n", number: func(l *Line) int64 { return l.N }} }

// bySeq counts those of a session from its first.
func bySeq() *census {
	return &census{name: "seq", number: func(l *Line) int64 { return int64(l.Seq) }, begun: true}
}

// gapError is why a line can't be the next one.
type gapError struct {
	name     string
	from, to int64
	missing  int64 // lines between them; 0: they are in the wrong order
}

func (e *gapError) Error() string {
	what := "it is in the wrong place"
	switch {
	case e.missing == 1:
		what = "1 line is missing before it"
	case e.missing > 1:
		what = fmt.Sprintf("%d lines are missing before it", e.missing)
	}
	return fmt.Sprintf("%s: %s goes from %d to %d", what, e.name, e.from, e.to)
}

// skip counts a line that can't be read.
func (c *census) skip() {
	if c != nil {
		c.unread++
	}
}

// next takes the next line; a *gapError says what is wrong there. Lines that couldn't be read aren't missing.
func (c *census) next(l *Line) error {
	if c == nil || c.number(l) == 0 {
		return nil
	}
	before := *c
	c.begun, c.last, c.unread = true, c.number(l), 0
	missing := c.last - before.last - 1 - before.unread
	switch {
	case !before.begun, c.last > before.last && missing <= 0:
		return nil
	case c.last <= before.last:
		missing = 0
	}
	return &gapError{c.name, before.last, c.last, missing}
}
