package main

import (
	"testing"

	"github.com/gatepost-mail/gatepost/plugins"
)

// A plugin is known by what its files say and by nothing else.
func TestDigestOf(t *testing.T) {
	file := func(name, text string) plugins.File { return plugins.File{Name: name, Source: []byte(text)} }
	ab := digestOf([]plugins.File{file("x/a.go", "one"), file("x/b.go", "two")})
	if same := digestOf([]plugins.File{file("y/b.go", "two"), file("y/a.go", "one")}); same != ab {
		t.Error("it depends on where the files lie, or in which order they come")
	}
	for _, files := range [][]plugins.File{
		{file("a.go", "one"), file("b.go", "two.")}, {file("a.go", "onetwo")}, {file("a.go", "onet"), file("b.go", "wo")}, {file("a.go", "one")},
	} {
		if digestOf(files) == ab {
			t.Errorf("%q has the digest of others", files)
		}
	}
}
