package journal

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"
)

// Shadowed is what a filter in shadow would have done, counted.
type Shadowed struct {
	Filter, Hook string
	Verdict      string // "refuse"; "failed" where it gave none
	Count        int
	Delivered    int    // of these, about content that was delivered, or in POP3 fetched, all the same; outside transactions, in sessions that delivered any
	Session      string // of the last of them
	Reason       string // and its codes and text, or the error
}

// Shadow counts what filters in shadow would have done from from on and before to; a zero time is no bound. What can't be read or is missing
// on these days is told to damaged, as *[DamagedError], and not counted.
func (a *Archive) Shadow(from, to time.Time, damaged func(error)) ([]Shadowed, error) {
	t := tally{rows: map[Shadowed]*Shadowed{}, open: map[string]*shadows{}}
	for rec, err := range a.read(a.between(from, to), pass{want: t.wants, whole: true, count: byN()}) {
		switch {
		case isDamage(err):
			damaged(err)
		case err != nil:
			return nil, err
		case rec.Kind != Verdict:
			t.take(&rec.Line)
		case !rec.Time.Before(from) && (to.IsZero() || rec.Time.Before(to)):
			t.take(&rec.Line)
		}
	}
	return t.sorted(), nil
}

// tally counts as lines come by.
type tally struct {
	rows map[Shadowed]*Shadowed // by filter, hook and verdict
	open map[string]*shadows    // by session
}

// shadows is what must be known of a session to tell which of its messages were delivered.
type shadows struct {
	waiting   map[int][]*Shadowed // of transactions that are open: in POP3 the client may be ahead of the replies
	withheld  map[int]bool        // of these, those to which another filter has objected
	outside   []*Shadowed         // of no transaction, as long as nothing was delivered
	last      int                 // the last transaction that is over
	delivered bool                // it was
	any       bool                // one was
}

// wants is for lines that may count.
func (t *tally) wants(raw []byte) bool {
	for _, word := range []string{`"shadow"`, `"transaction"`, `"close"`} {
		if bytes.Contains(raw, []byte(word)) {
			return true
		}
	}
	if !bytes.Contains(raw, []byte(`"pop3"`)) {
		return false
	}
	return bytes.Contains(raw, kindOf(Reply)) || bytes.Contains(raw, kindOf(Verdict)) && !bytes.Contains(raw, []byte(`"verdict":"pass"`))
}

func (t *tally) take(l *Line) {
	s := t.open[l.Session]
	if s == nil {
		s = &shadows{waiting: map[int][]*Shadowed{}, withheld: map[int]bool{}}
		t.open[l.Session] = s
	}
	switch {
	case l.Kind == Verdict && l.Shadow:
		s.add(t.row(l), l.Tx)
	case l.Kind == Transaction && l.Outcomes != nil:
		s.end(l.Tx, l.Outcome == Delivered)
	case l.Kind == Verdict && objects(l):
		s.withheld[l.Tx] = true
	case l.Kind == Reply && l.Status != "" && l.Way != SP && l.Tx != 0: // to RETR or TOP
		s.end(l.Tx, l.Status == "+OK" && !s.withheld[l.Tx])
	case l.Kind == Close:
		delete(t.open, l.Session)
	}
}

// objects tells whether a verdict is none to pass, nor has become that.
func objects(l *Line) bool {
	word := l.Verdict
	if word == failed {
		word = l.OnError
	}
	return word != "" && word != "accept" && !strings.HasPrefix(word, "pass")
}

// row counts a verdict in its row.
func (t *tally) row(l *Line) *Shadowed {
	key := Shadowed{Filter: l.Filter, Hook: l.Hook, Verdict: l.Verdict}
	row := t.rows[key]
	if row == nil {
		row = &key
		t.rows[key] = row
	}
	row.Count++
	row.Session, row.Reason = l.Session, cmp.Or(l.Reason, l.Error)
	return row
}

// add notes that a row has one of a transaction, or of none: 0. What it says about content it says when the transaction is over.
func (s *shadows) add(row *Shadowed, transaction int) {
	switch {
	case transaction == 0 && !s.any:
		s.outside = append(s.outside, row)
	case transaction != 0 && transaction != s.last:
		s.waiting[transaction] = append(s.waiting[transaction], row)
	case transaction == 0 || s.delivered:
		row.Delivered++
	}
}

func (s *shadows) end(transaction int, delivered bool) {
	if delivered {
		for _, row := range append(s.waiting[transaction], s.outside...) {
			row.Delivered++
		}
		s.any, s.outside = true, nil
	}
	delete(s.waiting, transaction)
	delete(s.withheld, transaction)
	s.last, s.delivered = transaction, delivered
}

func (t *tally) sorted() []Shadowed {
	var all []Shadowed
	for _, row := range t.rows {
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b Shadowed) int {
		return cmp.Or(cmp.Compare(a.Filter, b.Filter), cmp.Compare(a.Hook, b.Hook), cmp.Compare(a.Verdict, b.Verdict))
	})
	return all
}
