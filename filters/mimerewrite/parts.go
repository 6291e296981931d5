package mimerewrite

import (
	"errors"
	"fmt"
	"slices"
)

// maxNames is how many readings of file names a message may have.
const maxNames = 20_000

// judgeParts finds what is dropped or renamed.
func (x *examination) judgeParts() error {
	if len(x.r.drops)+len(x.r.renames) == 0 {
		return nil
	}
	x.dropped = map[int]bool{}
	for i, p := range x.parts {
		if err := x.s.Context().Err(); err != nil {
			return err
		}
		read := &reading{part: p}
		if x.names += len(p.Names()); x.names > maxNames {
			return unexamined{fmt.Errorf("there are more than %d file names", maxNames)}
		}
		why, rule, err := x.firstOf(x.r.drops, read)
		drop := rule != nil
		if rule == nil && err == nil {
			why, rule, err = x.firstOf(x.r.renames, read)
		}
		if err != nil {
			return err
		}
		if rule == nil {
			if err := x.unseen(read); err != nil {
				return err
			}
			continue
		}
		if len(p.Signed()) > 0 && x.r.signed != "rewrite" {
			x.s.Note("mime_rewrite.refused", title(p)+": "+why)
			return errCovered
		}
		if x.dropped[i] = drop; drop {
			x.willChange(func() { x.drop(p, rule, why) })
		} else {
			x.willChange(func() { x.rename(p, rule, why) })
		}
	}
	return nil
}

// firstOf is the first rule that is about a part, and why.
func (x *examination) firstOf(rules []rule, read *reading) (why string, is *rule, err error) {
	for i := range rules {
		why, err := x.match(&rules[i], read)
		if why != "" || err != nil {
			return why, &rules[i], err
		}
	}
	return "", nil, nil
}

// match tells why a rule is about a part; "" if it isn't.
func (x *examination) match(r *rule, read *reading) (why string, err error) {
	if r.size >= 0 {
		size := read.part.Size()
		if size < 0 {
			return "", errUnread
		}
		if size <= r.size {
			return "", nil
		}
		if len(r.types)+len(r.detected)+len(r.names)+len(r.members) == 0 {
			return fmt.Sprintf("it has %d octets", size), nil
		}
	}
	if why := r.matchType(read); why != "" {
		return why, nil
	}
	if is, ok := anyOf(r.names, read.fileNames()...); ok {
		return fmt.Sprintf("its name is %s", is), nil
	}
	if len(r.members) > 0 {
		return x.matchMembers(r, read)
	}
	return "", nil
}

// errUnread is one of reading; where it comes from tells the message.
var errUnread = errors.New("a part can't be read")

func (r *rule) matchType(read *reading) string {
	if len(r.types)+len(r.detected) == 0 {
		return ""
	}
	declared, detected := read.types()
	if _, ok := anyOf(r.types, declared...); ok {
		return "it is declared as " + read.part.Type()
	}
	if _, ok := anyOf(slices.Concat(r.types, r.detected), detected...); ok {
		return "it looks like " + read.detected
	}
	return ""
}
