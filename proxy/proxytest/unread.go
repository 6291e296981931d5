package proxytest

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/gatepost-mail/gatepost/proxy/config"
)

// shelf is the sections of a transcript as files, and knows which of them were asked for.
type shelf struct {
	files fs.FS
	asked []string
}

// Open is of fs.FS.
func (s *shelf) Open(name string) (fs.File, error) {
	s.asked = append(s.asked, name)
	return s.files.Open(name)
}

// has tells whether a file was asked for, or a folder that it is in.
func (s *shelf) has(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if slices.Contains(s.asked, name) {
			return true
		}
	}
	return false
}

// sectionNames are those that mean something to the player.
var sectionNames = []string{ClientFile, DNSFile, ConfigFile}

// unread finds the sections that nobody has read: a name with a mistake in it would change nothing, and nobody would see it.
func (s *Stage) unread(read func(name string) bool) error {
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(s.at)) {
		if slices.Contains(sectionNames, name) || read(name) {
			continue
		}
		const none = "nothing reads this section: the configuration names no such file%s"
		wrong = append(wrong, &SyntaxError{
			Name: s.Name, Line: s.at[name], Column: 4, Source: "-- " + name + " --",
			Message: fmt.Sprintf(none, config.Suggestion(name, sectionNames)),
		})
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("a section is for nothing\n%w", errors.Join(wrong...))
}
