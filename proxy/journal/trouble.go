package journal

import "time"

// trouble is a failure that goes on. It is told when it begins and when it is over.
type trouble struct {
	err   error // the latest; nil: all is well
	since time.Time
	from  int64 // the first line that it has met
}

// goOn notes a failure, and tells whether it is the first.
func (t *trouble) goOn(err error, now time.Time, from int64) bool {
	first := t.err == nil
	if first {
		*t = trouble{since: now, from: from}
	}
	t.err = err
	return first
}

// end returns what was the trouble so far.
func (t *trouble) end() trouble {
	was := *t
	*t = trouble{}
	return was
}
