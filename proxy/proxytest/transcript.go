package proxytest

import (
	"bytes"
	"errors"
	"fmt"
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
	Front string            // the label of the front that the client talks to; "": the first that speaks the dialogue's protocol

	// Patience is how long, in real time, the gateway may take for one thing before the dialogue has failed; 0: 30 s.
	Patience time.Duration

	data   []byte // as written
	dialog int    // so many bytes of it are the dialogue, a byte order mark included
	lines  []*line
	at     map[string]int // of each section: its marker's line
	steps  []step
	scene  scene
}

// byteOrderMark is how some editors begin a file of UTF-8.
const byteOrderMark = "\uFEFF"

// Parse reads a transcript. A byte order mark before it is skipped, and lines may end in CRLF. An error is one or
// several [SyntaxError], joined; of what is hardly a dialogue it has the first few and how many more there are.
func Parse(name string, data []byte) (*Transcript, error) {
	text := bytes.TrimPrefix(data, []byte(byteOrderMark))
	archive := txtar.Parse(text)
	t := &Transcript{
		Name:   name,
		Files:  map[string][]byte{},
		data:   data,
		dialog: len(data) - len(text) + min(len(archive.Comment), len(text)),
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
	return errors.Join(t.few(wrong)...)
}

// few are all mistakes, or the first where there are so many that the text is something else than a dialogue.
func (t *Transcript) few(wrong []error) []error {
	const many, shown = 20, 5
	if len(wrong) <= many {
		return wrong
	}
	return append(wrong[:shown:shown], fmt.Errorf("%s: %d more lines are wrong: is this a dialogue?", t.Name, len(wrong)-shown))
}

func (t *Transcript) patience() time.Duration {
	if t.Patience > 0 {
		return t.Patience
	}
	return usualPatience
}

// usualPatience is much, since it only ends what is vain: a busy machine may give a gateway no time for seconds.
const usualPatience = 30 * time.Second

func (t *Transcript) wrong(number int, source string, f *mistake) error {
	return &SyntaxError{Name: t.Name, Line: number, Column: f.column, Source: source, Message: f.message}
}
