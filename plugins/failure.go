package plugins

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// What can go wrong with a call, as the Err of a [Failure]. A panic is a *[Panic], and an error of New is New's.
var (
	ErrDeadline     = errors.New("it took longer than its deadline")
	ErrTornDown     = errors.New("it went on though the session was torn down")
	ErrMemory       = errors.New("it took too much memory")
	ErrStack        = errors.New("it called itself too deeply")
	ErrLost         = errors.New("the instance that has this session's state was lost, by an earlier failure")
	ErrBusy         = errors.New("no instance came free in time")
	ErrOutOfService = errors.New("the plugin is out of service: too many of its calls don't end")
	ErrClosed       = errors.New("the plugin was closed")
)

// Failure is a call of a plugin that doesn't count.
type Failure struct {
	Plugin  string // the name of its package
	Hook    string // "Recipient"; "New"
	Session string // "" in New
	File    string // of the author's source, as it was given to Check; "" where the statement isn't known
	Line    int    // the statement that it had come to
	Err     error
}

// Error is "quota.go:17: in Recipient of session 5Q: panic: …".
func (f *Failure) Error() string {
	where := "in " + f.Hook
	if place := f.Place(); place != "" {
		where = place + ": " + where
	}
	if f.Session != "" {
		where += " of session " + f.Session
	}
	return fmt.Sprintf("%s: %v", where, f.Err)
}

// Place is "quota.go:17", or "" where it isn't known. It can be shown where Err may tell a secret.
func (f *Failure) Place() string {
	if f.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

// Unwrap is Err.
func (f *Failure) Unwrap() error { return f.Err }

// HookError is what a hook that has no verdict, Open or Close, fails with: the chain finds it in the panic that ends the hook.
func (f *Failure) HookError() error { return f }

// late is ErrDeadline with what the end of a context says of it.
func late(ctx context.Context) error {
	if cause := context.Cause(ctx); cause != context.DeadlineExceeded {
		return &words{"it " + cause.Error(), ErrDeadline}
	}
	return ErrDeadline
}

// loadError is the time that is over when an instance isn't made.
type loadError time.Duration

func (d loadError) Error() string {
	return fmt.Sprintf("took longer than the %v that a plugin has to load and for its New", time.Duration(d))
}

// worded is an error of New's that doesn't need the plugin any more to say what it is: when an instance has ended, its errors are silent.
func worded(err error) error {
	switch e := err.(type) {
	case nil:
		return nil
	case filters.OptionError:
		return e
	case interface{ Unwrap() []error }:
		var all []error
		for _, inner := range e.Unwrap() {
			all = append(all, worded(inner))
		}
		return errors.Join(all...)
	}
	return &words{err.Error(), err}
}

type words struct {
	text string
	err  error
}

func (w *words) Error() string { return w.text }
func (w *words) Unwrap() error { return w.err }
