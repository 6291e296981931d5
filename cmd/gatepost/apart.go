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

// A plugin can end the process that runs it, by taking memory that isn't there. So what a gate that serves wants to see of a changed one is tried
// in another process, which is this program once more.

const (
	// longestTrial is how long that process may take for one thing.
	longestTrial = 2 * time.Minute
	// mostSaid is how much of what it says is kept, of either output.
	mostSaid = 64 << 10
)

// unbegun is a process that couldn't be begun.
type unbegun struct{ error }

// playApart plays a transcript apart. The error is what differs, or one of [apart].
func playApart(told context.Context, transcript string) error {
	out, errs, err := apart(told, "test", "--", transcript)
	if err == errSaid {
		return errors.New(unlikeness(out, errs))
	}
	return err
}

// loadApart loads a configuration apart, and plays nothing. Faults of it are none here: who loads it next is told them, with their places.
func loadApart(told context.Context, file string) error {
	_, _, err := apart(told, "check", "--no-dialogues", "--", file)
	if err == errSaid {
		return nil
	}
	return err
}

// apart runs this program in a process of its own, which ends when told does. The error is errSaid for the status 1, or how the process ended, or
// unbegun.
func apart(told context.Context, args ...string) (said, complained string, err error) {
	program, err := itself()
	if err != nil {
		return "", "", unbegun{err}
	}
	ctx, cancel := context.WithTimeout(told, longestTrial)
	defer cancel()
	c := exec.CommandContext(ctx, program)
	var out, errs beginning
	c.Args, c.Stdout, c.Stderr, c.WaitDelay = append([]string{os.Args[0]}, args...), &out, &errs, time.Second
	if err := c.Start(); err != nil && told.Err() == nil {
		return "", "", unbegun{err}
	}
	switch err = c.Wait(); {
	case err == nil:
	case told.Err() != nil:
		err = errors.New("the gate was told to end before it was tried")
	case ctx.Err() != nil:
		err = fmt.Errorf("it takes longer than %s", longestTrial)
	case c.ProcessState.ExitCode() == 1:
		err = errSaid
	default:
		err = fmt.Errorf("the process that tried it has ended: %s", lastWord(errs.String(), err))
	}
	return out.String(), errs.String(), err
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
