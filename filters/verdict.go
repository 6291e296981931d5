package filters

import (
	"fmt"
	"strings"
	"time"
)

// MaxDelay is the most that the delays of one chain at one moment may add up to.
const MaxDelay = time.Minute

// Verdict is what a hook answers. The zero Verdict is invalid: it counts as the filter's failure and on_error
// decides, so that a script that dies can't let mail through by accident.
type Verdict struct{ v verdict }

type verdict struct {
	kind     kind
	coded    bool // it names its code; else it is the moment's own
	code     int
	enhanced string
	text     string
	delay    time.Duration
	err      error
}

type kind uint8

const (
	invalid kind = iota
	pass
	accept
	refuse
	deferred
	hangup
	discard
	fail
)

var kindWords = [...]string{"invalid", "pass", "accept", "refuse", "defer", "hangup", "discard", "fail"}

// Pass is no objection; the next filter is asked.
func Pass() Verdict { return Verdict{verdict{kind: pass}} }

// Accept is no objection, and later filters aren't asked at this moment (this hook, this command).
func Accept() Verdict { return Verdict{verdict{kind: accept}} }

// Refuse says no for good: 550 in SMTP (554 at Connect, 535 at Login), -ERR [SYS/PERM] in POP3 ([AUTH] at Login).
// The enhanced code is one of class 5 (RFC 3463), such as "5.7.1". What is beyond ASCII in the text is "?" to a client that hasn't asked for UTF-8.
func Refuse(enhanced, text string) Verdict {
	return Verdict{verdict{kind: refuse, enhanced: enhanced, text: text}}
}

// RefuseCode is Refuse with a reply code from 500 to 599, which POP3 ignores. A code outside the range or an enhanced
// code of another class makes the verdict invalid.
func RefuseCode(code int, enhanced, text string) Verdict {
	return Verdict{verdict{kind: refuse, coded: true, code: code, enhanced: enhanced, text: text}}
}

// Defer says not now: 451 in SMTP (421 at Connect, 454 at Login), -ERR [SYS/TEMP] in POP3. The enhanced code is one of
// class 4.
func Defer(enhanced, text string) Verdict {
	return Verdict{verdict{kind: deferred, enhanced: enhanced, text: text}}
}

// DeferCode is Defer with a reply code from 400 to 499 but 421, which closes the session: that is [Hangup].
func DeferCode(code int, enhanced, text string) Verdict {
	return Verdict{verdict{kind: deferred, coded: true, code: code, enhanced: enhanced, text: text}}
}

// Hangup answers 421 (-ERR [SYS/TEMP] in POP3) and closes both sides.
func Hangup(text string) Verdict { return Verdict{verdict{kind: hangup, text: text}} }

// Discard says 250 and sends nothing up. It is valid at Sender, Recipient, Header and Message of SMTP and is the one
// way in which a client hears 250 for mail that no upstream has; the log names it with its reason.
func Discard(why string) Verdict { return Verdict{verdict{kind: discard, text: why}} }

// Fail says that the filter can't decide: on_error does. The error goes to the log and never to the client. A nil error is
// reported as a failure without a reason.
func Fail(err error) Verdict {
	if err != nil {
		err = &reason{cut(Clean(err.Error()), MaxNote), err}
	}
	return Verdict{verdict{kind: fail, err: err}}
}

// reason is a filter's error whose own Error is called in the hook and nowhere else: it is a stranger's code.
type reason struct {
	text string
	err  error
}

func (r *reason) Error() string { return r.text }

func (r *reason) Unwrap() error { return r.err }

// After is the verdict answered d later. A negative d counts as none, and the delays of a chain add up to [MaxDelay] at most.
func (v Verdict) After(d time.Duration) Verdict {
	v.v.delay = min(max(d, 0), MaxDelay)
	return v
}

// String words the verdict as the journal does: "refuse 5.7.1 no relaying". It is clean, and cut at [MaxNote] bytes.
func (v Verdict) String() string {
	words := []string{kindWords[v.v.kind]}
	if v.v.coded {
		words = append(words, fmt.Sprint(v.v.code))
	}
	if v.v.enhanced != "" {
		words = append(words, v.v.enhanced)
	}
	if v.v.text != "" {
		words = append(words, v.v.text)
	}
	if v.v.err != nil {
		words = append(words, v.v.err.Error())
	}
	if v.v.delay > 0 {
		words = append(words, "after "+v.v.delay.String())
	}
	return cut(Clean(strings.Join(words, " ")), MaxNote)
}
