package filters

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Decision is what a chain has come to at one moment.
type Decision struct {
	Action Action
	Reply  Reply         // what the client hears, unless Action is Go
	Delay  time.Duration // before it hears the reply, whoever words it
	Filter string        // the label of the entry that decided; "" if none did
	Why    string        // its verdict in words
}

// Action is what a Decision asks for.
type Action uint8

// The actions.
const (
	Go         Action = iota // nobody objects
	Answer                   // say Reply, send nothing up
	Swallow                  // say Reply, which is 250, and send nothing up: a Discard
	Disconnect               // say Reply, then close both sides
)

var enhancedForm = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}$`) // RFC 3463, section 2

// check tells why a verdict can't stand at a moment.
func (v Verdict) check(m Moment, p Protocol) error {
	switch v.v.kind {
	case invalid:
		return errors.New("answered with the zero Verdict, which says nothing: return filters.Pass() where it has no objection")
	case fail:
		if v.v.err == nil {
			return errors.New("answered Fail without a reason")
		}
		return v.v.err
	case discard:
		if p != SMTP || m != AtSender && m != AtRecipient && m != AtHeader && m != AtMessage {
			return fmt.Errorf("answered Discard, which %s %s doesn't know", p, m)
		}
	case refuse:
		return v.checkCodes(m, '5', 500, 599)
	case deferred:
		if v.v.code == 421 {
			return errors.New("answered 421, which only Hangup may")
		}
		return v.checkCodes(m, '4', 400, 499)
	}
	return nil
}

func (v Verdict) checkCodes(m Moment, class byte, low, high int) error {
	switch c, e := v.v.code, v.v.enhanced; {
	case m == AtReply:
		return fmt.Errorf("answered %q to a reply; to refuse, use the typed hook or Command", v)
	case v.v.coded && (c < low || c > high):
		return fmt.Errorf("answered %s with code %d, want %d to %d", kindWords[v.v.kind], c, low, high)
	case e != "" && (!enhancedForm.MatchString(e) || e[0] != class):
		return fmt.Errorf("answered %s with enhanced code %q, want one like \"%c.7.1\"", kindWords[v.v.kind], e, class)
	}
	return nil
}

// decide turns a valid verdict into a decision.
func (v Verdict) decide(m Moment, p Protocol, label string) Decision {
	d := Decision{Filter: label, Why: v.String()}
	text := Clean(v.v.text)
	switch v.v.kind {
	case refuse:
		d.Action, d.Reply = Answer, worded(p, m, v.v.code, v.v.enhanced, '5', text)
	case deferred:
		d.Action, d.Reply = Answer, worded(p, m, v.v.code, v.v.enhanced, '4', text)
	case hangup:
		d.Action, d.Reply = Disconnect, worded(p, AtConnect, 421, "4.7.0", '4', text)
	case discard:
		d.Action, d.Reply = Swallow, Reply{Code: 250, Enhanced: "2.0.0", Lines: []string{"OK"}}
	}
	return d
}

// maxText keeps a line of text, with its code and enhanced code, within a reply line (RFC 5321, section 4.5.3.1.5; RFC 2449,
// section 4, has the same for POP3).
const maxText = 480

// maxLines is the most lines that a verdict's text is split into.
const maxLines = 10

// worded makes a refusal in the words of the protocol. Where the filter gave no code, the moment does.
func worded(p Protocol, m Moment, code int, enhanced string, class byte, text string) Reply {
	if strings.TrimSpace(text) == "" {
		text = "not accepted"
	}
	if p == POP3 {
		return Reply{Enhanced: popCode(m, class), Lines: []string{cut(text, maxText)}}
	}
	if enhanced == "" {
		enhanced = string(class) + ".7.1"
	}
	if code == 0 {
		code = defaultCode(m, class)
	}
	return Reply{Code: code, Enhanced: enhanced, Lines: split(text)}
}

// split makes lines of a long text; only POP3 knows no more than one.
func split(text string) (lines []string) {
	for text != "" && len(lines) < maxLines {
		line := cut(text, maxText)
		if i := strings.LastIndexByte(line, ' '); i > 0 && len(line) < len(text) {
			line = line[:i]
		}
		lines = append(lines, line)
		text = strings.TrimLeft(text[len(line):], " ")
	}
	return lines
}

func defaultCode(m Moment, class byte) int {
	switch {
	case m == AtConnect && class == '5':
		return 554
	case m == AtConnect:
		return 421
	case m == AtLogin && class == '5':
		return 535
	case m == AtLogin:
		return 454
	case class == '5':
		return 550
	}
	return 451
}

// popCode is the response code of RFC 3206, sections 4 and 5.
func popCode(m Moment, class byte) string {
	switch {
	case class == '4':
		return "SYS/TEMP"
	case m == AtLogin:
		return "AUTH"
	}
	return "SYS/PERM"
}

// onError is what a failure at m becomes: a reply that a filter failed on stays as the upstream gave it.
func (e *Entry) onError(m Moment) OnError {
	if m == AtReply {
		return OnErrorPass
	}
	return cmp.Or(e.OnError, OnErrorDefer)
}

// failed is what on_error makes of a failure. The client hears no details.
func (e *Entry) failed(m Moment, p Protocol, err error) Decision {
	v := Defer("4.3.0", "temporary trouble with a local policy, please try again later")
	switch e.onError(m) {
	case OnErrorPass:
		v = Pass()
	case OnErrorRefuse:
		v = Refuse("5.3.0", "a local policy could not be applied")
	}
	d := v.decide(m, p, e.Label)
	d.Why = "failed: " + err.Error()
	return d
}
