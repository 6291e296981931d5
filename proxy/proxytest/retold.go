package proxytest

import (
	"bytes"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/journal/retell"
)

// Retold plays every transcript whose path matches glob and keeps a journal of it, makes transcripts of what that has of each session, and
// plays those, with the same configuration and DNS: they too must go as they are written, alone or behind the sessions before. excuses
// names files (as "folder/name.txt") that can't be retold, with the reason; it is an error if one can.
func Retold(t *testing.T, glob string, start Start, excuses map[string]string) {
	t.Helper()
	paths, err := filepath.Glob(glob)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcript matches %s (%v)", glob, err)
	}
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			playRetold(t, path, start, excuses[name])
		})
	}
}

// hasty is the patience with a dialogue that may go otherwise: a look at which way to go on, and never the last word.
const hasty = time.Second

func playRetold(t *testing.T, path string, start Start, excuse string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	script, err := Parse(path, data)
	if err != nil {
		t.Fatal(err)
	}
	var failures []string
	dir := recorded(t, script, start)
	ids := sessions(t, dir)
	for i, id := range ids {
		text := tellOf(t, dir, id)
		err := playAgain(script, text, start, hasty)
		if err != nil && i > 0 { // filters, and connections, may remember sessions before it
			err = playAgain(script, tellOf(t, dir, ids[:i+1]...), start, script.patience())
		}
		if err != nil && excuse == "" { // or the gateway was slow
			err = playAgain(script, text, start, script.patience())
		}
		if err != nil {
			failures = append(failures, text+"\n"+err.Error())
		}
	}
	switch {
	case len(failures) > 0 && excuse == "":
		t.Error(strings.Join(failures, "\n\n"))
	case len(failures) == 0 && excuse != "":
		t.Errorf("it can be retold; away with the excuse %q", excuse)
	}
}

// playAgain plays a text with the sections of a transcript.
func playAgain(t *Transcript, text string, start Start, patience time.Duration) error {
	again, err := Parse(t.Name, []byte(text))
	if err != nil {
		return err
	}
	sections := maps.Clone(t.Files)
	maps.Copy(sections, again.Files)
	again.Files, again.Front, again.Patience = sections, t.Front, patience
	return Play(again, start)
}

// recorded plays a transcript and gives the directory of a journal of it.
func recorded(t *testing.T, script *Transcript, start Start) string {
	t.Helper()
	dir := t.TempDir()
	err := Play(script, func(s *Stage) (Gateway, error) {
		s.Journal = dir
		return start(s)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// sessions are the ids of a journal's sessions, in the order of their beginnings.
func sessions(t *testing.T, dir string) (ids []string) {
	t.Helper()
	for rec, err := range archive(t, dir).Records() {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Seq == 1 {
			ids = append(ids, rec.Session)
		}
	}
	return ids
}

// tellOf is sessions as a transcript.
func tellOf(t *testing.T, dir string, ids ...string) string {
	t.Helper()
	var records []iter.Seq[*journal.Record]
	for _, id := range ids {
		records = append(records, func(yield func(*journal.Record) bool) {
			for rec, err := range archive(t, dir).Session(id) {
				if err != nil {
					t.Fatal(err)
				}
				if !yield(rec) {
					return
				}
			}
		})
	}
	var text bytes.Buffer
	if err := retell.Transcript(&text, records...); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func archive(t *testing.T, dir string) *journal.Archive {
	t.Helper()
	a, err := journal.OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
