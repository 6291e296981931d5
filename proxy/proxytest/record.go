package proxytest

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// reaction is what both ends heard after one cue: a group of words, a direction, or the client's connecting.
type reaction struct {
	cue    *step   // nil: the client has connected
	lines  []*line // of the cue, with the comments among them
	behind []*line // up to the next cue
	client []answer
	server []answer
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
		return p.byHand(first, fmt.Errorf("%s has no connection to the proxy any more", own.name))
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
	if err != nil {
		return p.byHand(first, err)
	}
	return nil
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

// listen waits until the gateway rests and takes what came.
func (p *player) listen(r *reaction) error {
	p.client.arrive()
	p.server.arrive()
	wait := silence(p.t.patience(), p.clock.rest())
	r.client = append(r.client, p.client.take(wait))
	for {
		if p.server.conn == nil {
			more, err := p.servers.waiting()
			if err != nil || len(more) == 0 {
				return err
			}
			for _, a := range more[1:] {
				a.conn.Close()
			}
			if err := p.take(more[0]); err != nil {
				return err
			}
		}
		a := p.server.take(wait)
		r.server = append(r.server, a)
		if a.end == "" {
			return nil
		}
	}
}

// take is all that comes until nothing has come for a while.
func (l *leg) take(silence time.Duration) answer {
	if l.conn == nil {
		return answer{}
	}
	for l.ended == nil {
		l.conn.SetReadDeadline(time.Now().Add(silence))
		if l.read() != nil {
			break
		}
	}
	a := answer{words: l.unread}
	l.unread = nil
	if l.ended == nil {
		return a
	}
	a.end = actClose
	if endName(l.ended) == "reset" {
		a.end = actReset
	}
	l.drop()
	return a
}

// listenLast takes what the proxy says when nobody else does any more. How it ends is not told, but where the
// transcript does.
func (p *player) listenLast(all []reaction) ([]reaction, error) {
	last := &all[len(all)-1]
	last.client, last.server = untold(last.behind, wayPC, last.client), untold(last.behind, wayPS, last.server)
	if p.client.conn == nil || p.saysQuit() {
		return all, nil
	}
	p.client.conn.CloseWrite()
	var after reaction
	if err := p.listen(&after); err != nil {
		return nil, err
	}
	after.client, after.server = untold(nil, wayPC, after.client), untold(nil, wayPS, after.server)
	if said(after.client) || said(after.server) {
		l := &line{way: wayC, text: "<half-close>", stage: &direction{act: actHalfClose}}
		l.raw = format(l.way, l.text)
		after.lines = []*line{l}
		after.cue = &step{by: 'C', lines: after.lines}
		all = append(all, after)
	}
	return all, nil
}

func said(answers []answer) bool {
	return slices.ContainsFunc(answers, func(a answer) bool { return len(a.words) > 0 })
}

// untold drops the end of the last connection where the transcript has none.
func untold(behind []*line, w way, answers []answer) []answer {
	for _, l := range behind {
		if l.way == w && l.stage.ends() {
			return answers
		}
	}
	if len(answers) > 0 {
		answers[len(answers)-1].end = ""
	}
	return answers
}
