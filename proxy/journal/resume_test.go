package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

const firstFile = "journal-2000-01-01.jsonl" // of a synctest

// moves puts a directory elsewhere, and another in its place.
func moves(t *testing.T, dir, to string) {
	t.Helper()
	if err := errors.Join(os.Rename(dir, to), os.Mkdir(dir, 0o700)); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, dir, want string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, firstFile))
	if err != nil || string(data) != want {
		t.Errorf("%s has %q (%v), want %q", dir, data, err, want)
	}
}

// Who has its directory replaced goes on in the one that is there, and keeps others from that; what was there before is let go of. The same
// holds where the day ends.
func TestReplacedDirectory(t *testing.T) {
	for _, pause := range []time.Duration{2 * time.Second, 24 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			dir := filepath.Join(t.TempDir(), "journal")
			b := mustOpen(t, dir, wire.RealClock{}, toldTo(&log))
			b.Record(remark("a", 1))
			mustKeep(t, b, true)
			moves(t, dir, dir+".old")
			time.Sleep(pause)
			b.Record(remark("a", 2))
			mustKeep(t, b, true)
			if _, err := OpenBook(dir, wire.RealClock{}, silent()); err == nil || !strings.Contains(err.Error(), "in use") {
				t.Errorf("another book has the new directory: %v", err)
			}
			mustClose(t, mustOpen(t, dir+".old", wire.RealClock{}, silent()))
			mustClose(t, b)
			holds(t, dir+".old", ownLine(1))
			name := time.Now().UTC().Format(dayName)
			if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(data) != ownLine(2) {
				t.Errorf("the new directory has %q (%v)", data, err)
			}
			want := `level=ERROR msg="the journal's directory was taken from its place, and it goes on in the one that is there" file=` + filepath.Join(dir, name) + " n=2\n"
			if log.String() != want {
				t.Errorf("have %s, want %s", log.String(), want)
			}
		})
	}
}

// While another book has the new directory, sessions wait as for a full disk.
func TestReplacedDirectoryInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		dir := filepath.Join(t.TempDir(), "journal")
		b := mustOpen(t, dir, wire.RealClock{}, toldTo(&log))
		b.Record(remark("a", 1))
		mustKeep(t, b, true)
		moves(t, dir, dir+".old")
		other := mustOpen(t, dir, wire.RealClock{}, silent())
		time.Sleep(2 * time.Second)
		b.Record(remark("a", 2))
		over := keeping(t.Context(), b, true)
		time.Sleep(time.Minute)
		holds(t, dir, "")
		mustClose(t, other)
		if err := <-over; err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		holds(t, dir+".old", ownLine(1))
		holds(t, dir, ownLine(2))
		if want := "in use by another gatepost"; strings.Count(log.String(), want) != 1 {
			t.Errorf("the log has %s, want %s once", log.String(), want)
		}
	})
}

// A directory in which the journal is further isn't gone on with; when the old one is back, it is.
func TestReplacedByALaterJournal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		dir := filepath.Join(t.TempDir(), "journal")
		b := mustOpen(t, dir, wire.RealClock{}, toldTo(&log))
		b.Record(remark("a", 1))
		mustKeep(t, b, true)
		moves(t, dir, dir+".old")
		adds(t, dir, firstFile, ownLine(2))()
		time.Sleep(2 * time.Second)
		b.Record(remark("a", 2))
		over := keeping(t.Context(), b, true)
		time.Sleep(time.Minute)
		holds(t, dir, ownLine(2))
		if err := errors.Join(os.Rename(dir, dir+".other"), os.Rename(dir+".old", dir)); err != nil {
			t.Fatal(err)
		}
		if err := <-over; err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		holds(t, dir, ownLine(1)+ownLine(2))
		if want := "the last line in " + dir + " has n 2, and the book can only go on behind 1"; strings.Count(log.String(), want) != 1 {
			t.Errorf("the log has %s, want %s once", log.String(), want)
		}
	})
}

// A file that is cut short is told, and the next line is a whole one behind what is left, also where the cut goes through a line.
func TestCutShort(t *testing.T) {
	whole := ownLine(1) + ownLine(2)
	for _, left := range []int{0, len(ownLine(1)), len(ownLine(1)) + 5, len(whole) - 1} {
		for _, pause := range []time.Duration{2 * time.Second, 24 * time.Hour} {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				dir := t.TempDir()
				b := mustOpen(t, dir, wire.RealClock{}, toldTo(&log))
				b.Record(remark("a", 1))
				b.Record(remark("a", 2))
				mustKeep(t, b, true)
				if err := os.Truncate(filepath.Join(dir, firstFile), int64(left)); err != nil {
					t.Fatal(err)
				}
				time.Sleep(pause)
				b.Record(remark("a", 3))
				mustClose(t, b)
				var have string
				for _, name := range []string{firstFile, "journal-2000-01-02.jsonl"} {
					data, _ := os.ReadFile(filepath.Join(dir, name))
					have += string(data)
				}
				want := ownLine(3)
				if left >= len(ownLine(1)) {
					want = ownLine(1) + want
				}
				if have != want {
					t.Errorf("%d left: have %q, want %q", left, have, want)
				}
				told := fmt.Sprintf(`"the journal's file was cut short, and it goes on behind what is left" bytes=%d `, len(whole)-left)
				if strings.Count(log.String(), told) != 1 {
					t.Errorf("the log has %s, want %s once", log.String(), told)
				}
				mustClose(t, mustOpen(t, dir, wire.RealClock{}, silent())) // who starts doesn't mind the gap
			})
		}
	}
}

// An empty file of a later day is gone on with, so that the order of the files is that of n. That there won't be another for long is told.
func TestLaterDay(t *testing.T) {
	var log bytes.Buffer
	dir := fill(t, map[string]string{noonFile: ownLine(1), "journal-2099-01-01.jsonl": ""})
	b := mustOpen(t, dir, standing{}, toldTo(&log))
	b.Record(remark("a", 2))
	mustClose(t, b)
	kept(t, dir)
	if have, want := linesIn(t, dir), "11-22 1, 01-01 1"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	want := `level=WARN msg="the journal goes on in a file of a later day, and has no new one until that is over" file=` + dir + "/journal-2099-01-01.jsonl\n"
	if log.String() != want {
		t.Errorf("have %s, want %s", log.String(), want)
	}
}
