package filters

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Bounds of a file that Options.Lines reads.
const (
	maxFileBytes = 16 << 20
	maxFileLines = 1_000_000
)

// Lines reads a text that names a file, and returns what the lines of that file say: without the space around it, without
// blank lines, and without comments, which begin with a # at the begin of a line or behind a space or tab. A relative
// name counts from the folder of the configuration's file; in a transcript the file is one of its sections. The file is
// UTF-8, of at most 16 MiB and 1,000,000 lines; one that can't be read is an error of the option. Without the option
// there are no lines. They are the caller's.
func (o *Options) Lines(name, usage string) []string {
	use := Use{Name: name, Type: "file", Default: spelled(""), Usage: usage}
	file := option(o, use, "", "the name of a file", isText)
	if file == "" {
		return nil
	}
	lines, err := o.lines(file)
	if err != nil {
		o.Errorf(name, "%v", err)
	}
	return lines
}

func (o *Options) lines(file string) ([]string, error) {
	if o.o.block.ReadFile == nil {
		return nil, fmt.Errorf("%s: there are no files here", file)
	}
	text, err := o.o.block.ReadFile(file)
	if err != nil {
		return nil, err
	}
	lines, err := linesOf(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return lines, nil
}

// linesOf are the lines of a text that say something.
func linesOf(text []byte) ([]string, error) {
	switch {
	case len(text) > maxFileBytes:
		return nil, fmt.Errorf("it has more than %d bytes", maxFileBytes)
	case bytes.Count(text, []byte("\n")) > maxFileLines:
		return nil, fmt.Errorf("it has more than %d lines", maxFileLines)
	case !utf8.Valid(text):
		return nil, errors.New("it isn't UTF-8")
	}
	var all []string
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) { // some editors of Windows write that mark
		if line = uncommented(line); line != "" {
			all = append(all, line)
		}
	}
	return all, nil
}

func uncommented(line string) string {
	for i := range len(line) {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			line = line[:i]
			break
		}
	}
	return strings.TrimSpace(line)
}
