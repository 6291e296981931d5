package filters

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters/message"
)

// What a filter may have done to the last argument of its hook, and what it may not.

func settleHello(old, new *Hello) ([]change, error) {
	if new.Extended != old.Extended {
		return nil, errors.New("changed HELO to EHLO or back")
	}
	if new.Name == old.Name {
		return nil, nil
	}
	if new.Name == "" || len(new.Name) > maxName || strings.ContainsFunc(new.Name, func(c rune) bool { return c <= ' ' || c >= 0x7F }) {
		return nil, fmt.Errorf("changed the name of HELO to %q, want a domain or a literal", new.Name)
	}
	return []change{{Changes, "hello", old.Name, new.Name}}, nil
}

// maxName is the most bytes of a name in HELO (RFC 5321, section 4.5.3.1.2).
const maxName = 255

func settleLogin(old, new *Login) ([]change, error) {
	if *new != *old {
		return nil, errors.New("changed a Login, which is read only")
	}
	return nil, nil
}

func settleSender(old, new *Path) ([]change, error) { return settlePath("sender", old, new) }

func settleRecipient(old, new *Path) ([]change, error) { return settlePath("recipient", old, new) }

func settlePath(what string, old, new *Path) ([]change, error) {
	if new.p.original != old.p.original || new.p.accepted != old.p.accepted {
		return nil, errors.New("put another Path in the place of its argument; use SetMailbox and SetParam")
	}
	before, after := written(old), written(new)
	if before == after {
		return nil, nil
	}
	return []change{{Changes, what, before, after}}, nil
}

func settleCommand(check func(Command) error, old, new *Command) ([]change, error) {
	if *new == *old {
		return nil, nil
	}
	if new.Verb != old.Verb {
		return nil, fmt.Errorf("changed the verb %q to %q", old.Verb, new.Verb)
	}
	if strings.ContainsFunc(new.Arg, unicode.IsControl) {
		return nil, fmt.Errorf("changed the argument of %s: it holds a control character", old.Verb)
	}
	if err := check(*new); err != nil {
		return nil, fmt.Errorf("changed the argument of %s: %w", old.Verb, err)
	}
	return []change{{Changes, "command " + old.Verb, old.Arg, new.Arg}}, nil
}

func cloneReply(r *Reply) *Reply {
	c := *r
	c.Lines = slices.Clone(r.Lines)
	return &c
}

func settleReply(verb string, old, new *Reply) ([]change, error) {
	recoded := new.Code != old.Code || new.ok != old.ok || new.Enhanced != old.Enhanced
	if !recoded && slices.Equal(new.Lines, old.Lines) {
		return nil, nil
	}
	if err := checkCode(old, new); err != nil {
		return nil, err
	}
	if recoded && !new.mayHave(verb, new.Enhanced) {
		return nil, fmt.Errorf("gave a reply %s the enhanced code %q", new.class(), new.Enhanced)
	}
	if err := checkLines(verb, old, new); err != nil {
		return nil, err
	}
	new.Lines = tidied(old.Lines, new.Lines)
	if new.Code == 0 && (recoded || new.Lines[0] != old.Lines[0]) {
		new.fit()
	}
	return []change{{Changes, "reply", old.text(), new.text()}}, nil
}

// checkLines tells why a reply can't have its new lines. In POP3 the command and the status tell how many there are.
func checkLines(verb string, old, new *Reply) error {
	switch {
	case len(new.Lines) == 0:
		return errors.New("took all lines out of a reply")
	case (verb == "EHLO" || verb == "CAPA") && !within(new.Lines, old.Lines):
		return fmt.Errorf("added to the lines of %s", verb)
	case new.Code == 0 && len(new.Lines) > len(old.Lines):
		return errors.New("added a line to a reply of POP3")
	case len(new.Lines) > len(old.Lines)+maxAddedLines:
		return fmt.Errorf("added more than %d lines to a reply", maxAddedLines)
	}
	return nil
}

// maxAddedLines bounds what a filter makes of a reply.
const maxAddedLines = 100

// checkCode tells why a reply can't have its new code. What the client and the gate do next hangs on it.
func checkCode(old, new *Reply) error {
	refusal := func(code int) bool { return code >= 400 && code <= 599 }
	switch {
	case new.Code == old.Code && new.ok == old.ok:
		return nil
	case old.Code == 0 || new.Code == 0 || new.Code/100 != old.Code/100 && !(refusal(new.Code) && refusal(old.Code)):
		return fmt.Errorf("changed the class of a reply from %s to %s", old.class(), new.class())
	case new.Code == 421:
		return errors.New("changed a reply to 421, which only Hangup may")
	case old.Code == 421, old.Code/100 == 3:
		return fmt.Errorf("changed a reply from %d to %d, which does not mean the same", old.Code, new.Code)
	}
	return nil
}

// class is the code of a reply, and in POP3 its status.
func (r *Reply) class() string {
	if r.Code == 0 {
		return r.status()
	}
	return fmt.Sprint(r.Code)
}

// mayHave tells whether an enhanced code fits the reply. The replies to HELO and EHLO and the greeting have none (RFC 2034, section 3).
func (r *Reply) mayHave(verb, enhanced string) bool {
	switch {
	case enhanced == "":
		return true
	case r.Code == 0:
		return isResponseCode(enhanced)
	case verb == "" || verb == "HELO" || verb == "EHLO":
		return false
	}
	return enhancedForm.MatchString(enhanced) && int(enhanced[0]-'0') == r.Code/100
}

// tidied cleans the lines that a filter wrote and leaves the upstream's as they are.
func tidied(old, new []string) []string {
	lines := make([]string, len(new)) // the filter may have kept the other
	for i, line := range new {
		if !slices.Contains(old, line) {
			line = cut(Clean(line), maxText)
		}
		lines[i] = line
	}
	return lines
}

// within tells whether part is all, with lines taken out; the first line is free text.
func within(part, all []string) bool {
	if len(part) == 0 || len(all) == 0 {
		return false
	}
	all = all[1:]
	for _, line := range part[1:] {
		i := slices.Index(all, line)
		if i < 0 {
			return false
		}
		all = all[i+1:]
	}
	return true
}

func (r *Reply) text() string {
	lines := strings.Join(r.Lines, " / ")
	if r.Code == 0 {
		return strings.TrimSpace(r.status() + " " + bracketed(r.Enhanced, lines))
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", r.Code, r.Enhanced, lines))
}

// settleMessage reports a signature that edits break as the finding message.breaks; it stops none of them.
func settleMessage(old, new *Message) ([]change, error) {
	edits, err := message.Edits(old, new)
	if err != nil {
		return nil, err
	}
	var changes []change
	for _, e := range edits {
		if e.Why != "" {
			e.New = strings.TrimSpace(e.New + " (" + e.Why + ")")
		}
		changes = append(changes, change{Changes, e.What, e.Old, e.New})
	}
	for _, what := range message.Broken(new) {
		changes = append(changes, change{Findings, "message.breaks", "", what})
	}
	return changes, nil
}
