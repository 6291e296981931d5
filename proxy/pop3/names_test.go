package pop3_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// banning refuses one name.
func banning(banned string) filters.Entry {
	return filters.Entry{Label: "banning", Filter: &filters.Filter{Login: func(_ *filters.Session, l *filters.Login) filters.Verdict {
		if l.Name == banned {
			return filters.Refuse("5.7.8", "not you")
		}
		return filters.Pass()
	}}}
}

// A name can't be hidden from the filters by spaces that the upstream may overlook.
func TestSpacesAroundName(t *testing.T) {
	for _, user := range []string{"USER me", "USER  me", "USER me ", "user   me  "} {
		r := newRecorder(t, everything)
		c := dial(t, newGate(t, r.Address(), filtered(banning("me"))).Listener)
		c.Hears("+OK")
		c.ask(user, "+OK")
		c.ask("PASS good", "-ERR [AUTH] not you")
		c.ask("APOP  me "+digest+" ", "-ERR [AUTH] not you")
		c.ask("APOP me  "+digest, "-ERR want a name and a digest")
		c.ask("QUIT", "+OK")
		if got := r.All()[0].Commands; len(got) != 2 || !strings.EqualFold(got[0], "USER me") {
			t.Errorf("%q: the upstream hears %q", user, got)
		}
	}
}

// Where somebody has typed all in one line, the password in it goes nowhere.
func TestPasswordBehindName(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address())
	c := dial(t, g.Listener)
	c.Hears("+OK")
	c.ask("USER me PASS good", "-ERR send PASS in a line of its own")
	c.ask("user  me  pass  good", "-ERR send PASS in a line of its own")
	c.ask("USER me passmore", "+OK") // a name of two words
	c.ask("QUIT", "+OK")
	c.HearsEnd()
	if got := r.All()[0].Commands; !slices.Equal(got, []string{"USER me passmore", "QUIT"}) {
		t.Errorf("the upstream hears %q", got)
	}
	for _, e := range g.Of(journal.Command) {
		if strings.Contains(e.Arg, "good") {
			t.Errorf("on record is %q", e.Arg)
		}
	}
}

// A client that cancels is on record as that; its next attempt isn't.
func TestCancelledLoginOnRecord(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address())
	c := dial(t, g.Listener)
	c.Hears("+OK")
	c.ask("AUTH LOGIN", "+ ")
	c.ask("*", "-ERR")
	c.ask("AUTH LOGIN", "+ ")
	c.ask("bWU=", "+ ")
	c.ask("YmFk", "-ERR")
	c.ask("QUIT", "+OK")
	g.End()
	if e := g.Of(journal.Login); len(e) != 2 || e[0].Value != journal.Cancelled || e[1].Value != "" {
		t.Errorf("on record is %+v", e)
	}
}
