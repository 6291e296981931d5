package proxytest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// reaction is what both ends heard after one cue: a group of words, a direction, or the client's connecting.
type reaction struct {
	cue    *step   // nil: the client has connected
	lines  []*line // of the cue, with the comments among them
	behind []*line // up to the next cue
	client []answer
	server []answer
	shakes bool // the upstream starts TLS next: what the proxy says of that isn't words
}

// answer is what one connection brought.
type answer struct {
	words []byte
	end   act // how the proxy ended it; "": not
}

// record plays without comparing.
func record(t *Transcript, start Start) (_ []reaction, err error) {
	p, err := newPlayer(t, start)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	defer func() { err = errors.Join(err, p.leave()) }()
	reactions := cuesOf(t)
	for i := range reactions {
		if err := p.cue(reactions, i); err != nil {
			return nil, err
		}
		if err := p.listen(&reactions[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	return p.listenLast(reactions)
}

// cuesOf parts the dialogue where somebody else than the proxy speaks or acts.
func cuesOf(t *Transcript) []reaction {
	cues := []reaction{{behind: t.lines}}
	for i := range t.steps {
		s := &t.steps[i]
		if s.by == 'P' || s.stage().is(actRefuse) {
			continue
		}
		from, to := s.lines[0].number-1, s.lines[len(s.lines)-1].number
		before := &cues[len(cues)-1]
		before.shakes = s.by == 'S' && s.stage().is(actStartTLS)
		before.behind = before.behind[:len(before.behind)-(len(t.lines)-from)]
		cues = append(cues, reaction{cue: s, lines: t.lines[from:to], behind: t.lines[to:]})
	}
	return cues
}

// cue does what the i-th reaction is to.
func (p *player) cue(all []reaction, i int) error {
	s := all[i].cue
	if s == nil {
		return p.client.connect(p.t.steps[0].lines[0].number)
	}
	first := s.lines[0]
	if s.stage().is(actWait) {
		if err := p.wait(first); err != nil {
			return p.byHand(first, err)
		}
		return nil
	}
	if own, _ := p.ends(first); own.conn == nil && !(own == p.client && p.mayReturn(all[:i])) {
		return p.byHand(first, fmt.Errorf("%s has no connection to the proxy any more%s", own.name, parting(all[:i], own == p.client)))
	}
	if err := p.enter(first); err != nil {
		return p.byHand(first, err)
	}
	var err error
	if s.stage() != nil {
		err = p.act(first)
	} else {
		err = p.say(*s)
	}
	p.client.queue, p.server.queue = nil, nil
	if own, _ := p.ends(first); err != nil && endAct(own.ended) != actRefuseTLS {
		return p.byHand(first, err)
	}
	return nil
}

// parting is what the client has heard last, which is why its connection has ended; "" for the upstream.
func parting(before []reaction, client bool) string {
	for _, r := range slices.Backward(before) {
		for _, a := range slices.Backward(r.client) {
			if heard := bytes.TrimSuffix(a.words, []byte("\r\n")); client && len(heard) > 0 {
				return fmt.Sprintf("; it ended with %q", heard[bytes.LastIndexByte(heard, '\n')+1:])
			}
		}
	}
	return ""
}

func (p *player) byHand(l *line, err error) error {
	return fmt.Errorf("%s:%d: the dialogue can't go on, rewrite it by hand: %w", p.t.Name, l.number, err)
}

// mayReturn tells whether the transcript itself has ended the client's last connection.
func (p *player) mayReturn(before []reaction) bool {
	for _, r := range slices.Backward(before) {
		for _, l := range r.behind {
			if l.way == wayPC && l.stage.ends() {
				return true
			}
		}
		if r.cue == nil || r.cue.by == 'C' {
			return r.cue != nil && r.cue.stage().ends()
		}
	}
	return false
}
