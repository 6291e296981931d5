package proxytest

import (
	"bytes"
	"errors"
	"fmt"
)

// Update plays t and gives its text with the proxy's words as they really were: PC and PS lines say what was heard, and
// what came through changed becomes two lines, or one again. Comments, words of the others and sections stay. A
// dialogue that goes as it is written comes back byte for byte; what comes back always goes as it is written. An error
// says that a human must rewrite it: the others can't speak as written any more, since the proxy has ended or not made a
// connection, or somebody must say more, since the last words are never answered.
func Update(t *Transcript, start Start) ([]byte, error) {
	err := Play(t, start)
	if err == nil {
		return t.data, nil
	}
	var failure *Failure
	if !errors.As(err, &failure) {
		return nil, err
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
	failure := before
	if !bytes.Equal(now, t.data) {
		again, err := Parse(t.Name, now)
		if err != nil {
			return fmt.Errorf("the proxy's words can't be written, rewrite it by hand: %w", err)
		}
		again.Files, again.Front, again.Patience = t.Files, t.Front, t.Patience
		if err := Play(again, start); !errors.As(err, &failure) {
			return err
		}
	}
	if l := failure.unanswered; l != nil {
		const add = "%s:%d: line %d is never answered; add %s lines"
		return fmt.Errorf(add, t.Name, l.number, l.number, answersTo(l))
	}
	return fmt.Errorf("rewritten it goes otherwise, too; rewrite it by hand: %w", failure)
}

// answersTo names the lines that can answer l.
func answersTo(l *line) string {
	if l.way == wayPS {
		return "S: or SP:"
	}
	return "S: or PC:"
}
