package gate

import (
	"cmp"
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is one thing that is wrong with a source, or worth a warning, and where.
type Problem struct {
	File         string
	Line, Column int    // from 1; Column counts bytes; 0 where it isn't known
	Text         string // as the Go compiler words it, or the reason and what to write instead
	Source       string // the line, without its end
}

// Error is the place and the text, then the line with a caret below the column.
func (p Problem) Error() string {
	if p.Column < 1 {
		return fmt.Sprintf("%s:%d: %s\n\t%s", p.File, p.Line, p.Text, p.Source)
	}
	text := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
	if p.Source == "" || p.Column > len(p.Source)+1 {
		return text
	}
	return text + "\n\t" + p.Source + "\n\t" + blank(p.Source[:p.Column-1]) + "^"
}

// blank is as wide as s: tabs stay.
func blank(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if s = s[n:]; r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Problems are all that is wrong with a source, in its order.
type Problems []Problem

// Error has a problem a paragraph.
func (ps Problems) Error() string {
	var texts []string
	for _, p := range ps {
		texts = append(texts, p.Error())
	}
	return strings.Join(texts, "\n")
}

// sources finds lines, and keeps what is found to be wrong.
type sources struct {
	fset    *token.FileSet
	lines   map[string][]string // of each file
	names   []string            // of the files
	spelled map[string]string   // names that the gate has made, as the script would write them
	numbers map[string]int      // their places in names
	found   Problems
}

func newSources(files []File) *sources {
	s := &sources{fset: token.NewFileSet(), lines: map[string][]string{}, numbers: map[string]int{}, spelled: map[string]string{}}
	for i, f := range files {
		s.names = append(s.names, f.Name)
		s.numbers[f.Name] = i
		s.lines[f.Name] = strings.Split(string(f.Source), "\n")
	}
	return s
}

// at is a problem at a place.
func (s *sources) at(p token.Position, text string) Problem {
	lines := s.lines[p.Filename]
	found := Problem{File: p.Filename, Line: p.Line, Column: p.Column, Text: text}
	if p.Line >= 1 && p.Line <= len(lines) {
		found.Source = strings.TrimSuffix(lines[p.Line-1], "\r")
	}
	return found
}

// addf keeps a problem.
func (s *sources) addf(pos token.Pos, format string, args ...any) {
	s.found = append(s.found, s.at(s.fset.Position(pos), s.spell(fmt.Sprintf(format, args...))))
}

// spell puts the script's names for those that the gate has made.
func (s *sources) spell(text string) string {
	return madeName.ReplaceAllStringFunc(text, func(n string) string { return cmp.Or(s.spelled[n], n) })
}

var madeName = regexp.MustCompile(`\by_\w+`)

// err is what was found, each once and in the order of the source, or nil.
func (s *sources) err() error {
	if len(s.found) == 0 {
		return nil
	}
	s.found = sorted(s.found)
	return s.found
}

func sorted(ps Problems) Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	said := map[Problem]bool{}
	return slices.DeleteFunc(ps, func(p Problem) bool {
		before := said[p]
		said[p] = true
		return before
	})
}
