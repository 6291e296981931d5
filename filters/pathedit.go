package filters

import (
	"errors"
	"fmt"
)

// SetMailbox puts another mailbox, "u@d", in the place of the path's, and takes its source route away, which led to the
// old one. A reverse-path may become "", the null path; a forward-path may become "postmaster". UTF-8 needs a
// transaction with SMTPUTF8. Parameters stay. An error changes nothing.
func (p *Path) SetMailbox(mailbox string) error {
	if !p.p.set {
		return errors.New("SetMailbox: there is no path")
	}
	s, fault := readOnlyPath("<" + mailbox + ">")
	switch {
	case fault != nil:
	case s.route > 0:
		fault = addressFault("a mailbox has no source route")
	default:
		fault = s.check(p.p.direction, p.p.smtputf8)
	}
	if fault != nil {
		return fmt.Errorf("SetMailbox: %q: %s", mailbox, fault.Text)
	}
	p.p.rewritten = p.p.rewritten || s.text != p.p.text
	p.p.shape = s
	return nil
}

// ClonePath is a copy that can be edited apart from p.
func ClonePath(p *Path) *Path {
	c := *p
	return &c
}

// written is the path with its parameters, as it would go up.
func written(p *Path) string {
	if p.p.params == "" {
		return p.p.text
	}
	if p.p.dropped == "" {
		return p.p.text + " " + p.p.params
	}
	text := p.p.text
	for param, rest := cutParam(p.p.params); param.keyword != ""; param, rest = cutParam(rest) {
		if !hasParam(p.p.dropped, param.keyword) {
			text += " " + param.String()
		}
	}
	return text
}
