package proxytest

import (
	"bytes"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
)

// protocol is the one of which the first reply is; "" if that can't be told.
func (t *Transcript) protocol() filters.Protocol {
	for _, l := range t.lines {
		if l.stage != nil || l.way != wayS && l.way != waySP && l.way != wayPC {
			continue
		}
		said := l.speech.unit
		switch {
		case bytes.HasPrefix(said, []byte("+OK")), bytes.HasPrefix(said, []byte("-ERR")):
			return filters.POP3
		case len(said) > 0 && said[0] >= '2' && said[0] <= '5':
			return filters.SMTP
		}
		return ""
	}
	return ""
}

// front is the one that the client talks to: the first that speaks the dialogue's protocol, or else the first.
func (s *Stage) front(cfg *proxy.Config) string {
	for i := range cfg.Fronts {
		if cfg.Fronts[i].Protocol() == s.Protocol {
			return cfg.Fronts[i].Label
		}
	}
	return cfg.Fronts[0].Label
}
