package proxytest

// miss is what went wrong on a leg.
type miss struct {
	leg  *leg // nil: neither
	at   int  // the first other byte of what is next in the queue, -1 if that's not it
	line int
	what string
	mute bool // nothing came in time, where words or the end of the dialogue should
}

func (m *miss) Error() string { return m.what }

func (l *leg) missed(w *want, at int, what string) error {
	return &miss{leg: l, at: at, line: w.line.number, what: l.name + " " + what}
}
