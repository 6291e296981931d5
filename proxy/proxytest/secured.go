package proxytest

// secured is where a connection stands with TLS, in a rehearsal.
type secured struct {
	since  int        // the line with which it begins; 0: the connection is in clear
	recent *direction // that of the line, if it was the last
}

// next minds what can't be in clear, and what can't be under TLS.
func (s *secured) next(l *line) *mistake {
	recent := s.recent
	s.recent = nil
	switch {
	case l.stage.is(actRefuseTLS) && recent == nil:
		return mistakeAt(1, `want the line before it to be what the proxy refuses, as in "%c: <start TLS>"`, l.way[1])
	case l.stage.is(actStartTLS) && s.since > 0:
		return mistakeAt(1, "the connection is under TLS from line %d on", s.since)
	case l.stage.is(actCut) && s.since == 0:
		return mistakeAt(1, "the connection is in clear; only one under TLS can be cut, which is to close it without close_notify")
	case l.stage.is(actRefuseTLS):
		recent.vain = true
	case l.stage.is(actStartTLS):
		s.since, s.recent = l.number, l.stage
	}
	if l.stage.ends() {
		*s = secured{}
	}
	return nil
}
