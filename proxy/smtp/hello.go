package smtp

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// helo and ehlo introduce the client (RFC 5321, section 4.1.1.1). HELO goes up as HELO: its client isn't offered anything.
func (s *Session) helo(c *command) error { return s.introduce(c, false) }
func (s *Session) ehlo(c *command) error { return s.introduce(c, true) }

func (s *Session) introduce(c *command, extended bool) error {
	name := strings.Trim(c.arg, " ")
	if name == "" {
		return s.wrong(c, wantName)
	}
	hello := filters.Hello{Name: name, Extended: extended}
	d := s.run.Hello(&hello)
	if d.Action != filters.Go {
		return s.decided(c, d)
	}
	c.delay += d.Delay
	if hello.Name != name {
		c.arg, c.edited = hello.Name, true
	}
	if err := s.settle(); err != nil {
		return err
	}
	if s.up == nil && s.front.OwnGreeting && s.phase != lost {
		if done, err := s.reach(c); done {
			return err
		}
	}
	s.claimed = hello
	if err := s.forward(c, c.wire(nil)); err != nil {
		return err
	}
	return s.settle()
}

// reach gets the upstream connection of a client that was greeted in our own words: a used one that is still silent, or a new one. done says
// that the command has its answer because there is none.
func (s *Session) reach(c *command) (done bool, err error) {
	if s.up = s.reuse(); s.up != nil {
		return false, nil
	}
	o := s.connectFor()
	switch {
	case s.leaving():
		return true, errStopped
	case o.code != 0:
		s.answered(c, o)
		return true, s.settle()
	}
	return false, nil
}

// connectFor makes a new upstream connection, or says what the client is to hear because there is none.
func (s *Session) connectFor() own {
	up, err := s.connect(s.calm)
	if err != nil {
		return upstreamDown
	}
	if s.heard.Code != 220 {
		up.Close()
		return own{554, "5.3.2", "the mail server takes no mail"}
	}
	s.up = up
	return own{}
}

// hearAnew introduces the client on a new connection, because the used one turned out dead when it was introduced there.
func (s *Session) hearAnew(x *exchange) answer {
	s.farewell = s.farewell[:0]
	if o := s.connectFor(); o.code != 0 {
		return answer{code: o.code, text: o.append(nil), by: byProxy, own: true}
	}
	s.write(s.command.wire(nil))
	return s.hear(x)
}

// reuse takes a connection that another session has left in good order and on which nothing was said since.
func (s *Session) reuse() *leg {
	for {
		idle, found := s.front.Upstream.Take()
		if !found {
			return nil
		}
		up := idle.Conn.(*leg)
		if up.Pending() == 0 {
			up.bind(s.ctx)
			up.used = true
			s.emit(journal.Event{Kind: journal.Upstream, Value: "reused", Upstream: up.server.Addr()})
			return up
		}
		up.Close()
	}
}

// heardHello begins the session anew if the upstream agrees (RFC 5321, section 4.1.4).
func (s *Session) heardHello(x *exchange, a *answer) error {
	if a.code != 250 {
		return nil
	}
	s.endWith(journal.Abandoned, own{}, "a new "+x.row.verb)
	s.hello, s.mailRefused = s.claimed, false
	s.helloLine = string(s.command.wire(nil))
	if x.row.verb == "EHLO" {
		s.offered = offersOf(replyLines(a.text)) // filters may have taken lines out
	} else {
		s.offered, s.up.offers = offers{}, offers{}
	}
	if s.front.OwnGreeting {
		a.text = renamed(a.text, s.front.Hostname)
	}
	s.emit(journal.Event{Kind: journal.Hello, Verb: x.row.verb, Arg: s.hello.Name})
	return nil
}

// mediate makes of the upstream's EHLO reply the one that this client is to have: lines keep the upstream's order and case, ours follow.
func (s *Session) mediate(a *answer) {
	lines := replyLines(a.text)
	s.up.offers = offersOf(lines)
	kept, seen := lines[:1:1], offers{}
	for _, line := range lines[1:] {
		e, arg, old, known := keyword(line)
		if !known {
			continue
		}
		theirs := offer{true, strings.TrimSpace(arg)}
		ours := extensions[e].mediated(s, &s.up.offers, theirs)
		switch {
		case !ours.on:
		case ours == theirs:
			kept = append(kept, line)
		case old:
			kept = append(kept, "AUTH="+ours.arg)
		default:
			kept = append(kept, strings.TrimSpace(line[:len(extensions[e].keyword)]+" "+ours.arg))
		}
		seen[e].on = true
	}
	for e := range exts {
		if ours := extensions[e].mediated(s, &s.up.offers, s.up.offers[e]); ours.on && !seen[e].on {
			kept = append(kept, strings.TrimSpace(extensions[e].keyword+" "+ours.arg))
		}
	}
	a.text = replyText(a.text[:0:0], 250, kept)
}

// offersOf reads the keywords of an EHLO reply; its first line has none. What several lines say of AUTH counts together.
func offersOf(lines []string) (o offers) {
	for _, line := range lines[1:] {
		e, arg, _, known := keyword(line)
		switch {
		case !known:
			continue
		case e == extAuth:
			arg = o[e].arg + " " + arg
		}
		o[e] = offer{true, strings.TrimSpace(arg)}
	}
	return o
}

// replyLines are the texts of a reply's lines.
func replyLines(text []byte) []string {
	var lines []string
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(line, "\r\n")
		lines = append(lines, string(line[min(4, len(line)):]))
	}
	return lines
}

// replyText is a reply in wire form.
func replyText(to []byte, code int, lines []string) []byte {
	for i, line := range lines {
		between := "-"
		if i == len(lines)-1 {
			between = " "
		}
		to = fmt.Appendf(to, "%d%s%s\r\n", code, between, line)
	}
	return to
}

// renamed puts another name at the beginning of a reply.
func renamed(text []byte, name string) []byte {
	lines := replyLines(text)
	_, rest, _ := strings.Cut(lines[0], " ")
	lines[0] = strings.TrimSpace(name + " " + rest)
	return replyText(nil, 250, lines)
}

func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(text, []byte("\r\n"))
	return filters.Clean(string(line))
}
