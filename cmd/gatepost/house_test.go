package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	module = "github.com/gatepost-mail/gatepost"
	root   = "../.."
)

// mayImport is who may import whom of ours. A package finds its row by name, else by "<parent>/*". Everything points to
// filters, which knows nobody; only cmd and proxy/config may know which filters exist; a built-in may use what a script may use.
var mayImport = map[string][]string{
	"filters":                 {"filters/message"},
	"filters/message":         {},
	"filters/*":               {"filters", "filters/message"},
	"examples/*":              {"filters", "filters/message"}, // where the README lets authors begin
	"proxy/wire":              {},
	"proxy/journal":           {"filters", "proxy/wire"},
	"proxy/journal/retell":    {"filters", "filters/message", "proxy/journal"},
	"proxy/resolver":          {"filters", "proxy/wire"},
	"proxy/store":             {"filters", "proxy/wire"},
	"proxy/spool":             {"filters/message"},
	"proxy/upstream":          {"proxy/wire"},
	"proxy/sasl":              {"filters"},
	"proxy/certificates":      {"proxy/wire"},
	"proxy/conversation":      {"filters", "filters/message", "proxy/wire", "proxy/journal", "proxy/spool", "proxy/upstream"},
	"proxy/smtp":              {"filters", "filters/message", "proxy/wire", "proxy/journal", "proxy/spool", "proxy/upstream", "proxy/sasl", "proxy/conversation"},
	"proxy/pop3":              {"filters", "filters/message", "proxy/wire", "proxy/journal", "proxy/spool", "proxy/upstream", "proxy/sasl", "proxy/conversation"},
	"proxy":                   {"filters", "proxy/wire", "proxy/journal", "proxy/resolver", "proxy/store", "proxy/spool", "proxy/upstream", "proxy/certificates", "proxy/conversation", "proxy/smtp", "proxy/pop3"},
	"proxy/config":            {"filters", "filters/*", "proxy", "proxy/certificates", "proxy/resolver", "proxy/smtp", "proxy/pop3", "proxy/spool", "proxy/stranger", "proxy/upstream"},
	"proxy/stranger":          {"filters"},
	"proxy/explain":           {"filters", "filters/message", "proxy", "proxy/wire"},
	"proxy/proxytest":         {"filters", "proxy", "proxy/config", "proxy/journal", "proxy/journal/retell", "proxy/wire"},
	"proxy/leaktest":          {},
	"proxy/sessiontest":       {"filters", "proxy/certificates", "proxy/journal", "proxy/leaktest", "proxy/proxytest", "proxy/spool", "proxy/upstream", "proxy/wire"},
	"plugins":                 {"filters", "plugins/gate", "plugins/support", "plugins/symbols"},
	"plugins/gate":            {"plugins/symbols"}, // no interpreter: what is wrong with a script can be said without one
	"plugins/support":         {"filters"},
	"plugins/symbols":         {"filters"},
	"plugins/symbols/make":    {"plugins/symbols"},
	"cmd/gatepost":            {"*"},
	"cmd/gatepost/mailserver": {},
}

// ownMeans are the packages that need no more than the standard library beside ours.
var ownMeans = []string{"filters", "filters/*", "proxy/wire", "proxy/journal"}

// lentMeans are exceptions to that, each with what it needs: to tell harmless HTML from the rest takes a parser and lists that others keep up to date, and a
// filter of our own making would be the hole.
var lentMeans = map[string][]string{
	"filters/mimerewrite": {"github.com/microcosm-cc/bluemonday"},
}

// onlyTests are the packages that nothing but tests may import.
var onlyTests = []string{"proxy/leaktest", "proxy/sessiontest"}

// goPackage is what go list tells.
type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func TestWhoImportsWhom(t *testing.T) {
	packages := listed(t)
	for _, p := range packages {
		name, ours := strings.CutPrefix(p.ImportPath, module+"/")
		if !ours {
			continue
		}
		row, known := rowOf(name)
		if !known {
			t.Errorf("%s: mayImport doesn't say whom it may import", name)
			continue
		}
		for _, imported := range p.Imports {
			checkImport(t, packages, name, imported, mayImport[row])
		}
	}
}

