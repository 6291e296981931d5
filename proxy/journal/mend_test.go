package journal

import (
	"bytes"
	"fmt"
	"math"
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
		"an empty line":      {map[string]string{noonFile: ownLine(1) + "\n"}, 1, []int{1}},
		"only empty lines":   {map[string]string{noonFile: "\n\n"}, 0, []int{1, 1}},
		"empty, then half":   {map[string]string{noonFile: ownLine(1) + "\n{"}, 1, []int{2}},
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
		"again":      ownLine(1),
		"endless":    withN(math.MaxInt64),
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

// withN is a line of the journal whose n may be any.
func withN(n int64) string { return lineOf(remark("a", 1), n) }

// The n of the last line is compared with that of the line before: what can't be is an error with both, and the file stays as it is; a gap is
// where lines were taken away, and is told.
func TestLastN(t *testing.T) {
	for _, c := range []struct {
		data, err, log string
	}{
		{withN(7) + withN(8), "", ""},
		{withN(7), "", ""}, // the lines before are in other files
		{"x\n" + withN(3), "", ""},
		{withN(7) + withN(7) + "{", noonFile + ": at octet %d: n is 7, behind a line whose n is 7", ""},
		{withN(7) + withN(3), noonFile + ": at octet %d: n is 3, behind a line whose n is 7", ""},
		{withN(7) + withN(math.MaxInt64), noonFile + ": at octet %d: n is 9223372036854775807, behind a line whose n is 7", ""},
		{withN(7) + withN(9), "", `level=WARN msg="lines of the journal are missing before its last" file=%s n=9 before=7` + "\n"},
	} {
		var log bytes.Buffer
		dir := fill(t, map[string]string{noonFile: c.data})
		path := filepath.Join(dir, noonFile)
		b, err := OpenBook(dir, standing{}, toldTo(&log))
		if err == nil {
			mustClose(t, b)
		}
		want := strings.ReplaceAll(c.err, "%d", fmt.Sprint(len(withN(7))))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %s", err, want)
		}
		if want := strings.ReplaceAll(c.log, "%s", path); log.String() != want {
			t.Errorf("the log has %s, want %s", log.String(), want)
		}
		if have, err := os.ReadFile(path); err != nil || string(have) != c.data {
			t.Errorf("the file was changed (%v)", err)
		}
	}
}
