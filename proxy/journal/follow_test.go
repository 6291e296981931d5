package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

var errEnough = errors.New("enough")

// heardBy reads on until it has waited for all of happens, each of which happens while it waits.
func heardBy(t *testing.T, f *Follower, happens ...func()) string {
	t.Helper()
	wait := func(context.Context) error {
		if len(happens) == 0 {
			return errEnough
		}
		happens[0]()
		happens = happens[1:]
		return nil
	}
	var words []string
	for {
		rec, err := f.Next(t.Context(), wait)
		switch {
		case err == errEnough:
			return strings.Join(words, " ")
		case err != nil:
			words = append(words, err.Error())
		default:
			words = append(words, fmt.Sprint(rec.Seq))
		}
	}
}

// adds appends to a file.
func adds(t *testing.T, dir, name, text string) func() {
	return func() {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			_, err = f.WriteString(text)
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func follow(t *testing.T, dir string, lines int) *Follower {
	t.Helper()
	leaktest.Check(t)
	f, err := Follow(dir, lines)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

// numbered is a line with a seq.
func numbered(n int) string { return fmt.Sprintf("{\"v\":1,\"session\":\"s\",\"seq\":%d}\n", n) }

const (
	second = "journal-2026-01-02.jsonl"
	third  = "journal-2026-01-03.jsonl"
	fifth  = "journal-2026-01-05.jsonl"
)

func TestFollowBeginsLinesBack(t *testing.T) {
	var all []any
	for n := range 3000 { // more than one block
		all = append(all, numbered(n+1))
	}
	dir := shelve(t, map[string][]any{second: all, third: {numbered(3001), numbered(3002)}, fifth: {numbered(3003), `{"v":1,`}})
	for lines, first := range map[int]int{0: 3004, 1: 3003, 2: 3002, 3: 3001, 4: 3000, 2503: 501, 3002: 2, 3003: 1, 5000: 1, -1: 1} {
		got := strings.Fields(heardBy(t, follow(t, dir, lines)))
		if want := 3004 - first; len(got) != want || want > 0 && got[0] != fmt.Sprint(first) {
			t.Errorf("%d lines back: %d lines, %v", lines, len(got), got[:min(len(got), 3)])
		}
	}
}

// Half a line waits for its end, also over a day's end; a file that comes late is read from its first line.
func TestFollowGoesOn(t *testing.T) {
	dir := shelve(t, map[string][]any{second: {numbered(1)}})
	got := heardBy(t, follow(t, dir, 1),
		adds(t, dir, second, numbered(2)+`{"v":1,"session":"s",`),
		adds(t, dir, second, `"seq":3}`),
		func() {
			adds(t, dir, second, "\n"+numbered(4))()
			adds(t, dir, third, numbered(5))()
		},
		adds(t, dir, third, numbered(6)),
		adds(t, dir, fifth, numbered(7)),
	)
	if got != "1 2 3 4 5 6 7" {
		t.Error(got)
	}
}

// What was written to a file after it was read to its end, and before the next was begun, isn't passed over.
func TestFollowReadsToTheEnd(t *testing.T) {
	dir := shelve(t, map[string][]any{second: {numbered(1)}})
	f := follow(t, dir, -1)
	if got := heardBy(t, f); got != "1" {
		t.Error(got)
	}
	adds(t, dir, second, numbered(2))()
	adds(t, dir, third, numbered(4))()
	if err := f.turn(); err != nil { // it has seen the later file
		t.Error(err)
	}
	adds(t, dir, second, numbered(3))()
	if got := heardBy(t, f); got != "2 3 4" {
		t.Error(got)
	}
}

func TestFollowTellsDamage(t *testing.T) {
	dir := shelve(t, map[string][]any{second: {numbered(1), "x\n", `{"v":1`}, third: {numbered(2)}})
	const invalid = "not a line of a journal: invalid character 'x' looking for beginning of value"
	if got := heardBy(t, follow(t, dir, -1)); got != "1 "+second+":2: "+invalid+" "+second+":3: its end is missing 2" {
		t.Error(got)
	}
	adds(t, dir, third, "x\n"+numbered(3))()
	if got := heardBy(t, follow(t, dir, 2)); got != third+": at octet 30: "+invalid+" 3" {
		t.Error(got)
	}
}

// What is missing is told before the line behind it, also where a file of a day is; a line that can't be read isn't missing.
func TestFollowTellsGaps(t *testing.T) {
	line := func(n int) string { return fmt.Sprintf("{\"v\":1,\"n\":%d,\"session\":\"s\",\"seq\":%d}\n", n, n) }
	dir := shelve(t, map[string][]any{second: {line(7), line(8), line(10)}, third: {line(11), "x\n", line(13), line(20)}})
	got := heardBy(t, follow(t, dir, -1), adds(t, dir, fifth, line(19)))
	want := "7 8 " + second + ":3: 1 line is missing before it: n goes from 8 to 10 10 11 " +
		third + ":2: not a line of a journal: invalid character 'x' looking for beginning of value 13 " +
		third + ":4: 6 lines are missing before it: n goes from 13 to 20 20 " +
		fifth + ":1: it is in the wrong place: n goes from 20 to 19 19"
	if got != want {
		t.Error(got)
	}
}

func TestFollowAwaitsTheFirstFile(t *testing.T) {
	dir := t.TempDir()
	if got := heardBy(t, follow(t, dir, 10), func() {}, adds(t, dir, second, numbered(1))); got != "1" {
		t.Error(got)
	}
	if _, err := Follow(filepath.Join(dir, "absent"), 10); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// A file that is taken away goes on in a new one of the same name; of one that a crash has torn, the torn end is cut off.
func TestFollowMovedAndMended(t *testing.T) {
	dir := shelve(t, map[string][]any{second: {numbered(1)}})
	path := filepath.Join(dir, second)
	got := heardBy(t, follow(t, dir, -1),
		func() {
			if err := os.Rename(path, path+".old"); err != nil {
				t.Fatal(err)
			}
			adds(t, dir, second+".old", numbered(2))()
		},
		adds(t, dir, second, numbered(3)+`{"v":1,"sess`),
		func() {
			if err := os.Truncate(path, int64(len(numbered(3)))); err != nil {
				t.Fatal(err)
			}
		},
		adds(t, dir, second, numbered(4)),
	)
	if got != "1 2 3 4" {
		t.Error(got)
	}
}

// A file of which whole lines are cut off is read again from its first.
func TestFollowCutShort(t *testing.T) {
	dir := shelve(t, map[string][]any{second: {numbered(1), numbered(2), numbered(3)}})
	cut := func(lines int) func() {
		return func() {
			if err := os.Truncate(filepath.Join(dir, second), int64(lines*len(numbered(1)))); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := heardBy(t, follow(t, dir, 1), cut(0), adds(t, dir, second, numbered(4)+numbered(5)), cut(1), adds(t, dir, second, numbered(6))); got != "3 4 5 4 6" {
		t.Error(got)
	}
}
