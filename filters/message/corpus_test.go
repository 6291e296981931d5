package message

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/parts.golden anew")

// corpus are the messages in testdata: the usual ones, and the shapes that readers of mail quarrel about.
func corpus(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	all := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".eml")] = string(content)
	}
	return all
}

// twoForms are a message as BDAT has it and as DATA has it.
func twoForms(t testing.TB, content string) map[string]*Message {
	return map[string]*Message{
		"plain":   parseAs(t, content, Options{}),
		"stuffed": parseAs(t, stuff(content), Options{Stuffed: true}),
	}
}

// listing tells all that is read of a message's parts.
func listing(m *Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "findings %s\n", strings.Join(m.Findings(), " "))
	if err := m.Err(); err != nil {
		fmt.Fprintf(&b, "not analysable: %v\n", err)
		return b.String()
	}
	for _, p := range m.Parts() {
		fmt.Fprintf(&b, "%s %s, seems %s, %d octets, %.8s", p.p.n.place(), p.Type(), p.Detected(), p.Size(), p.SHA256())
		if p.Attachment() {
			fmt.Fprintf(&b, ", attachment %q", p.Names())
		}
		if signed := p.Signed(); signed != nil {
			fmt.Fprintf(&b, ", signed %s", signed)
		}
		fmt.Fprintf(&b, "\n  %q\n", Cut(p.Text(), 60))
	}
	return b.String()
}

// What is read of the corpus is what testdata/parts.golden says, with and without dot-stuffing.
func TestCorpus(t *testing.T) {
	all := corpus(t)
	var have strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		forms := twoForms(t, all[name])
		plain, stuffed := listing(forms["plain"]), listing(forms["stuffed"])
		if plain != stuffed {
			t.Errorf("%s: stuffed it reads as\n%swithout as\n%s", name, stuffed, plain)
		}
		fmt.Fprintf(&have, "== %s\n%s", name, plain)
	}
	if *update {
		if err := os.WriteFile("testdata/parts.golden", []byte(have.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/parts.golden")
	if err != nil {
		t.Fatal(err)
	}
	if have.String() != string(want) {
		t.Errorf("reads as\n%s\nwant testdata/parts.golden; if the new is right, run with -update", have.String())
	}
}
