package proxytest

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// protocol is that of the first reply which the client hears, or else of the upstream's first; "" if that can't be told.
func (t *Transcript) protocol() filters.Protocol {
	return cmp.Or(t.protocolOf(wayS, wayPC), t.protocolOf(waySP))
}

// protocolOf is that of the first line which is said so; "" if that can't be told.
func (t *Transcript) protocolOf(ways ...way) filters.Protocol {
	for _, l := range t.lines {
		if l.stage != nil || !slices.Contains(ways, l.way) {
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

// front is the one that the client talks to.
func (s *Stage) front(cfg *proxy.Config) (string, error) {
	var labels []string
	for i := range cfg.Fronts {
		f := &cfg.Fronts[i]
		speaks := s.Protocol == "" || s.Protocol == f.Protocol()
		switch {
		case speaks && (s.Front == "" || s.Front == f.Label):
			return f.Label, nil
		case s.Front == f.Label:
			return "", fmt.Errorf("the dialogue speaks %s, and front %s doesn't", spoken(s.Protocol), f.Label)
		}
		labels = append(labels, f.Label)
	}
	if s.Front != "" {
		return "", fmt.Errorf("the configuration has no front %q%s", s.Front, config.Suggestion(s.Front, labels))
	}
	return "", fmt.Errorf("the dialogue speaks %s, and the configuration has no front that does", spoken(s.Protocol))
}

// spoken is the protocol's name as people write it.
func spoken(p filters.Protocol) string { return strings.ToUpper(string(p)) }
