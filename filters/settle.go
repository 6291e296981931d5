package filters

import (
	"errors"
	"fmt"
	"slices"
	"strings"

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
	if new.Name == "" || strings.ContainsFunc(new.Name, func(c rune) bool { return c <= ' ' || c >= 0x7F }) {
		return nil, fmt.Errorf("changed the name of HELO to %q, want a domain or a literal", new.Name)
	}
	return []change{{"hello", old.Name, new.Name}}, nil
}

func settleLogin(old, new *Login) ([]change, error) {
	if *new != *old {
		return nil, errors.New("changed a Login, which is read only")
	}
	return nil, nil
}

func settlePath(what string) func(old, new *Path) ([]change, error) {
	return func(old, new *Path) ([]change, error) {
		if new.p.original != old.p.original {
			return nil, errors.New("put another Path in the place of its argument; use SetMailbox and SetParam")
		}
		before, after := written(old), written(new)
		if before == after {
			return nil, nil
		}
		return []change{{what, before, after}}, nil
	}
}

func settleCommand(check func(Command) error) func(old, new *Command) ([]change, error) {
	return func(old, new *Command) ([]change, error) {
		if *new == *old {
			return nil, nil
		}
		if new.Verb != old.Verb {
			return nil, fmt.Errorf("changed the verb %q to %q", old.Verb, new.Verb)
		}
		if err := check(*new); err != nil {
			return nil, fmt.Errorf("changed the argument of %s: %w", old.Verb, err)
		}
		return []change{{"command " + old.Verb, old.Arg, new.Arg}}, nil
	}
}

func cloneReply(r *Reply) *Reply {
	c := *r
	c.Lines = slices.Clone(r.Lines)
	return &c
}

func settleReply(verb string) func(old, new *Reply) ([]change, error) {
	return func(old, new *Reply) ([]change, error) {
		if new.Code == old.Code && new.Enhanced == old.Enhanced && slices.Equal(new.Lines, old.Lines) {
			return nil, nil
		}
		refusal := func(code int) bool { return code >= 400 && code <= 599 }
		switch {
		case new.ok != old.ok, new.Code/100 != old.Code/100 && !(refusal(new.Code) && refusal(old.Code)):
			return nil, fmt.Errorf("changed the class of a reply from %d to %d", old.Code, new.Code)
		case old.Code != 421 && new.Code == 421:
			return nil, errors.New("changed a reply to 421, which only Hangup may")
		case len(new.Lines) == 0:
			return nil, errors.New("took all lines out of a reply")
		case (verb == "EHLO" || verb == "CAPA") && !within(new.Lines, old.Lines):
			return nil, fmt.Errorf("added to the lines of %s", verb)
		}
		for i, line := range new.Lines {
			new.Lines[i] = cut(Clean(line), maxText)
		}
		return []change{{"reply", old.text(), new.text()}}, nil
	}
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
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", r.Code, r.Enhanced, strings.Join(r.Lines, " / ")))
}

func settleMessage(old, new *Message) ([]change, error) {
	edits, err := message.Edits(old, new)
	if err != nil {
		return nil, err
	}
	var changes []change
	for _, e := range edits {
		changes = append(changes, change{e.What, e.Old, e.New})
	}
	return changes, nil
}
