package proxytest

import "errors"

// scene is what a dialogue needs before its first line.
type scene struct {
	down   int // so many servers, the first ones, never listen
	refuse int // no server listens any more once this many connections were accepted; -1: they do to the end
}

// step is one thing that happens: a group said in one write, or one line of the proxy, or one direction.
type step struct {
	by    byte // 'C', 'S', 'P'; 0 for a direction that nobody does
	lines []*line
}

// stage is the step's direction; nil if words are said.
func (s step) stage() *direction { return s.lines[0].stage }

// stepsOf joins the consecutive lines of one speaker, but for the proxy's.
func stepsOf(lines []*line) []step {
	var steps []step
	for _, l := range lines {
		if l.isSilent() {
			continue
		}
		s := step{lines: []*line{l}}
		if l.way != "" {
			s.by = l.way.speaker()
		}
		last := len(steps) - 1
		if last >= 0 && s.by != 'P' && s.by == steps[last].by && l.stage == nil && steps[last].stage() == nil {
			steps[last].lines = append(steps[last].lines, l)
			continue
		}
		steps = append(steps, s)
	}
	return steps
}

// rehearsal follows which connections there are from line to line.
type rehearsal struct {
	scene
	upstream   bool
	accepted   int
	refusedAt  int // the line from which no server listens
	clientMute bool
	serverMute bool
	client     secured
	server     secured
}

// rehearse finds what can't be played, and sets the scene.
func (t *Transcript) rehearse() error {
	r := rehearsal{scene: scene{refuse: -1}}
	var wrong []error
	speaks := false
	for _, l := range t.lines {
		if l.isSilent() {
			continue
		}
		speaks = true
		if bad := r.next(l); bad != nil {
			wrong = append(wrong, t.wrong(l.number, l.raw, bad))
		}
	}
	if !speaks {
		wrong = append(wrong, t.wrong(1, t.lines[0].raw, mistakeAt(1, "nobody says anything")))
	}
	t.scene = r.scene
	return errors.Join(wrong...)
}

func (r *rehearsal) next(l *line) *mistake {
	switch {
	case l.way == "" || l.stage.is(actWait):
		return nil
	case l.stage.is(actRefuse):
		return r.refuses(l)
	}
	if l.way.byUpstream() {
		if bad := r.meets(l); bad != nil {
			return bad
		}
	}
	return r.speaks(l)
}

// meets notes a connection to the upstream, where the line needs one and there is none.
func (r *rehearsal) meets(l *line) *mistake {
	if r.upstream || l.way == wayC && l.stage != nil {
		return nil
	}
	if r.refusedAt > 0 {
		return mistakeAt(1, "the upstream takes no connections from line %d on", r.refusedAt)
	}
	r.upstream, r.serverMute = true, false
	r.accepted++
	return nil
}

func (r *rehearsal) refuses(l *line) *mistake {
	switch {
	case r.upstream:
		return mistakeAt(1, "the upstream is connected here; only a new connection can be refused")
	case r.accepted == 0:
		r.down++
	default:
		r.refuse, r.refusedAt = r.accepted, l.number
	}
	return nil
}

// speaks minds who has closed a side, and who a connection.
func (r *rehearsal) speaks(l *line) *mistake {
	mute, tls := &r.clientMute, &r.client
	if l.way == wayS || l.way == waySP || l.way == wayPS {
		mute, tls = &r.serverMute, &r.server
	}
	if bad := tls.next(l); bad != nil {
		return bad
	}
	switch {
	case l.stage.ends():
		*mute = false
		if l.way == wayS || l.way == wayPS {
			r.upstream = false
		}
	case !l.way.proxys() && *mute:
		return mistakeAt(1, "%c has closed its sending side and can't speak any more", l.way.speaker())
	case l.stage.is(actHalfClose):
		*mute = true
	}
	return nil
}
