package proxytest

import (
	"slices"
	"strings"
	"time"

	"github.com/agext/levenshtein"
)

// act is what a stage direction asks for.
type act string

const (
	actClose     act = "close"
	actReset     act = "reset"
	actHalfClose act = "half-close"
	actWait      act = "wait"
	actRefuse    act = "refuse"
	actStartTLS  act = "start TLS"
)

var acts = [...]act{actClose, actReset, actHalfClose, actWait, actRefuse, actStartTLS}

// direction is something done, not said.
type direction struct {
	act  act
	wait time.Duration
}

// ends tells whether a connection is gone behind it.
func (d *direction) ends() bool { return d != nil && (d.act == actClose || d.act == actReset) }

func (d *direction) is(a act) bool { return d != nil && d.act == a }

// isDirection: a text wholly in one pair of angle brackets; the wildcard is none.
func isDirection(text string) bool {
	return strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">") && strings.Count(text, "<") == 1 && text != wildcard
}

func parseDirection(w way, text string, column int) (*direction, *mistake) {
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	word, argument, _ := strings.Cut(inner, " ")
	if inner == string(actStartTLS) {
		return nil, mistakeAt(column, "%s: not in this version", text)
	}
	d := &direction{act: act(word)}
	if !slices.Contains(acts[:], d.act) || d.act != actWait && argument != "" {
		return nil, unknownDirection(text, column)
	}
	if d.act == actWait {
		var err error
		if d.wait, err = time.ParseDuration(argument); err != nil || d.wait < 0 {
			return nil, mistakeAt(column, `want a time like "2s" or "5m", have %q`, argument)
		}
	}
	return d, mayDo(w, d.act, column)
}

// mayDo holds the table of who does what.
func mayDo(w way, a act, column int) *mistake {
	var who []way
	switch a {
	case actWait:
		who = []way{"", wayC, wayS}
	case actRefuse:
		who = []way{wayS}
	case actHalfClose:
		who = []way{wayC, wayS}
	default:
		who = []way{wayC, wayS, wayPC, wayPS}
	}
	if slices.Contains(who, w) {
		return nil
	}
	switch {
	case a == actWait:
		return mistakeAt(1, `time passes for all: write "<wait 2s>" alone`)
	case w == "":
		return mistakeAt(column, `want who does it, as in "%s: <%s>"`, who[0], a)
	}
	return mistakeAt(1, `%s can't <%s>; who does it is written as in "%s: <%s>"`, w, a, who[len(who)-1], a)
}

func unknownDirection(text string, column int) *mistake {
	know := "want <close>, <half-close>, <reset>, <refuse> or <wait 2s>"
	if near := nearestAct(strings.Trim(text, "<>")); near != "" {
		know = "did you mean <" + string(near) + ">?"
	}
	return mistakeAt(column, `unknown stage direction %s, %s (to say it, quote it: %s)`, text, know, quoted(text))
}

// nearestAct is the act that may have been meant, or none.
func nearestAct(word string) act {
	for _, a := range acts {
		if levenshtein.Distance(strings.ToLower(word), string(a), nil) <= 2 {
			return a
		}
	}
	return ""
}
