package proxytest

import (
	"bytes"
	"errors"
	"path"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// ConfigFile is the name of the section that holds the configuration.
const ConfigFile = "gatepost.hcl"

// DNSFile is the name of the section that holds what DNS knows.
const DNSFile = "dns"

// Transcript is a dialogue with the files that go with it. It can be played any number of times, also at once.
type Transcript struct {
	Name  string            // for messages
	Title string            // the sentence of the first line
	Files map[string][]byte // the sections; a caller may add and replace

	// Patience is how long, in real time, the gateway may take for one thing before the dialogue has failed; 0: 10 s.
	Patience time.Duration

	data   []byte // as written
	dialog int    // so many bytes of it are the dialogue
	lines  []*line
	at     map[string]int // of each section: its marker's line
	steps  []step
	scene  scene
}

// Parse reads a transcript. An error is one or several [SyntaxError], joined.
func Parse(name string, data []byte) (*Transcript, error) {
	archive := txtar.Parse(data)
	t := &Transcript{
		Name:   name,
		Files:  map[string][]byte{},
		data:   data,
		dialog: min(len(archive.Comment), len(data)),
		at:     map[string]int{},
	}
	err := errors.Join(t.readDialogue(string(archive.Comment)), t.readSections(archive.Files))
	if err == nil {
		_, err = t.client()
		err = errors.Join(err, t.rehearse())
	}
	if err != nil {
		return nil, err
	}
	t.steps = stepsOf(t.lines)
	return t, nil
}

// readDialogue reads every line, also behind a wrong one.
func (t *Transcript) readDialogue(text string) error {
	var wrong []error
	for i, raw := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		l, bad := parseLine(i+1, strings.TrimSuffix(raw, "\r"))
		if i == 0 {
			bad = l.asTitle()
		}
		if bad != nil {
			wrong = append(wrong, t.wrong(i+1, raw, bad))
		}
		t.lines = append(t.lines, l)
	}
	t.Title = strings.TrimSpace(strings.TrimPrefix(t.lines[0].raw, "#"))
	return errors.Join(wrong...)
}

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
		t.Files[f.Name], t.at[f.Name] = f.Data, number
		number += bytes.Count(f.Data, []byte("\n"))
	}
	return errors.Join(wrong...)
}

func (t *Transcript) patience() time.Duration {
	if t.Patience > 0 {
		return t.Patience
	}
	return 10 * time.Second
}

func (t *Transcript) wrong(number int, source string, f *mistake) error {
	return &SyntaxError{Name: t.Name, Line: number, Column: f.column, Source: source, Message: f.message}
}
