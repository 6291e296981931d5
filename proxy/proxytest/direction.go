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
	actCut       act = "cut"
	actReset     act = "reset"
	actHalfClose act = "half-close"
	actWait      act = "wait"
	actRefuse    act = "refuse"
	actStartTLS  act = "start TLS"
	actRefuseTLS act = "refuse TLS"
)

var acts = [...]act{actClose, actCut, actReset, actHalfClose, actWait, actRefuse, actStartTLS, actRefuseTLS}

// actOf is the act with which the text of a direction begins, the longest; "": there is none.
func actOf(inner string) (found act) {
	for _, a := range acts {
		if (inner == string(a) || strings.HasPrefix(inner, string(a)+" ")) && len(a) > len(found) {
			found = a
		}
	}
	return found
}

// direction is something done, not said.
type direction struct {
	act   act
	wait  time.Duration
	terms *terms // of start TLS
	vain  bool   // start TLS: the proxy refuses it, as the next line says
}

// ends tells whether a connection is gone behind it.
func (d *direction) ends() bool {
	return d != nil && (d.act == actClose || d.act == actCut || d.act == actReset || d.act == actRefuseTLS)
}

func (d *direction) is(a act) bool { return d != nil && d.act == a }

// isDirection: a text wholly in one pair of angle brackets; the wildcard is none.
func isDirection(text string) bool {
	return strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">") && strings.Count(text, "<") == 1 && text != wildcard
}

func parseDirection(w way, text string, column int) (*direction, *mistake) {
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	d := &direction{act: actOf(inner)}
	argument := strings.TrimPrefix(strings.TrimPrefix(inner, string(d.act)), " ")
	var bad *mistake
	switch {
	case d.act == actWait:
		d.wait, bad = parseWait(argument, column)
	case d.act == actStartTLS:
		d.terms, bad = parseTerms(w, argument, column)
	case d.act == "" || argument != "":
		bad = unknownDirection(text, column)
	}
	if bad != nil {
		return nil, bad
	}
	return d, mayDo(w, d.act, column)
}

func parseWait(argument string, column int) (time.Duration, *mistake) {
	d, err := time.ParseDuration(argument)
	if err != nil || d < 0 {
		return 0, mistakeAt(column, `want a time like "2s" or "5m", have %q`, argument)
	}
	return d, nil
}

// mayDo holds the table of who does what.
func mayDo(w way, a act, column int) *mistake {
	var who []way
	switch a {
	case actWait:
		who = []way{"", wayC, wayS}
	case actRefuse:
		who = []way{wayS}
	case actHalfClose, actStartTLS:
		who = []way{wayC, wayS}
	case actRefuseTLS:
		who = []way{wayPC, wayPS}
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
	know := "want <close>, <half-close>, <reset>, <refuse>, <wait 2s>, <start TLS>, <refuse TLS> or <cut>"
	if near := nearestAct(strings.Trim(text, "<>")); near != "" {
		know = "did you mean <" + string(near) + ">?"
	}
	return mistakeAt(column, `unknown stage direction %s, %s (to say it, quote it: %s)`, text, know, quoted(text))
}

// nearestAct is the act that may have been meant, or none.
func nearestAct(word string) (nearest act) {
	least := 3
	for _, a := range acts {
		if d := levenshtein.Distance(strings.ToLower(word), strings.ToLower(string(a)), nil); d < least {
			nearest, least = a, d
		}
	}
	return nearest
}
