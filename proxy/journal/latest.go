package journal

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// Visit is a session in a line.
type Visit struct {
	Session string
	Time    time.Time // when it was opened
	Client  string    // its address and port
	Outcome string    // what became of its mail, in POP3 of its maildrop; what filters refused, or who failed to log in, before there was any; why it ended, where that is all

	mails  int
	logins failures
	closed bool
}

// Choice says which sessions are wanted.
type Choice struct {
	Last   int          // of all that the rest allows; 0: all
	From   time.Time    // opened since; the zero time: ever
	Client netip.Prefix // of this network; the zero Prefix: from anywhere
}

// takes tells whether the session is wanted that a line opens.
func (c *Choice) takes(l *Line) bool {
	client, _ := netip.ParseAddrPort(l.Client)
	return l.Kind == Open && !l.Time.Before(c.From) && (!c.Client.IsValid() || c.Client.Contains(client.Addr().Unmap()))
}

// Latest gives the sessions that were opened last, of those that are wanted, in the order in which they were. Of the days that it reads for
// that it tells damage: what can't be read, and what is missing.
func (a *Archive) Latest(c Choice, damage func(*DamagedError)) ([]Visit, error) {
	days, err := a.ofLast(c)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	var visits []*Visit
	open := map[string]*Visit{}
	for rec, err := range a.read(days, pass{want: isOutline, whole: true, count: byN()}) {
		bad := (*DamagedError)(nil)
		switch {
		case errors.As(err, &bad):
			damage(bad)
		case err != nil:
			return nil, err
		case c.takes(&rec.Line):
			v := &Visit{Session: rec.Session, Time: rec.Time, Client: rec.Client}
			open[rec.Session] = v
			visits = append(visits, v)
		case open[rec.Session] != nil:
			open[rec.Session].take(rec.Event())
		}
		if rec != nil && rec.Kind == Close {
			delete(open, rec.Session)
		}
		if c.Last > 0 && len(visits) > c.Last {
			delete(open, visits[0].Session)
			visits = visits[1:]
		}
	}
	var all []Visit
	for _, v := range visits {
		all = append(all, v.told())
	}
	return all, nil
}

// ofLast are the last days, so many that as many sessions were opened on them as are wanted.
func (a *Archive) ofLast(c Choice) ([]day, error) {
	days := a.between(c.From, time.Time{})
	if c.Last == 0 {
		return days, nil
	}
	left := c.Last
	for i, d := range slices.Backward(days) {
		for rec, err := range a.records([]day{d}, isOpening) {
			switch {
			case err != nil && !isDamage(err):
				return nil, err
			case err == nil && c.takes(&rec.Line):
				left--
			}
		}
		if left <= 0 {
			return days[i:], nil
		}
	}
	return days, nil
}

func isOpening(raw []byte) bool { return bytes.Contains(raw, kindOf(Open)) }

// kindOf is how lines of a kind have that. Quotation marks in texts are escaped.
func kindOf(k Kind) []byte { return fmt.Appendf(nil, `"kind":%q`, k) }

// isOutline is for the lines that tell what became of sessions.
func isOutline(raw []byte) bool {
	for _, k := range []Kind{Open, Login, Transaction, Maildrop, Close} {
		if bytes.Contains(raw, kindOf(k)) {
			return true
		}
	}
	return bytes.Contains(raw, kindOf(Verdict)) && !bytes.Contains(raw, []byte(`"verdict":"pass"`))
}

// take notes what an event says about the session.
func (v *Visit) take(e *Event) {
	switch {
	case e.Kind == Transaction && e.Summary != nil:
		if v.mails++; v.mails == 1 {
			v.Outcome = fmt.Sprintf("%s by %s: %s", e.Summary.Outcome, e.Summary.By, e.Summary.Envelope())
		}
	case e.Kind == Maildrop && e.Errand != nil:
		v.mails, v.Outcome = 1, e.Errand.Words()
	case e.Kind == Verdict && v.mails == 0 && e.Transaction == 0 && !e.Shadow && !e.Passes():
		v.Outcome = said(e)
	case e.Kind == Login:
		v.logins.take(e)
	case e.Kind == Close:
		if v.closed = true; v.Outcome == "" && v.logins.count == 0 {
			v.Outcome = none(e) + ": " + e.Value
		}
	}
}

// none says what was missed in a session in which nothing was done.
func none(e *Event) string {
	if isPOP3(e) {
		return "no login"
	}
	return "no mail"
}

// told is the visit with all that is known of it.
func (v *Visit) told() Visit {
	t := *v
	t.Outcome = cmp.Or(t.Outcome, t.logins.told())
	if t.mails > 1 {
		t.Outcome += fmt.Sprintf("; and %d more", t.mails-1)
	}
	if !t.closed {
		t.Outcome = strings.TrimPrefix(t.Outcome+"; its end isn't on record", "; ")
	}
	t.Outcome = shorten(filters.Clean(t.Outcome), maxWords)
	return t
}
