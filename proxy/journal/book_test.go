package journal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// silent is the log of a book that has nothing to say.
func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// toldTo is a log of lines without time.
func toldTo(b *bytes.Buffer) *slog.Logger {
	return slog.New(slog.NewTextHandler(b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

// standing is a clock that stands at noon.
type standing struct{ wire.RealClock }

const noonFile = "journal-2026-11-22.jsonl"

func (standing) Now() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

func mustOpen(t *testing.T, dir string, clock wire.Clock, log *slog.Logger) *Book {
	t.Helper()
	leaktest.Check(t)
	b, err := OpenBook(dir, clock, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func mustKeep(t *testing.T, b *Book, durable bool) {
	t.Helper()
	if err := b.Keep(t.Context(), durable); err != nil {
		t.Fatal(err)
	}
}

func mustClose(t *testing.T, b *Book) {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

// remark is an event of a session that one can tell from others.
func remark(session string, seq int) *Event {
	return &Event{Session: session, Seq: seq, Time: standing{}.Now(), Kind: Command, Verb: "NOOP", Arg: strings.Repeat("x", seq%50)}
}

// kept reads a journal as it lies in dir: whole lines, and n from 1 without gaps in the order of the files.
func kept(t *testing.T, dir string) (lines []Line) {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for raw := range bytes.Lines(data) {
			var l Line
			if err := json.Unmarshal(raw, &l); err != nil || raw[len(raw)-1] != '\n' {
				t.Fatalf("%s: %v: %q", file, err, raw)
			}
			if l.V != Version || l.N != int64(len(lines)+1) {
				t.Fatalf("%s: line %d has v %d and n %d", file, len(lines)+1, l.V, l.N)
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// A journal goes on where it has ended, in a directory that it makes, in files that nobody else can read.
func TestGoesOn(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	dir := filepath.Join(t.TempDir(), "lib", "journal")
	want := ""
	for round := range 3 {
		b := mustOpen(t, dir, standing{}, silent())
		for i := range 5 {
			b.Record(remark(fmt.Sprint(round), i+1))
			want += fmt.Sprint(round, i+1, " ")
		}
		mustClose(t, b) // which writes what nobody has asked for
	}
	have := ""
	for _, l := range kept(t, dir) {
		have += fmt.Sprint(l.Session, " ", l.Seq, " ")
	}
	if have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	mode(t, dir, fs.ModeDir|0o700)
	mode(t, filepath.Join(dir, noonFile), 0o600)
}

func mode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	if info, err := os.Stat(path); err != nil {
		t.Error(err)
	} else if info.Mode() != want {
		t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
	}
}

// What others could read is closed to them, and where they may write is told.
func TestOpenToOthers(t *testing.T) {
	var log bytes.Buffer
	dir := fill(t, map[string]string{noonFile: ownLine(1)})
	path := filepath.Join(dir, noonFile)
	if err := errors.Join(os.Chmod(dir, 0o770), os.Chmod(path, 0o644)); err != nil {
		t.Fatal(err)
	}
	mustClose(t, mustOpen(t, dir, standing{}, toldTo(&log)))
	mode(t, dir, fs.ModeDir|0o770)
	mode(t, path, 0o600)
	want := `level=WARN msg="the journal's file was open to others, and has mode 0600 now" file=` + path + ` mode=-rw-r--r--
level=WARN msg="the journal's directory can be written by others than its owner" dir=` + dir + " mode=-rwxrwx---\n"
	if log.String() != want {
		t.Errorf("have\n%swant\n%s", log.String(), want)
	}
}

// A directory belongs to one book at a time, and to nobody when that is closed.
func TestInUse(t *testing.T) {
	dir := t.TempDir()
	first := mustOpen(t, dir, standing{}, silent())
	if _, err := OpenBook(dir, standing{}, silent()); err == nil || !strings.Contains(err.Error(), dir+" is in use by another gatepost") {
		t.Errorf("the second book: %v", err)
	}
	mustClose(t, first)
	mustClose(t, mustOpen(t, dir, standing{}, silent()))
}

// What stands in the place of a file of ours isn't written to.
func TestNotOurs(t *testing.T) {
	for name, plant := range map[string]func(path string) error{
		"symlink":   func(path string) error { return os.Symlink(t.TempDir()+"/elsewhere", path) },
		"pipe":      func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"directory": func(path string) error { return os.Mkdir(path, 0o700) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := plant(filepath.Join(dir, noonFile)); err != nil {
				t.Fatal(err)
			}
			if _, err := OpenBook(dir, standing{}, silent()); err == nil || !strings.Contains(err.Error(), noonFile) {
				t.Errorf("OpenBook: %v", err)
			}
		})
	}
	if _, err := OpenBook("/dev/null", standing{}, silent()); !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("/dev/null: %v", err)
	}
}

// Sessions that record at once share the journal: no n is missing, and each session's lines are in its order.
func TestManySessions(t *testing.T) {
	defer goleak.VerifyNone(t)
	const sessions, events = 40, 150
	dir := t.TempDir()
	b := mustOpen(t, dir, standing{}, silent())
	b.SyncEvery(time.Millisecond)
	var all sync.WaitGroup
	for s := range sessions {
		all.Go(func() {
			for i := range events {
				b.Record(remark(fmt.Sprint(s), i+1))
				if i%7 == 0 {
					if err := b.Keep(t.Context(), i%3 == 0); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	mustClose(t, b)
	last := map[string]int{}
	for _, l := range kept(t, dir) {
		if l.Seq != last[l.Session]+1 {
			t.Fatalf("session %s: seq %d behind %d", l.Session, l.Seq, last[l.Session])
		}
		last[l.Session] = l.Seq
	}
	for s := range sessions {
		if last[fmt.Sprint(s)] != events {
			t.Errorf("session %d has %d lines, want %d", s, last[fmt.Sprint(s)], events)
		}
	}
}

// What was kept is in the file before Keep returns; and what is much is written though nobody asks.
func TestKeptIsWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		b := mustOpen(t, dir, standing{}, silent())
		for i := range 20 {
			b.Record(remark("a", i+1))
			mustKeep(t, b, i%5 == 0)
			if n := len(kept(t, dir)); n != i+1 {
				t.Fatalf("%d lines, want %d", n, i+1)
			}
		}
		b.Record(&Event{Kind: Header, Lines: []string{strings.Repeat("x", comfortable)}})
		synctest.Wait()
		if n := len(kept(t, dir)); n != 21 {
			t.Errorf("%d lines, want 21", n)
		}
	})
}

// A closed book takes nothing and says so.
func TestClosed(t *testing.T) {
	dir := t.TempDir()
	b := mustOpen(t, dir, standing{}, silent())
	mustClose(t, b)
	mustClose(t, b)
	b.Record(remark("a", 1))
	if err := b.Keep(context.Background(), false); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Keep: %v", err)
	}
	if n := len(kept(t, dir)); n != 0 || b.ledger.recorded != 0 {
		t.Errorf("%d lines, and %d recorded", n, b.ledger.recorded)
	}
}