// checkImport holds one import against the rows.
func checkImport(t *testing.T, packages map[string]goPackage, name, imported string, may []string) {
	t.Helper()
	other, ours := strings.CutPrefix(imported, module+"/")
	switch {
	case ours && slices.Contains(onlyTests, other) && !slices.Contains(onlyTests, name):
		t.Errorf("%s imports %s, which is for tests", name, other)
	case ours && !matches(other, may):
		t.Errorf("%s imports %s and may not", name, other)
	case !ours && !packages[imported].Standard && matches(name, ownMeans) && !slices.Contains(lentMeans[name], imported):
		t.Errorf("%s imports %s and should need nothing beyond the standard library", name, imported)
	case strings.HasPrefix(imported, "github.com/traefik/yaegi") && name != "plugins":
		t.Errorf("%s imports %s, which only plugins may know", name, imported)
	}
}

// What a built-in could reach by these, no script can: files and hosts are read by the host, through the options and the session.
func TestFiltersReachNothing(t *testing.T) {
	harmless := []string{"net/mail", "net/netip", "net/textproto", "net/url"}
	for _, p := range listed(t) {
		name, ours := strings.CutPrefix(p.ImportPath, module+"/")
		if !ours || name != "filters" && !strings.HasPrefix(name, "filters/") {
			continue
		}
		for _, imported := range p.Imports {
			top, _, _ := strings.Cut(imported, "/")
			if slices.Contains([]string{"os", "net", "syscall", "unsafe", "plugin"}, top) && !slices.Contains(harmless, imported) {
				t.Errorf("%s imports %s, which no script may", name, imported)
			}
		}
	}
}

// rowOf is the key of the row for a package.
func rowOf(name string) (string, bool) {
	for _, key := range []string{name, filepath.Dir(name) + "/*"} {
		if _, ok := mayImport[key]; ok {
			return key, true
		}
	}
	return "", false
}

// matches tells whether a package is one of those named.
func matches(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if pattern == "*" || pattern == name {
			return true
		}
		parent, any := strings.CutSuffix(pattern, "/*")
		_, exact := mayImport[name] // filters/message has a row of its own and isn't meant by filters/*
		return any && filepath.Dir(name) == parent && !exact
	})
}

// listed is every package that the module's packages need, with itself.
func listed(t *testing.T) map[string]goPackage {
	t.Helper()
	c := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Standard", "./...")
	c.Dir = root
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errs.Bytes())
	}
	packages := map[string]goPackage{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
}

// The top level of the repository is fixed; dot-files may stand beside it, and what git ignores.
func TestTopLevel(t *testing.T) {
	allowed := append(ignored(t), "cmd", "proxy", "filters", "plugins", "examples", "go.mod", "go.sum", "README.md", ".*")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.ContainsFunc(allowed, func(pattern string) bool { ok, _ := filepath.Match(pattern, e.Name()); return ok }) {
			t.Errorf("%s is at the top level", e.Name())
		}
	}
}

func ignored(t *testing.T) []string {
	data, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for line := range strings.Lines(string(data)) {
		patterns = append(patterns, strings.Trim(strings.TrimSpace(line), "/")) // before it: at the top; behind it: a directory
	}
	return patterns
}

// Work that isn't done is done, or is written down elsewhere; and nothing registers itself.
func TestNoMarkersNoInit(t *testing.T) {
	forbidden := map[*regexp.Regexp]string{ // each begins with what can be looked for quickly
		regexp.MustCompile("TO" + `DO\b`):          "a marker of unfinished work",
		regexp.MustCompile("FIX" + `ME\b`):         "a marker of unfinished work",
		regexp.MustCompile("\nfunc in" + `it\(\)`): "an init function",
	}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (strings.HasPrefix(e.Name(), ".") && len(e.Name()) > 2 || path == filepath.Join(root, "plugins", "testdata")) {
			return fs.SkipDir // the programs there are others', and may do what they like
		}
		if e.Type().IsRegular() && slices.Contains([]string{".go", ".hcl", ".md", ".txt", ".txtar"}, filepath.Ext(path)) {
			return search(t, path, forbidden)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func search(t *testing.T, path string, forbidden map[*regexp.Regexp]string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for pattern, what := range forbidden {
		for _, at := range pattern.FindAllIndex(data, -1) {
			t.Errorf("%s:%d: %s: %s", path, 1+bytes.Count(data[:at[1]], []byte("\n")), what, bytes.TrimSpace(data[at[0]:at[1]]))
		}
	}
	return nil
}
