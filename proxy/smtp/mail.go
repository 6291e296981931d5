package smtp

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// mail begins a transaction (RFC 5321, section 4.1.1.2).
func (s *Session) mail(c *command) error {
	if s.tx.open { // unless a refusal is on its way
		if err := s.settle(); err != nil {
			return err
		}
	}
	if s.tx.open {
		return s.wrong(c, nestedMail)
	}
	path, err := filters.ParseSender(c.arg)
	if err != nil {
		return s.wrong(c, pathFault(err))
	}
	if s.hello.Name == "" && s.wantsHello() {
		return s.wrong(c, helloFirst)
	}
	size, fault := s.mailParams(&path)
	if fault.code != 0 {
		return s.wrong(c, fault)
	}
	s.begin(size)
	s.tx.utf8 = asksUTF8(path)
	d := s.spelt(s.run.Sender(&path))
	s.tx.sender = path
	if d.Action == filters.Answer || d.Action == filters.Disconnect {
		s.mailRefused = true
		s.endTransaction(outcomeOf(d.Reply.Code), fromFilter(d.Reply), d.Filter)
		return s.decided(c, d)
	}
	c.delay += d.Delay
	s.tx.utf8 = asksUTF8(path)
	if d.Action == filters.Swallow {
		s.tx.discard, s.tx.by = d.Why, d.Filter
		return s.answered(c, okSender)
	}
	return s.forwardPath(c, path)
}

// asksUTF8 tells whether MAIL has SMTPUTF8 (RFC 6531, section 3.4).
func asksUTF8(path filters.Path) bool {
	value, is := path.Param("SMTPUTF8")
	return is && value == ""
}

// mailParams checks the parameters of MAIL against what this client was offered, and takes out what only the gate has offered. A SIZE over the
// limit is refused here.
func (s *Session) mailParams(path *filters.Path) (size int64, fault own) {
	size = -1
	if fault := s.params(path, false); fault.code != 0 {
		return size, fault
	}
	for _, p := range filters.Params(*path) {
		switch p.Keyword {
		case "SIZE":
			n, err := strconv.ParseUint(p.Value, 10, 63)
			if errors.Is(err, strconv.ErrRange) || err == nil && int64(n) > s.front.maxSize() {
				return size, tooLarge
			}
			if err != nil {
				return size, badParam
			}
			size = int64(n)
		case "BODY":
			if strings.EqualFold(p.Value, "BINARYMIME") && !s.offered[extBinary].on {
				return size, unknownParam
			}
		case "AUTH":
			if s.login.user == "" && p.Value != "<>" {
				filters.OfferParams(path, s.announced(false))
				path.SetParam("AUTH", "<>") // RFC 4954, section 5: who hasn't logged in vouches for nobody
			}
		}
	}
	return size, own{}
}

// params checks that each parameter was offered, and takes out what the upstream doesn't know.
func (s *Session) params(path *filters.Path, rcpt bool) own {
	if s.run.Asks(filters.AtSender) || s.run.Asks(filters.AtRecipient) {
		filters.OfferParams(path, s.announced(rcpt))
	}
	for _, p := range filters.Params(*path) {
		e, offered := s.brings(p.Keyword, rcpt)
		if !offered {
			return own{unknownParam.code, unknownParam.enhanced, filters.Clean(p.Keyword) + ": " + unknownParam.text}
		}
		if s.up != nil && !s.up.offers[e].on && !(p.Keyword == "BODY" && s.up.offers[ext8BitMIME].on) {
			filters.DropParam(path, p.Keyword)
		}
	}
	return own{}
}

// announced lists the parameters that the upstream takes.
func (s *Session) announced(rcpt bool) string {
	if s.up == nil {
		return ""
	}
	var words []string
	for e := range exts {
		if !s.up.offers[e].on {
			continue
		}
		if rcpt {
			words = append(words, extensions[e].rcpt...)
		} else {
			words = append(words, extensions[e].mail...)
		}
	}
	return strings.Join(words, " ")
}

// forwardPath sends MAIL or RCPT up: the client's own bytes where they say what is meant, else the line put together from what was parsed.
func (s *Session) forwardPath(c *command, path filters.Path) error {
	line := c.line
	if c.edited || filters.Rewritten(path) {
		c.arg, c.edited = filters.Argument(path), true
		line = c.with(nil, c.arg)
	}
	s.tx.went(line)
	return s.forward(c, line)
}

// heardMail drops the transaction if the upstream refuses it.
func (s *Session) heardMail(x *exchange, a *answer) error {
	s.tx.answered(a.code)
	if a.code/100 != 2 {
		s.mailRefused = true
		s.endWith(outcomeOf(a.code), ownOf(a), a.by)
	}
	return nil
}

func pathFault(err error) own {
	var fault *filters.PathError
	if errors.As(err, &fault) {
		return own{fault.Code, fault.Enhanced, filters.Clean(fault.Text)}
	}
	return badArgument
}

// outcomeOf is what a refusal makes of a transaction.
func outcomeOf(code int) journal.Outcome {
	switch code / 100 {
	case 2:
		return journal.Delivered
	case 5:
		return journal.Refused
	}
	return journal.Deferred
}
