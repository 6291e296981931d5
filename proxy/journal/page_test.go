package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// linesIn counts the lines of each file in dir, in order.
func linesIn(t *testing.T, dir string) string {
	t.Helper()
	days, err := daysIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	var counts []string
	for _, d := range days {
		data, err := os.ReadFile(d.path)
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, fmt.Sprint(d.date.Format("01-02 "), bytes.Count(data, []byte("\n"))))
	}
	return strings.Join(counts, ", ")
}

// A file has what was written on its day; a day on which nothing is written has none.
func TestMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which begins at a midnight
		dir := t.TempDir()
		b := mustOpen(t, dir, wire.RealClock{}, silent())
		seq := 0
		record := func() {
			seq++
			b.Record(remark("a", seq))
		}
		time.Sleep(24*time.Hour - 1)
		record()
		mustKeep(t, b, false)
		record() // and is written a moment later
		time.Sleep(time.Nanosecond)
		record()
		mustKeep(t, b, true)
		time.Sleep(48 * time.Hour)
		record()
		mustClose(t, b)
		kept(t, dir)
		if have, want := linesIn(t, dir), "01-01 1, 01-02 2, 01-04 1"; have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	})
}

// What waits to be on disk when the day ends is on disk before the new file is there: nobody looks after the old one later.
func TestMidnightSyncs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk()
		b := d.book(t, t.TempDir(), new(bytes.Buffer))
		b.Record(remark("a", 1))
		mustKeep(t, b, false)
		time.Sleep(24 * time.Hour)
		b.Record(remark("a", 2))
		mustKeep(t, b, false)
		if _, syncs := d.asked(); syncs != 1 {
			t.Errorf("%d fsyncs, want that of the old file", syncs)
		}
		mustClose(t, b)
	})
}

// A line that midnight finds half written stays in one piece.
func TestMidnightInALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir, d := t.TempDir(), newDisk()
		b := d.book(t, dir, new(bytes.Buffer))
		for i := range 3 {
			b.Record(remark("a", i+1))
		}
		d.set(func(d *disk) { d.room = len(ownLine(1)) + 20 })
		over := keeping(t.Context(), b, true)
		time.Sleep(25 * time.Hour)
		d.set(func(d *disk) { d.room = -1 })
		b.Record(remark("a", 4))
		if err := errors.Join(<-over, b.Keep(t.Context(), false)); err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		kept(t, dir)
		if have, want := linesIn(t, dir), "01-01 3, 01-02 1"; have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	})
}

// turned is a clock that can be set.
type turned struct {
	wire.RealClock
	now atomic.Pointer[time.Time]
}

func (c *turned) Now() time.Time    { return *c.now.Load() }
func (c *turned) set(now time.Time) { c.now.Store(&now) }

// A clock that is set back leads to no older file, neither while the book is open nor afterwards.
func TestClockSetBack(t *testing.T) {
	dir, clock, noon := t.TempDir(), new(turned), standing{}.Now()
	for i, date := range []time.Time{noon, noon.AddDate(0, 0, 1), noon.AddDate(0, 0, -1), noon} {
		clock.set(date)
		b := mustOpen(t, dir, clock, silent())
		b.Record(remark("a", 2*i+1))
		mustKeep(t, b, false)
		clock.set(date.AddDate(0, 0, -7))
		b.Record(remark("a", 2*i+2))
		mustClose(t, b)
	}
	kept(t, dir)
	if have, want := linesIn(t, dir), "11-22 2, 11-23 6"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
}

// A file that is taken away while it is written to costs no later line; what is half written in it is written again.
func TestTakenAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		dir, d := t.TempDir(), newDisk()
		path, away := filepath.Join(dir, "journal-2000-01-01.jsonl"), filepath.Join(dir, "rotated")
		b := d.book(t, dir, &log)
		b.Record(remark("a", 1))
		mustKeep(t, b, false)
		b.Record(remark("a", 2))
		b.Record(remark("a", 3))
		d.set(func(d *disk) { d.room = len(ownLine(2)) + 9 })
		over := keeping(t.Context(), b, true)
		synctest.Wait()
		if err := os.Rename(path, away); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		d.set(func(d *disk) { d.room = -1 })
		if err := <-over; err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		first, err1 := os.ReadFile(away)
		second, err2 := os.ReadFile(path)
		if have := string(first[:len(first)-9]) + string(second); err1 != nil || err2 != nil || have != ownLine(1)+ownLine(2)+ownLine(3) {
			t.Errorf("have %q and %q (%v, %v)", first, second, err1, err2)
		}
		if want := `level=ERROR msg="the journal's file was taken from its place, and goes on in a new one" file=` + path + " n=3\n"; strings.Count(log.String(), want) != 1 {
			t.Errorf("the log has %s, want %s once", log.String(), want)
		}
	})
}

// A file that is removed takes its lines with it: nobody hears that they are on disk, and the next line goes into a new file without delay.
func TestRemoved(t *testing.T) {
	var log bytes.Buffer
	dir := t.TempDir()
	b := mustOpen(t, dir, standing{}, toldTo(&log))
	path := filepath.Join(dir, noonFile)
	b.Record(remark("a", 1))
	mustKeep(t, b, false)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := b.Keep(t.Context(), true); err == nil || !strings.Contains(err.Error(), "a file that was removed") {
		t.Errorf("Keep: %v", err)
	}
	b.Record(remark("a", 2))
	mustKeep(t, b, true)
	mustClose(t, b)
	if data, err := os.ReadFile(path); err != nil || string(data) != ownLine(2) {
		t.Errorf("the new file has %q (%v)", data, err)
	}
	for _, want := range []string{
		`level=ERROR msg="lines of the journal may not be on disk" file=` + path + ` doubtful_from=1 doubtful_to=1 error=`,
		`level=ERROR msg="the journal's file was taken from its place, and goes on in a new one" file=` + path + ` n=2`,
	} {
		if strings.Count(log.String(), want) != 1 {
			t.Errorf("the log has %s, want %s once", log.String(), want)
		}
	}
}

// While no new file can be made, sessions wait as for a full disk.
func TestNoNewFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir, d := t.TempDir(), newDisk()
		b := d.book(t, dir, new(bytes.Buffer))
		b.Record(remark("a", 1))
		mustKeep(t, b, true)
		time.Sleep(24 * time.Hour)
		d.set(func(d *disk) { d.openErr = syscall.EROFS })
		b.Record(remark("a", 2))
		over := keeping(t.Context(), b, true)
		time.Sleep(time.Minute)
		select {
		case err := <-over:
			t.Errorf("Keep: %v", err)
		default:
		}
		d.set(func(d *disk) { d.openErr = nil })
		if err := <-over; err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		kept(t, dir)
		if have, want := linesIn(t, dir), "01-01 1, 01-02 1"; have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	})
}
