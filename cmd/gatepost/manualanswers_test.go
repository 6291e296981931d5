package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// TestManualHasAnswers plays the transcripts of each built-in filter and holds what clients hear from it against its manual.
func TestManualHasAnswers(t *testing.T) {
	for name, build := range whole(t) {
		t.Run(name, func(t *testing.T) {
			text, _ := description(name)
			for _, answer := range answersOf(t, name, build) {
				if why := unanswered(text, answer); why != "" {
					t.Errorf("clients hear %q, and the package comment, its manual, has no %s"+thenGenerate, answer, why)
				}
			}
		})
	}
}

// answersOf are the lines that clients hear in a filter's transcripts and that the filter has worded, as far as code and text tell
// whose they are.
func answersOf(t *testing.T, name string, build builder) []string {
	t.Helper()
	_, folder := home(build)
	files, err := filepath.Glob(filepath.Join(folder, "testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("it has no transcripts: %v", err)
	}
	all := builtins()
	var w witness
	all[name] = func(o *filters.Options) (*filters.Filter, error) {
		f, err := build(o)
		return w.beside(f), err
	}
	var heard []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		script, err := proxytest.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		if err := proxytest.Play(script, proxytest.FromConfig(all)); err != nil {
			t.Error(err)
		}
		heard = append(heard, spokenToClient(data)...)
	}
	return slices.DeleteFunc(heard, func(line string) bool { return !w.said(line) })
}

// spokenToClient are the proxy's own lines.
func spokenToClient(transcript []byte) (lines []string) {
	for line := range strings.Lines(string(transcript)) {
		if text, is := strings.CutPrefix(line, "PC: "); is {
			lines = append(lines, strings.TrimSpace(text))
		}
	}
	return lines
}

var (
	answer = regexp.MustCompile(`^(\d\d\d[ -](?:\d\.\d+\.\d+ )?)(.*)$`)
	// What differs from one answer to the next: paths, times, and words that are names, addresses or numbers.
	differs = regexp.MustCompile(`<.*>|[0-9]+ (second|minute|hour|day)s?|localhost|(\\ |[^ ])*[0-9.:](\\ |[^ ])*`)
)

// unanswered says what of an answer the manual doesn't have: the codes anywhere, or a word in the lines that look like answers.
// An answer that is made of parts has more forms than a manual lists, but it has no part that isn't there.
func unanswered(manual, line string) string {
	heard := answer.FindStringSubmatch(line)
	if !strings.Contains(manual, heard[1]) {
		return heard[1]
	}
	var promised []string
	for l := range strings.Lines(manual) {
		if p := answer.FindStringSubmatch(strings.TrimSpace(l)); p != nil {
			promised = append(promised, wordsOf(p[2])...)
		}
	}
	for _, word := range wordsOf(heard[2]) {
		if !slices.Contains(promised, word) {
			return "answer with " + word
		}
	}
	return ""
}

// wordsOf are the words that don't differ.
func wordsOf(text string) []string {
	return strings.FieldsFunc(differs.ReplaceAllString(text, " "), func(c rune) bool { return !unicode.IsLetter(c) })
}

// witness keeps what the hooks of a filter answer.
type witness struct {
	mu       sync.Mutex
	verdicts []string
}

// beside is a filter whose answers the witness sees.
func (w *witness) beside(f *filters.Filter) *filters.Filter {
	if f == nil {
		return nil
	}
	seen := &filters.Filter{
		Hello: watched(w, f.Hello), Login: watched(w, f.Login), Sender: watched(w, f.Sender), Recipient: watched(w, f.Recipient),
		Header: watched(w, f.Header), Message: watched(w, f.Message), Command: watched(w, f.Command), Reply: f.Reply, Close: f.Close,
	}
	if f.Open != nil {
		seen.Open = func(s *filters.Session) *filters.Filter { return w.beside(f.Open(s)) }
	}
	if f.Connect != nil {
		seen.Connect = func(s *filters.Session) filters.Verdict { return w.saw(f.Connect(s)) }
	}
	return seen
}

func watched[T any](w *witness, hook func(*filters.Session, *T) filters.Verdict) func(*filters.Session, *T) filters.Verdict {
	if hook == nil {
		return nil
	}
	return func(s *filters.Session, arg *T) filters.Verdict { return w.saw(hook(s, arg)) }
}

func (w *witness) saw(v filters.Verdict) filters.Verdict {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.verdicts = append(w.verdicts, v.String())
	return v
}

// said tells whether a line is one of the answers: "550 5.7.1 no relaying" is, if a verdict was "refuse 5.7.1 no relaying".
func (w *witness) said(line string) bool {
	parts := answer.FindStringSubmatch(line)
	return parts != nil && parts[2] != "" && slices.ContainsFunc(w.verdicts, func(v string) bool {
		return strings.Contains(v, parts[2]) && !strings.HasPrefix(v, "pass") && !strings.HasPrefix(v, "accept")
	})
}
