package proxytest

import (
	"math"
	"slices"
	"time"
)

// listen waits until the gateway rests and takes what came.
func (p *player) listen(r *reaction) error {
	p.client.arrive()
	p.server.arrive()
	wait := silence(p.clock.rest())
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
		if r.shakes {
			return nil
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
	l.hearUntil(silence, math.MaxInt)
	a := answer{words: l.unread}
	l.unread = nil
	if l.ended == nil {
		return a
	}
	a.end = endAct(l.ended)
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
	p.client.closeWrite()
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

// untold drops the end of the last connection where the transcript has none. That it ended with a refusal of TLS is always told.
func untold(behind []*line, w way, answers []answer) []answer {
	for _, l := range behind {
		if l.way == w && l.stage.ends() {
			return answers
		}
	}
	if last := len(answers) - 1; last >= 0 && answers[last].end != actRefuseTLS {
		answers[last].end = ""
	}
	return answers
}
