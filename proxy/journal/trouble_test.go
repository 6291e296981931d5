package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// keeping starts a Keep and returns where its error comes.
func keeping(ctx context.Context, b *Book, durable bool) chan error {
	over := make(chan error, 1)
	go func() { over <- b.Keep(ctx, durable) }()
	return over
}

// A full disk holds who waits until there is room, and those whose time is up hear why. No line is lost or torn by that, and
// the log hears twice.
func TestFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		dir, d := t.TempDir(), newDisk()
		b := d.book(t, dir, &log)
		b.Record(remark("a", 1))
		mustKeep(t, b, false)
		d.set(func(d *disk) { d.room = 300 })
		for i := range 5 {
			b.Record(remark("a", i+2))
		}
		patient := keeping(t.Context(), b, false)
		strict := keeping(t.Context(), b, true)
		brief, cancel := context.WithTimeout(t.Context(), 2750*time.Millisecond)
		defer cancel()
		err := <-keeping(brief, b, false)
		if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("who gives up hears %v", err)
		}
		for range 100 {
			b.Keep(brief, false)
		}
		if writes, _ := d.asked(); writes > 10 {
			t.Errorf("%d writes in 3 s", writes)
		}
		b.Record(remark("a", 7))
		d.set(func(d *disk) { d.room = -1 })
		if err := errors.Join(<-patient, <-strict, <-keeping(t.Context(), b, false)); err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		if n := len(kept(t, dir)); n != 7 {
			t.Errorf("%d lines, want 7", n)
		}
		want := `level=ERROR msg="the journal can't be written, and sessions wait for it" error="journal: write ` + dir + `/journal-2000-01-01.jsonl: no space left on device"
level=INFO msg="the journal is written again" after=3s lines=5
`
		if log.String() != want {
			t.Errorf("have\n%swant\n%s", log.String(), want)
		}
	})
}

// Wherever the disk gets full, and however often, the lines stay whole and in order.
func TestFullAnywhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir, d, random := t.TempDir(), newDisk(), rand.New(rand.NewPCG(1, 2))
		b := d.book(t, dir, new(bytes.Buffer))
		for i := range 300 {
			d.set(func(d *disk) { d.room = random.IntN(400) })
			b.Record(remark("a", i+1))
			over := keeping(t.Context(), b, i%4 == 0)
			for waits := true; waits; {
				select {
				case err := <-over:
					if err != nil {
						t.Fatal(err)
					}
					waits = false
				case <-time.After(tryEvery):
					d.set(func(d *disk) { d.room = random.IntN(200) })
				}
			}
		}
		d.set(func(d *disk) { d.room = -1 })
		mustClose(t, b)
		if n := len(kept(t, dir)); n != 300 {
			t.Errorf("%d lines, want 300", n)
		}
	})
}

// A book that can't write what it has says at its end how much that is, and ends nevertheless.
func TestCloseInTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk()
		b := d.book(t, t.TempDir(), new(bytes.Buffer))
		b.SyncEvery(time.Second)
		d.set(func(d *disk) { d.room = 0 })
		b.Record(remark("a", 1))
		b.Record(remark("a", 2))
		waiting, strictly := keeping(t.Context(), b, false), keeping(t.Context(), b, true)
		time.Sleep(time.Minute)
		if err := b.Close(); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "2 lines are lost") {
			t.Errorf("Close: %v", err)
		}
		for _, over := range []chan error{waiting, strictly} {
			if err := <-over; !errors.Is(err, fs.ErrClosed) {
				t.Errorf("who waits hears %v", err)
			}
		}
	})
}

// A book that is only slow says so to who can't wait.
func TestSlowDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk()
		b := d.book(t, t.TempDir(), new(bytes.Buffer))
		gate := make(chan struct{})
		d.set(func(d *disk) { d.syncGate = gate })
		b.Record(remark("a", 1))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := b.Keep(ctx, true); !errors.Is(err, context.DeadlineExceeded) || err.Error() != "journal: not kept in time: context deadline exceeded" {
			t.Errorf("Keep: %v", err)
		}
		b.Record(remark("a", 2))
		mustKeep(t, b, false) // the fsync is in nobody's way
		close(gate)
		mustKeep(t, b, true)
		mustClose(t, b)
	})
}

