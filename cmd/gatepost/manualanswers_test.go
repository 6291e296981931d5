package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// TestManualHasAnswers plays the transcripts of each built-in filter and holds what clients hear from it against its manual.
func TestManualHasAnswers(t *testing.T) {
	for name, build := range builtins() {
		t.Run(name, func(t *testing.T) {
			text, err := description(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, answer := range answersOf(t, name, build) {
				if why := unanswered(text, answer); why != "" {
					t.Errorf("clients hear %q, and the manual has no %s", answer, why)
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

// What may differ from one answer to the next: paths, and words that are names, addresses or numbers.
var (
	paths   = regexp.MustCompile(`<.*>`)
	differs = regexp.MustCompile(`^(localhost|.*[0-9.:].*)$`)
	answer  = regexp.MustCompile(`^(\d\d\d[ -](?:\d\.\d+\.\d+ )?)(.*)$`)
)

// unanswered says what of an answer the manual doesn't have: its codes anywhere, or its text among the lines that look like answers.
func unanswered(manual, line string) string {
	parts := answer.FindStringSubmatch(line)
	if !strings.Contains(manual, parts[1]) {
		return parts[1]
	}
	for promised := range strings.Lines(manual) {
		if p := answer.FindStringSubmatch(strings.TrimSpace(promised)); p != nil && promise(p[2]).MatchString(parts[2]) {
			return ""
		}
	}
	return "such text"
}

// promise matches the texts for which one in the manual stands.
func promise(text string) *regexp.Regexp {
	const path = "\x00"
	words := strings.Fields(paths.ReplaceAllString(text, path))
	for i, word := range words {
		switch {
		case strings.Contains(word, path):
			words[i] = strings.ReplaceAll(regexp.QuoteMeta(word), path, "<.*>")
		case differs.MatchString(word):
			words[i] = ".+"
		default:
			words[i] = regexp.QuoteMeta(word)
		}
	}
	return regexp.MustCompile("^" + strings.Join(words, " ") + "$")
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
