package filters

import (
	"context"
	"time"
)

// What this file exports is for the program that hosts filters; scripts don't see it.

// Host is what a session stands on: the session of a front as its filters see it. It is read by the goroutine of
// the hook that runs, while the session's own goroutine waits for it.
type Host interface {
	ID() string
	Front() string
	Protocol() Protocol
	Client() Client
	Hello() Hello
	TLS() TLS
	User() string
	Sender() Path
	Recipients() []Path // a copy
	Transaction() int
	Now() time.Time
	Context() context.Context // ends when the session is torn down, or its budget for this moment is used up
	DNS() DNS
	Values() Values

	// Report takes what a filter answered, found or changed. It is called in the session's own goroutine.
	Report(Report)
}

// ReportKind says what a Report is about.
type ReportKind uint8

// The kinds of reports.
const (
	Verdicts ReportKind = iota + 1 // a hook has answered
	Findings                       // a hook has noted Key and Value
	Changes                        // a hook has changed Key from Old to Value
	Failures                       // a hook has failed: Err says how, Verdict what on_error made of it
)

// Report is one thing that a filter said or did.
type Report struct {
	Kind       ReportKind
	Filter     string // the entry's label
	Hook       string // "Recipient"
	Shadow     bool   // would have
	Verdict    string // Verdict.String
	Key        string // of a finding: "quota.over"; of a change: "sender", "header Subject"
	Old, Value string
	Err        error
	Took       time.Duration
}
