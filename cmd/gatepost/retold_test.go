package main

import (
	"path/filepath"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// What a journal has of the filters' and the examples' dialogues can be played again.
func TestRetold(t *testing.T) {
	excuses := map[string]string{"testdata/slow-server.txt": "how long a filter takes isn't told by the dialogue's clock"}
	for _, name := range []string{
		"banner-once", "banner-in-7-bit", "banner-in-8-bit", "pop3-drop", "pop3-error", "pop3-outside", "pop3-top", "pop3-withheld", "signed-and-dropped",
	} {
		excuses["testdata/"+name+".txt"] = "the body, on which mime_rewrite decides, isn't on record"
	}
	for _, build := range ours() {
		_, folder := home(build)
		proxytest.Retold(t, filepath.Join(folder, "testdata", "*.txt"), proxytest.FromConfig(known(nil)), excuses)
	}
	files, err := filepath.Glob("../../examples/*/gatepost.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		dialogues := filepath.Join(filepath.Dir(file), "*.txt")
		if some, _ := filepath.Glob(dialogues); len(some) > 0 {
			proxytest.Retold(t, dialogues, proxytest.FromFile(file, known(nil)), nil)
		}
	}
}
