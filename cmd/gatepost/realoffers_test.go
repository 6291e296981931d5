//go:build linux

package main

import (
	"slices"
	"strings"
	"testing"
)

// masked are the extensions of Postfix that the gate doesn't offer: it can't end TLS here, and ETRN turns the direction of mail round.
var maskedOffers = []string{"STARTTLS", "ETRN"}

// testOffers compares what is offered with what Postfix offers itself: the same lines in the same order, without those masked.
func testOffers(t *testing.T, p *postfix, addr string) {
	_, direct := talkTo(t, p.addr)
	_, through := talkTo(t, addr)
	for _, keyword := range slices.Concat(maskedOffers, []string{"PIPELINING", "SIZE", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"}) {
		if !slices.ContainsFunc(offerLines(direct), func(line string) bool { return strings.HasPrefix(line[4:], keyword) }) {
			t.Errorf("Postfix doesn't offer %s: %q", keyword, direct)
		}
	}
	want := slices.DeleteFunc(offerLines(direct), func(line string) bool { return slices.Contains(maskedOffers, line[4:]) })
	if have := offerLines(through); !slices.Equal(have, want) {
		t.Errorf("offered\n%q\nPostfix itself\n%q", have, want)
	}
}

// offerLines are the lines of a reply as if none were the last.
func offerLines(reply string) []string {
	lines := strings.Split(strings.TrimSuffix(reply, "\r\n"), "\r\n")
	last := &lines[len(lines)-1]
	*last = strings.Replace(*last, " ", "-", 1)
	return lines
}
