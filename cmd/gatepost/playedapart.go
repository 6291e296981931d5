package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// A plugin can end the process that runs it, by taking memory that isn't there. So what a gate that serves wants to see of a changed one is played
// in another process, which is this program once more, as "gatepost test".

const (
	// longestDialogue is how long one may take there.
	longestDialogue = 2 * time.Minute
	// mostSaid is how much of what that process says is kept, of either output.
	mostSaid = 64 << 10
)

// unbegun is a process that couldn't be begun.
type unbegun struct{ error }

// playApart plays a transcript in a process of its own, which ends when told does. The error is what differs, or how the process ended, or unbegun.
func playApart(told context.Context, transcript string) error {
	program, err := itself()
	if err != nil {
		return unbegun{err}
	}
	ctx, cancel := context.WithTimeout(told, longestDialogue)
	defer cancel()
	c := exec.CommandContext(ctx, program)
	var out, errs beginning
	c.Args, c.Stdout, c.Stderr, c.WaitDelay = []string{os.Args[0], "test", "--", transcript}, &out, &errs, time.Second
	if err := c.Start(); err != nil && told.Err() == nil {
		return unbegun{err}
	}
	switch err := c.Wait(); {
	case err == nil:
		return nil
	case told.Err() != nil:
		return errors.New("the gate was told to end before it was played")
	case ctx.Err() != nil:
		return fmt.Errorf("it takes longer than %s", longestDialogue)
	case c.ProcessState.ExitCode() == 1:
		return errors.New(unlikeness(out.String(), errs.String()))
	default:
		return fmt.Errorf("it ended the process that played it: %s", lastWord(errs.String(), err))
	}
}

// itself is the file of this program: the very one that runs, even if by now another has its name.
func itself() (string, error) {
	const running = "/proc/self/exe"
	if _, err := os.Stat(running); err == nil {
		return running, nil
	}
	return os.Executable()
}

// unlikeness is what "gatepost test" says of one dialogue that doesn't come out, without the line that names its file.
func unlikeness(out, errs string) string {
	if heading, text, is := strings.Cut(out, "\n"); is && strings.HasPrefix(heading, "FAIL ") {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(errs)
}

var fatal = regexp.MustCompile(`(?m)^fatal error: (?:runtime: )?(.*)$`)

// lastWord is why a process ended: what the runtime says, or what the system says.
func lastWord(errs string, err error) string {
	if found := fatal.FindStringSubmatch(errs); found != nil {
		return found[1]
	}
	return err.Error()
}

// beginning keeps what is written first, and drops the rest.
type beginning struct{ kept bytes.Buffer } // not embedded, because a Buffer reads by itself

// Write never fails.
func (b *beginning) Write(p []byte) (int, error) {
	b.kept.Write(p[:min(len(p), mostSaid-b.kept.Len())])
	return len(p), nil
}

// String is what was kept.
func (b *beginning) String() string { return b.kept.String() }
