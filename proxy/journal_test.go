package proxy

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// journalled is a configuration whose record is kept in dir.
func journalled(hostname, dir string) *Config {
	cfg := config(hostname, "inbound")
	cfg.Journal = JournalConfig{Dir: dir}
	return cfg
}

// writes puts a word on record as a session does.
func (s *fakeSession) writes(t *testing.T, word string) {
	t.Helper()
	stream := s.front.Stream
	stream.Emit(&journal.Event{Session: s.id, Kind: journal.Finding, Key: "test.word", Value: word})
	if err := stream.Written(t.Context()); err != nil {
		t.Error(err)
	}
}

// words are those on record in a directory.
func words(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, after := range strings.Split(string(text), `"value":"`)[1:] {
			word, _, _ := strings.Cut(after, `"`)
			all = append(all, word)
		}
	}
	return strings.Join(all, " ")
}

// wantOpen asks for the lock of a directory.
func wantOpen(t *testing.T, dir string, want bool) {
	t.Helper()
	b, err := journal.OpenBook(dir, newClock(), slog.New(slog.DiscardHandler))
	if err == nil {
		b.Close()
	}
	if open := err != nil; open != want {
		t.Errorf("%s is open: %v (%v), want %v", filepath.Base(dir), open, err, want)
	}
}

func TestJournalStream(t *testing.T) {
	live := &journal.Stream{Sinks: []journal.Sink{ignored{}}}
	cfg := config("mx.example", "inbound")
	g := started(t, cfg, Services{Stream: live})
	if g.now.stream != live {
		t.Error("without a journal the stream is another")
	}
	for _, test := range []struct {
		c    JournalConfig
		want journal.Stream
	}{
		{JournalConfig{}, journal.Stream{Dialogue: true, Content: true}},
		{JournalConfig{Record: Envelope, Sync: true}, journal.Stream{Dialogue: true, Content: true, Sync: true}},
		{JournalConfig{Record: Headers}, journal.Stream{Dialogue: true, Content: true, Header: true}},
	} {
		test.c.Dir = t.TempDir()
		next := config("mx.example", "inbound")
		next.Journal = test.c
		reload(t, g, next)
		s := *g.now.stream
		if s.Keeper != journal.Keeper(g.now.book) || len(s.Sinks) != 1 {
			t.Errorf("%+v: the stream has the keeper %v and the sinks %v", test.c, s.Keeper, s.Sinks)
		}
		if s.Keeper, s.Sinks = nil, nil; s.Sync != test.want.Sync || s.Header != test.want.Header || !s.Dialogue || !s.Content {
			t.Errorf("%+v: %+v, want %+v", test.c, s, test.want)
		}
	}
	reload(t, g, cfg)
	if g.now.stream != live || live.Keeper != nil {
		t.Error("the journal was not taken out of the stream")
	}
	if n := g.log.count(`msg="keeping a journal"`); n != 3 || g.log.count(`msg="no journal is kept any more"`) != 1 {
		t.Errorf("the log says %d times where the journal is, want 3: %s", n, g.log.text.String())
	}
}

type ignored struct{}

func (ignored) Record(*journal.Event) {}

func TestReloadHandsTheBookOn(t *testing.T) {
	dir := t.TempDir()
	g := started(t, journalled("one.example", dir), Services{})
	old := g.dial(t, "inbound", 0)
	old.hear("220 one.example inbound")
	book := g.now.book
	two := journalled("two.example", dir)
	two.Journal.Sync = true
	reload(t, g, two)
	g.dial(t, "inbound", 0).hear("220 two.example inbound")
	if g.now.book != book {
		t.Error("the directory has another book")
	}
	g.session(0).writes(t, "one")
	g.session(1).writes(t, "two")
	old.conn.Close()
	g.session(1).writes(t, "three")
	if have := words(t, dir); have != "one two three" {
		t.Errorf("on record is %q", have)
	}
}