// All who wait while one fsync runs share the next.
func TestSharedSync(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, gate := newDisk(), make(chan struct{})
		b := d.book(t, t.TempDir(), new(bytes.Buffer))
		d.set(func(d *disk) { d.syncGate = gate })
		var all []chan error
		for i := range 20 {
			b.Record(remark(fmt.Sprint(i), 1))
			all = append(all, keeping(t.Context(), b, true))
			synctest.Wait()
		}
		for range 2 {
			gate <- struct{}{}
		}
		for _, over := range all {
			if err := <-over; err != nil {
				t.Error(err)
			}
		}
		if _, syncs := d.asked(); syncs != 2 {
			t.Errorf("%d fsyncs for 20 who wait, want 2", syncs)
		}
		close(gate)
		mustClose(t, b)
	})
}

// Where there is nothing to keep, the system isn't asked.
func TestNothingToKeep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk()
		b := d.book(t, t.TempDir(), new(bytes.Buffer))
		b.SyncEvery(time.Second)
		mustKeep(t, b, true)
		b.Record(remark("a", 1))
		mustKeep(t, b, true)
		for range 10 {
			mustKeep(t, b, false)
			mustKeep(t, b, true)
			time.Sleep(time.Second)
		}
		if writes, syncs := d.asked(); writes != 1 || syncs != 1 {
			t.Errorf("%d writes and %d fsyncs, want 1 and 1", writes, syncs)
		}
		mustClose(t, b)
	})
}

// SyncEvery brings to disk what is there, also what nobody has asked for, as often as it was told last.
func TestSyncEvery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir, d := t.TempDir(), newDisk()
		b := d.book(t, dir, new(bytes.Buffer))
		seq := 0
		for _, round := range []struct {
			every time.Duration
			want  int
		}{{time.Second, 10}, {5 * time.Second, 2}, {0, 0}, {2 * time.Second, 5}} {
			b.SyncEvery(round.every)
			synctest.Wait()
			_, before := d.asked()
			for range 10 {
				seq++
				b.Record(remark("a", seq))
				time.Sleep(time.Second)
				synctest.Wait()
			}
			if _, after := d.asked(); after-before != round.want {
				t.Errorf("every %v: %d fsyncs in 10 s, want %d", round.every, after-before, round.want)
			}
		}
		if n := len(kept(t, dir)); n != seq {
			t.Errorf("%d lines, want %d", n, seq)
		}
		mustClose(t, b)
	})
}

// After an fsync that has failed nobody is told that those lines are on disk, whatever later ones say.
func TestFailedSync(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		dir, d := t.TempDir(), newDisk()
		b := d.book(t, dir, &log)
		b.Record(remark("a", 1))
		mustKeep(t, b, true)
		d.set(func(d *disk) { d.syncErr = syscall.EIO })
		for i := range 2 {
			b.Record(remark("a", i+2))
			if err := b.Keep(t.Context(), true); !errors.Is(err, syscall.EIO) {
				t.Errorf("Keep: %v", err)
			}
		}
		time.Sleep(time.Second)
		d.set(func(d *disk) { d.syncErr = nil })
		if err := b.Keep(t.Context(), true); !errors.Is(err, syscall.EIO) {
			t.Errorf("Keep of the same lines: %v", err)
		}
		mustKeep(t, b, false) // they were written
		b.Record(remark("a", 4))
		mustKeep(t, b, true)
		mustClose(t, b)
		kept(t, dir)
		want := `level=ERROR msg="lines of the journal may not be on disk" file=` + dir + `/journal-2000-01-01.jsonl doubtful_from=2 doubtful_to=2 ` +
			`error="journal: written, but perhaps not on disk: sync ` + dir + `/journal-2000-01-01.jsonl: input/output error"
level=INFO msg="the journal reaches the disk again" after=1s doubtful_from=2 doubtful_to=3
`
		if log.String() != want {
			t.Errorf("have\n%swant\n%s", log.String(), want)
		}
	})
}
