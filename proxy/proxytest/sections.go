package proxytest

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"golang.org/x/tools/txtar"
)

// readSections keeps the files; none may leave the directory that they will be put into.
func (t *Transcript) readSections(files []txtar.File) error {
	var wrong []error
	number := len(t.lines)
	for _, f := range files {
		number++
		marker := "-- " + f.Name + " --"
		switch _, twice := t.Files[f.Name]; {
		case twice:
			wrong = append(wrong, t.wrong(number, marker, mistakeAt(4, "a second section of this name")))
		case f.Name != path.Clean(f.Name) || path.IsAbs(f.Name) || strings.HasPrefix(f.Name, "..") || f.Name == ".":
			wrong = append(wrong, t.wrong(number, marker, mistakeAt(4, "want the plain name of a file, below this one's directory")))
		}
		if at, raw := strayLine(f); raw != "" {
			wrong = append(wrong, t.wrong(number+at, raw, mistakeAt(1, strayHint, f.Name)))
		}
		t.Files[f.Name], t.at[f.Name] = f.Data, number
		number += bytes.Count(f.Data, []byte("\n"))
	}
	return errors.Join(wrong...)
}

const strayHint = `the dialogue has ended where the sections begin, and this line is in the file %q: move it up; ` +
	`or, if it is such a file, put that beside the transcript`

// strayLine finds in a file that the player doesn't know the first line of a dialogue, if it has no other lines. Such a
// dialogue would never be played.
func strayLine(f txtar.File) (at int, raw string) {
	if f.Name == ConfigFile || f.Name == DNSFile || f.Name == ClientFile {
		return 0, ""
	}
	for i, text := range strings.Split(string(f.Data), "\n") {
		l, bad := parseLine(i+1, strings.TrimSuffix(text, "\r"))
		switch {
		case bad != nil:
			return 0, ""
		case raw == "" && l.way != "":
			at, raw = l.number, l.raw
		}
	}
	return at, raw
}
