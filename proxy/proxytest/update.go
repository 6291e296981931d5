package proxytest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// Update plays t and gives its text with the proxy's words as they really were: PC and PS lines say what was heard, and
// what came through changed becomes two lines, or one again. Comments, words of the others and sections stay. A
// dialogue that goes as it is written comes back byte for byte; what comes back always goes as it is written. An error
// says that a human must rewrite it: the others can't speak as written any more, since the proxy has ended or not made a
// connection or holds a message, or somebody must say more, since the last words are never answered.
func Update(t *Transcript, start Start) ([]byte, error) {
	err := Play(t, start)
	if err == nil {
		return t.data, nil
	}
	var failure *Failure
	if !errors.As(err, &failure) {
		return nil, err
	}
	if failure.held || failure.shakes {
		return nil, fmt.Errorf("rewrite it by hand: %w", failure)
	}
	scenes, err := record(t, start)
	if err != nil {
		return nil, err
	}
	now := t.rewrite(scenes)
	if err := t.prove(now, failure, start); err != nil {
		return nil, err
	}
	return now, nil
}

// prove plays what is to be written. before is how t itself went wrong.
func (t *Transcript) prove(now []byte, before *Failure, start Start) error {
	failure, played := before, t
	if !bytes.Equal(now, t.data) {
		again, err := Parse(t.Name, now)
		if err != nil {
			return fmt.Errorf("the proxy's words can't be written, rewrite it by hand: %w", err)
		}
		if l := again.takesBack(); l != nil && t.takesBack() == nil {
			at := t.same(again, l).number
			return fmt.Errorf(addReset, t.Name, at, at)
		}
		again.Files, again.Front, again.Patience = t.Files, t.Front, t.Patience
		if err := Play(again, start); !errors.As(err, &failure) {
			return err
		}
		played = again
	}
	if l := failure.unanswered; l != nil {
		return t.unanswered(played, l)
	}
	return fmt.Errorf("rewritten it goes otherwise, too; rewrite it by hand: %w", failure)
}

// unanswered says of a line that is never answered, in another writing of the dialogue, where t needs one that does so.
func (t *Transcript) unanswered(played *Transcript, l *line) error {
	at := t.near(played, l)
	if l.way.proxys() && t != played {
		const add = "%s:%d: behind line %d the gateway says %q, which is never answered; add %s lines"
		return fmt.Errorf(add, t.Name, at, at, l.raw, answersTo(l))
	}
	const add = "%s:%d: line %d is never answered; add %s lines"
	return fmt.Errorf(add, t.Name, at, at, answersTo(l))
}

// near is the number of the line of t that is l in another writing of it, or of what the client or the upstream says last before l.
func (t *Transcript) near(other *Transcript, l *line) int {
	if t == other {
		return l.number
	}
	said := func(t *Transcript) (numbers []int) {
		for _, l := range t.lines {
			if l.way != "" && !l.way.proxys() && l.stage == nil {
				numbers = append(numbers, l.number)
			}
		}
		return numbers
	}
	n := 0
	for n < len(said(other)) && said(other)[n] <= l.number {
		n++
	}
	return append([]int{1}, said(t)...)[n]
}

const addReset = `%s:%d: before line %d the gateway says RSET to the upstream, and what that says next would be the answer; ` +
	`add "PS: RSET" and "SP: 250 ok" there`

// takesBack finds what the client says where the upstream should answer the gateway's RSET; nil: nowhere.
func (t *Transcript) takesBack() *line {
	open := false
	for _, s := range t.steps {
		switch l := s.lines[0]; {
		case open && s.by == 'C':
			return l
		case s.by == 'S':
			open = false
		case l.way == wayPS:
			open = l.stage == nil && bytes.EqualFold(l.speech.bytes(), []byte("RSET\r\n"))
		}
	}
	return nil
}

// same finds the words of the client that are l in another writing of the dialogue.
func (t *Transcript) same(other *Transcript, l *line) *line {
	spoken := func(t *Transcript) (all []*line) {
		for _, s := range t.steps {
			if s.by == 'C' {
				all = append(all, s.lines...)
			}
		}
		return all
	}
	return spoken(t)[slices.Index(spoken(other), l)]
}

// answersTo names the lines that can answer l.
func answersTo(l *line) string {
	if l.way == wayPS {
		return "S: or SP:"
	}
	return "S: or PC:"
}
