package journal

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// shelve writes files of a journal; each text is a line, as it is or, where it is an *Event, as JSON.
func shelve(t *testing.T, files map[string][]any) string {
	t.Helper()
	dir, n := t.TempDir(), int64(0)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range files {
			if !yield(name) {
				return
			}
		}
	}) {
		var b strings.Builder
		for _, line := range files[name] {
			if e, is := line.(*Event); is {
				n++
				l := NewLine(e)
				l.N = n
				text, err := json.Marshal(l)
				if err != nil {
					t.Fatal(err)
				}
				line = string(text) + "\n"
			}
			b.WriteString(line.(string))
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// said is an event of a session at a time.
func saidBy(id string, seq int, at string, e Event) *Event {
	e.Session, e.Seq, e.Front, e.Protocol = id, seq, "inbound", cmp.Or(e.Protocol, "smtp")
	if e.Kind == "" {
		e.Kind, e.Way, e.Verb = Command, C, "NOOP"
	}
	when, err := time.Parse(time.DateTime, at)
	if err != nil {
		panic(err)
	}
	e.Time = when
	return &e
}

func open(t *testing.T, dir string) *Archive {
	t.Helper()
	leaktest.Check(t)
	a, err := OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// How ids begin that are made on 2026-01-02 at 23:59:30, and 90 seconds later.
const (
	evening = "01KE0JDTPG"
	morning = "01KE0JGJK0"
)

func TestIDsTellTheirTime(t *testing.T) {
	from, to, known := madeIn(evening + "ABCDEFABCDEFABCD")
	if want := time.Date(2026, 1, 2, 23, 59, 30, 0, time.UTC); !known || !from.Equal(want) || !to.Equal(want) {
		t.Errorf("%v %v %v", from, to, known)
	}
	from, to, known = madeIn("01KE0J")
	if span := to.Sub(from); !known || span != (1<<20-1)*time.Millisecond {
		t.Errorf("%v %v %v", span, from, known)
	}
	from, to, known = madeIn("")
	if !known || from.Year() != 1970 || to.Year() != 10889 {
		t.Errorf("%v %v %v", from, to, known)
	}
	for _, part := range []string{"01ke", "01KEU", "81KE0JDTPG", evening + "ABCDEFABCDEFABCDE", "ü"} {
		if _, _, known := madeIn(part); known {
			t.Errorf("%q tells a time", part)
		}
	}
}

// twoDays has one session over midnight, one of the evening, one without a close, and one that is torn.
func twoDays(t *testing.T) string {
	over, short := evening+"AAAAAAAAAAAAAAA1", evening+"AAAAAAAAAAAAAAB2"
	return shelve(t, map[string][]any{
		"journal-2026-01-01.jsonl": {saidBy("elsewhere", 1, "2026-01-01 00:00:00", Event{})},
		"journal-2026-01-02.jsonl": {
			saidBy(over, 1, "2026-01-02 23:59:30", Event{Kind: Open}),
			saidBy(short, 1, "2026-01-02 23:59:31", Event{Kind: Open}),
			"{\"v\":1,\"session\":\"" + over + "\",\n",
			saidBy(short, 2, "2026-01-02 23:59:32", Event{Value: "about " + over}),
			saidBy(short, 3, "2026-01-02 23:59:33", Event{Kind: Close}),
			"{\"v\":1,\"session\":\"torn\"",
		},
		"journal-2026-01-03.jsonl": {
			saidBy(over, 2, "2026-01-03 00:00:00", Event{}),
			saidBy(over, 3, "2026-01-03 00:00:01", Event{Kind: Close}),
			saidBy(over, 4, "2026-01-03 00:00:01", Event{Value: "not looked at"}),
			saidBy("lonely", 1, "2026-01-03 00:00:02", Event{}),
			`{"v":1,"session":"lonely","seq":2,`,
		},
		"notes.txt": {"something else\n"},
	})
}

// lines words what Session yields.
func linesOf(a *Archive, id string) string {
	var words []string
	for rec, err := range a.Session(id) {
		if err != nil {
			words = append(words, err.Error())
			continue
		}
		words = append(words, fmt.Sprintf("%d %s", rec.Seq, rec.Kind))
	}
	return strings.Join(words, "\n")
}

func TestSession(t *testing.T) {
	a := open(t, twoDays(t))
	for id, want := range map[string]string{
		evening + "AAAAAAAAAAAAAAA1": "1 open\njournal-2026-01-02.jsonl:3: not a line of a journal: unexpected end of JSON input\n2 command\n3 close",
		evening + "AAAAAAAAAAAAAAB2": "1 open\n2 command\n3 close",
		"torn":                       "journal-2026-01-02.jsonl:6: its end is missing",
		"lonely":                     "1 command\njournal-2026-01-03.jsonl:5: its end is missing",
	} {
		if got := linesOf(a, id); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", id, got, want)
		}
	}
	if got := linesOf(a, morning+"AAAAAAAAAAAAAAA1"); !strings.Contains(got, "no session") {
		t.Errorf("%q", got)
	}
}

// Events that are missing in a session are told where they are.
func TestSessionTellsGaps(t *testing.T) {
	at := "2026-01-02 12:00:00"
	dir := shelve(t, map[string][]any{second: {
		saidBy("first", 1, at, Event{}), saidBy("second", 3, at, Event{}), saidBy("first", 4, at, Event{}), saidBy("second", 4, at, Event{}),
	}})
	a := open(t, dir)
	for id, want := range map[string]string{
		"first":  "1 command\n" + second + ":3: 2 lines are missing before it: seq goes from 1 to 4\n4 command",
		"second": second + ":2: 2 lines are missing before it: seq goes from 0 to 3\n3 command\n4 command",
	} {
		if got := linesOf(a, id); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", id, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	a := open(t, twoDays(t))
	for part, want := range map[string]string{
		evening + "AAAAAAAAAAAAAAA1": evening + "AAAAAAAAAAAAAAA1",
		evening + "AAAAAAAAAAAAAAA":  evening + "AAAAAAAAAAAAAAA1",
		"AAAAB2":                     evening + "AAAAAAAAAAAAAAB2",
		"aaaab2":                     evening + "AAAAAAAAAAAAAAB2",
		"01ke0jdtpgaaaaaaaaaaaaaab2": evening + "AAAAAAAAAAAAAAB2",
		"lone":                       "lonely",
		"onely":                      "",
		"01KE":                       "",
		"nobody":                     "",
		"":                           "",
	} {
		got, err := a.Find(part)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", part, got, err)
		}
	}
}

// Half a line at the end is being written where somebody writes, and torn where nobody does.
func TestTornEnd(t *testing.T) {
	dir := shelve(t, map[string][]any{third: {saidBy("lonely", 1, "2026-01-03 00:00:02", Event{}), `{"v":1,"session":"lonely","seq":2,`}})
	lock, err := lockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := linesOf(open(t, dir), "lonely"); got != "1 command" {
		t.Errorf("while it is written: %s", got)
	}
	lock.close()
	if got, want := linesOf(open(t, dir), "lonely"), "1 command\n"+third+":2: its end is missing"; got != want {
		t.Errorf("have %s, want %s", got, want)
	}
}

func TestFirst(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		n     int64 // 0: none
	}{
		"whole":           {map[string]string{noonFile: ownLine(1) + ownLine(2)}, 1},
		"the first empty": {map[string]string{second: "", noonFile: ownLine(7)}, 7},
		"damaged":         {map[string]string{noonFile: "x\n" + ownLine(2)}, 0},
		"empty":           {map[string]string{noonFile: ""}, 0},
	} {
		rec, err := open(t, fill(t, c.files)).First()
		if err != nil || (rec == nil) != (c.n == 0) || rec != nil && rec.N != c.n {
			t.Errorf("%s: %v, %v", name, rec, err)
		}
	}
}

func TestNoJournal(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenArchive(dir); err == nil || !strings.Contains(err.Error(), dir) {
		t.Error(err)
	}
	if _, err := OpenArchive(filepath.Join(dir, "absent")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// What is no line of ours is told with its place, and reading goes on.
func TestDamagedLines(t *testing.T) {
	long := `{"v":1,"session":"s","value":"` + strings.Repeat("x", maxRecord) + `"}`
	dir := shelve(t, map[string][]any{"journal-2026-01-02.jsonl": {
		"\n", "x\n", "{}\n", `{"v":2,"session":"s"}` + "\n", `{"v":1}` + "\n", `{"v":1,"session":"s","kind":7}` + "\n", long + "\n",
		saidBy("s", 1, "2026-01-02 00:00:00", Event{}),
	}})
	a := open(t, dir)
	var got []string
	for rec, err := range a.Records() {
		if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, rec.Session)
		}
	}
	want := []string{
		"journal-2026-01-02.jsonl:1: not a line of a journal: unexpected end of JSON input",
		"journal-2026-01-02.jsonl:2: not a line of a journal: invalid character 'x' looking for beginning of value",
		"journal-2026-01-02.jsonl:3: not a line of a journal: it has no v and no session",
		"journal-2026-01-02.jsonl:4: written by a later gatepost: v is 2, and 1 is the last that is known here",
		"journal-2026-01-02.jsonl:5: not a line of a journal: it has no v and no session",
		"journal-2026-01-02.jsonl:6: not a line of a journal: json: cannot unmarshal number into Go struct field Line.kind of type journal.Kind",
		"journal-2026-01-02.jsonl:7: longer than 8388608 bytes",
		"s",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// Nothing that a terminal obeys is printed, and the JSON means the same.
func TestRecordIsSafeForTerminals(t *testing.T) {
	rec := &Record{Raw: []byte("{\"v\":1,\"session\":\"s\",\"value\":\"a\u202eb\u009bc\x7fü\"}")}
	const want = "{\"v\":1,\"session\":\"s\",\"value\":\"a\\u202eb\\u009bc\\u007fü\"}"
	if got := string(rec.JSON()); got != want {
		t.Errorf("%s", got)
	}
	plain := &Record{Raw: []byte(`{"v":1}`)}
	if got := string(plain.JSON()); got != `{"v":1}` {
		t.Errorf("%s", got)
	}
}

// Who looks whether somebody writes keeps nobody from beginning to.
func TestReadersLetAGateBegin(t *testing.T) {
	dir := shelve(t, map[string][]any{third: {saidBy("lonely", 1, "2026-01-03 00:00:02", Event{})}})
	a := open(t, dir)
	var over atomic.Bool
	var reading sync.WaitGroup
	defer reading.Wait()
	defer over.Store(true)
	reading.Go(func() {
		for !over.Load() {
			a.isWritten()
		}
	})
	for range 100 {
		lock, err := lockFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !a.isWritten() {
			t.Error("nobody writes, though the directory is locked")
		}
		lock.close()
	}
}