// TestReloadClosesABookWithItsLastSession, and no sooner.
func TestReloadClosesABookWithItsLastSession(t *testing.T) {
	a, b := t.TempDir(), filepath.Join(t.TempDir(), "new", "b")
	g := started(t, journalled("one.example", a), Services{})
	old := g.dial(t, "inbound", 0)
	old.hear("220 one.example inbound")
	reload(t, g, journalled("two.example", b))
	g.dial(t, "inbound", 0).hear("220 two.example inbound")
	g.session(0).writes(t, "old")
	g.session(1).writes(t, "new")
	if words(t, a) != "old" || words(t, b) != "new" {
		t.Errorf("on record is %q and %q", words(t, a), words(t, b))
	}
	wantOpen(t, a, true)
	old.conn.Close()
	g.await(t, 1)
	wantOpen(t, a, false)
	wantOpen(t, b, true)
}

// TestReloadThereAndBack while a session of the beginning runs.
func TestReloadThereAndBack(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	g := started(t, journalled("one.example", a), Services{})
	old := g.dial(t, "inbound", 0)
	old.hear("220 one.example inbound")
	reload(t, g, journalled("two.example", b))
	reload(t, g, journalled("three.example", a))
	wantOpen(t, b, false) // it has had no session
	newer := g.dial(t, "inbound", 0)
	newer.hear("220 three.example inbound")
	g.session(0).writes(t, "old")
	g.session(1).writes(t, "new")
	old.conn.Close()
	g.await(t, 1)
	g.session(1).writes(t, "newer")
	if have := words(t, a); have != "old new newer" {
		t.Errorf("on record is %q", have)
	}
	reload(t, g, journalled("four.example", b))
	wantOpen(t, a, true)
	newer.conn.Close()
	g.await(t, 0)
	wantOpen(t, a, false)
}

// await waits until so many sessions run. What those that have ended had to let go of is gone by then.
func (g *gate) await(t *testing.T, n int) {
	t.Helper()
	for last := time.Now().Add(patience); g.sessions.count() != n; runtime.Gosched() {
		if time.Now().After(last) {
			t.Fatalf("%d sessions run, want %d", g.sessions.count(), n)
		}
	}
}

func TestReloadWithAJournalThatFails(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	g := started(t, journalled("one.example", a), Services{Listen: newSockets("busy:25").listen})
	other, err := journal.OpenBook(b, g.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var failed *JournalError
	for _, dir := range []string{b, file} {
		if err := g.Reload(journalled("two.example", dir)); !errors.As(err, &failed) || failed.Dir != dir || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", dir, err)
		}
	}
	other.Close()
	busy := journalled("two.example", b)
	busy.Fronts[0].Listen[0] = "busy:25"
	if err := g.Reload(busy); err == nil || errors.As(err, &failed) && failed.Dir == b {
		t.Errorf("have %v", err)
	}
	wantOpen(t, b, false)
	wantOpen(t, a, true)
	g.dial(t, "inbound", 0).hear("220 one.example inbound")
	g.session(0).writes(t, "still")
	if have := words(t, a); have != "still" {
		t.Errorf("on record is %q", have)
	}
}

func TestNewWithAJournalThatFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if err := os.Symlink("nowhere/at/all", dir); err != nil {
		t.Fatal(err)
	}
	_, err := newGate(t, journalled("mx.example", dir), Services{})
	var failed *JournalError
	if !errors.As(err, &failed) || failed.Dir != dir || !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("have %v", err)
	}
}

func TestShutdownClosesTheBook(t *testing.T) {
	dir := t.TempDir()
	g := started(t, journalled("mx.example", dir), Services{})
	c := g.dial(t, "inbound", 0)
	c.hear("220 mx.example inbound")
	c.say("DEAF")
	c.hear("250 ok")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := g.Shutdown(ended); err == nil {
		t.Error("want that one is left")
	}
	g.session(0).writes(t, "last")
	wantOpen(t, dir, true)
	c.conn.Close()
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	wantOpen(t, dir, false)
	if have := words(t, dir); have != "last" {
		t.Errorf("on record is %q", have)
	}
}

func TestShutdownClosesABookThatNobodyHadUsed(t *testing.T) {
	for _, start := range []bool{false, true} {
		dir := t.TempDir()
		g, err := newGate(t, journalled("mx.example", dir), Services{})
		if err != nil {
			t.Fatal(err)
		}
		if start {
			err = g.Start()
		}
		wantOpen(t, dir, true)
		if err = errors.Join(err, g.Shutdown(t.Context())); err != nil {
			t.Error(err)
		}
		wantOpen(t, dir, false)
	}
}
