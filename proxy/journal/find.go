package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// leastEnd is how many characters of an id's end are enough to look for it: as many as the live view shows.
const leastEnd = 6

// maxOthers is how many sessions an error names.
const maxOthers = 4

// Find gives the id of the session that part means: an id, or so much of its beginning or its end (six characters at least) that no
// other session has the same. Small letters stand for capitals.
func (a *Archive) Find(part string) (string, error) {
	capitals := strings.ToUpper(part) // the gate's own ids have no others
	ids, err := a.meant(capitals)
	if len(ids) == 0 && err == nil && capitals != part {
		ids, err = a.meant(part)
	}
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", a.unknown(part)
	case len(ids) > 1:
		return "", fmt.Errorf("journal: more than one session is %q: %s", part, strings.Join(ids, ", "))
	}
	return ids[0], nil
}

// meant are the sessions that part means as it is written. A whole id isn't looked for.
func (a *Archive) meant(part string) (ids []string, err error) {
	from, to, known := madeIn(part)
	switch {
	case part == "":
		return nil, nil
	case len(part) == idLength && known:
		return []string{part}, nil
	case known:
		ids, err = a.ids(a.between(from, to), part, strings.HasPrefix)
	}
	if len(ids) > 0 || err != nil {
		return ids, err
	}
	return a.ids(a.days, part, func(id, part string) bool {
		return strings.HasPrefix(id, part) || len(part) >= leastEnd && strings.HasSuffix(id, part)
	})
}

func (a *Archive) unknown(part string) error {
	return fmt.Errorf("journal: no session %q in %s", part, a.dir)
}

// ids are the sessions of which is says that they are meant by part; a few of them, if they are many.
func (a *Archive) ids(days []day, part string, is func(id, part string) bool) (ids []string, err error) {
	for rec, err := range a.records(days, mentions(part)) {
		switch {
		case isDamage(err):
		case err != nil:
			return nil, err
		case is(rec.Session, part) && !slices.Contains(ids, rec.Session):
			if ids = append(ids, rec.Session); len(ids) == maxOthers {
				return ids, nil
			}
		}
	}
	return ids, nil
}

// mentions is for lines in which a text occurs, as JSON has it.
func mentions(text string) func(raw []byte) bool {
	quoted, _ := json.Marshal(text) // no string fails
	inner := quoted[1 : len(quoted)-1]
	return func(raw []byte) bool { return bytes.Contains(raw, inner) }
}

// Session yields the lines of the session with this id, from its first to its close; without one, to the last before a whole day that has
// none. A *[DamagedError] is yielded in the place of a line, or before the line before which others are missing; after any other error,
// such as that there is no such session, there is nothing more.
func (a *Archive) Session(id string) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		p := pass{want: mentions(id), session: id, count: bySeq()}
		found := false
		for _, d := range a.from(id) {
			more, goesOn := a.onDay(d, p, yield)
			if !goesOn || found && !more {
				return
			}
			found = found || more
		}
		if !found {
			yield(nil, a.unknown(id))
		}
	}
}

// from are the days on which a session may be on record: any from the one before its id was made, or none if that one and the two
// behind it are missing.
func (a *Archive) from(id string) []day {
	from, to, known := madeIn(id)
	if !known {
		return a.days
	}
	first := a.between(from, to)
	if len(first) == 0 {
		return nil
	}
	return a.days[slices.Index(a.days, first[0]):]
}

// onDay yields what one file has of a session: some says whether that was anything, goesOn whether more may come.
func (a *Archive) onDay(d day, p pass, yield func(*Record, error) bool) (some, goesOn bool) {
	for rec, err := range a.read([]day{d}, p) {
		some = true
		if !yield(rec, err) || err != nil && !isDamage(err) || err == nil && rec.Kind == Close {
			return true, false
		}
	}
	return some, true
}
