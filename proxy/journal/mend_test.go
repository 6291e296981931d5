package journal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownLine is a line of the journal with n.
func ownLine(n int64) string { return lineOf(remark("a", int(n)), n) }

// What a crash can leave at the end of a journal is cut off, with a word in the log, and n goes on.
func TestMend(t *testing.T) {
	long := strings.Repeat("z", 200_000) // more than is read back at once
	const yesterday = "journal-2026-11-21.jsonl"
	for name, c := range map[string]struct {
		files map[string]string
		n     int   // of the last line that stays
		cut   []int // bytes, as the log tells them
	}{
		"nothing":            {nil, 0, nil},
		"whole":              {map[string]string{noonFile: ownLine(1) + ownLine(2)}, 2, nil},
		"half a line":        {map[string]string{noonFile: ownLine(1) + ownLine(2)[:30]}, 1, []int{30}},
		"no line end":        {map[string]string{noonFile: ownLine(1) + strings.TrimSpace(ownLine(2))}, 1, []int{len(ownLine(2)) - 1}},
		"only half a line":   {map[string]string{noonFile: ownLine(1)[:7]}, 0, []int{7}},
		"a long half line":   {map[string]string{noonFile: ownLine(1) + long}, 1, []int{len(long)}},
		"a page of NULs":     {map[string]string{noonFile: ownLine(1) + strings.Repeat("\x00", 4096)}, 1, []int{4096}},
		"NULs, then lines":   {map[string]string{noonFile: ownLine(1) + strings.Repeat("\x00", 9) + "\"}\n{"}, 1, []int{13}},
		"yesterday":          {map[string]string{yesterday: ownLine(1)}, 1, nil},
		"yesterday, half":    {map[string]string{yesterday: ownLine(1) + "{"}, 1, []int{1}},
		"today is empty":     {map[string]string{yesterday: ownLine(1), noonFile: ""}, 1, nil},
		"today is only half": {map[string]string{yesterday: ownLine(1), noonFile: "{\"v\""}, 1, []int{4}},
		"others' files":      {map[string]string{"journal-2026-11-23.jsonl.gz": "x", "notes.txt": "y", "journal-2026-13-01.jsonl": "z"}, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			dir := fill(t, c.files)
			b := mustOpen(t, dir, standing{}, toldTo(&log))
			b.Record(remark("a", c.n+1))
			mustClose(t, b)
			os.Remove(dir + "/journal-2026-13-01.jsonl")
			if have := len(kept(t, dir)); have != c.n+1 {
				t.Errorf("%d lines, want %d", have, c.n+1)
			}
			want := ""
			for _, bytes := range c.cut {
				want += fmt.Sprintf("bytes=%d\n", bytes)
			}
			if have := cuts(log.String()); have != want {
				t.Errorf("the log tells %q, want %q", log.String(), want)
			}
		})
	}
}

// cuts is what the log says of how much was cut off, and the whole log if it says something else.
func cuts(log string) (some string) {
	for line := range strings.Lines(log) {
		before, bytes, ok := strings.Cut(line, " bytes=")
		if !ok || !strings.HasPrefix(before, `level=WARN msg="the end of the journal is damaged and is cut off" file=`) {
			return log
		}
		some += "bytes=" + bytes
	}
	return some
}

// fill makes a directory with files.
func fill(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A journal doesn't go on behind what it hasn't written, and doesn't touch it.
func TestForeignEnd(t *testing.T) {
	for name, end := range map[string]string{
		"no JSON":    "Nov 22 12:00:00 mx1 postfix/smtpd: connect\n",
		"other JSON": `{"level":"info"}` + "\n",
		"no n":       strings.Replace(ownLine(1), `"n":1,`, "", 1),
		"later":      strings.Replace(ownLine(1), `{"v":1,`, `{"v":99,`, 1),
		"too long":   strings.Repeat("x", maxRecord+1) + "\n",
		"empty line": "\n",
	} {
		t.Run(name, func(t *testing.T) {
			data := ownLine(1) + end
			dir := fill(t, map[string]string{noonFile: data})
			_, err := OpenBook(dir, standing{}, silent())
			if err == nil || !strings.Contains(err.Error(), noonFile) || !strings.Contains(err.Error(), "move the file away") || len(err.Error()) > 500 {
				t.Errorf("OpenBook: %v", err)
			}
			if have, err := os.ReadFile(filepath.Join(dir, noonFile)); err != nil || string(have) != data {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}
