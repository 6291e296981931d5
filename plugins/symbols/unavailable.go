package symbols

import (
	"cmp"
	"fmt"
	"path"
	"strings"
)

// Unavailable says why a script can't have a package, what to use instead, and where the list of those is that it can have.
func Unavailable(path string) error {
	return fmt.Errorf("scripts can't have it: %s; \"gatepost plugin doc imports\" lists what they can have", why(path))
}

// why is the reason, or what to use instead.
func why(path string) string {
	first, _, _ := strings.Cut(path, "/")
	switch instead := cmp.Or(Instead[path], Instead[parent(path)]); {
	case instead != "":
		return instead
	case strings.HasPrefix(path, "."):
		return "a plugin is one package; files of it that lie in one folder are read together, when source names the folder"
	case strings.HasPrefix(path, module):
		return "of Gatepost itself they have package filters, which is the contract, and nothing else"
	case strings.Contains(first, "."):
		return "modules of others aren't read, because nothing is fetched and nothing but the plugin's own files is interpreted; copy what is needed into a file of this package"
	}
	return notTaken
}

// module begins the import paths of this module.
const module = "github.com/gatepost-mail/gatepost/"

// parent is the family that a package belongs to: "go" is that of go/ast.
func parent(p string) string {
	if family := path.Dir(p); family != "." {
		return family
	}
	return ""
}

// Instead says for packages that scripts often want and can't have, or for all below one, why that is or what to use.
var Instead = map[string]string{
	Message:          "package filters has names for what scripts use of it",
	"container/ring": notTaken + "; an index that counts modulo len turns round in a slice",
	"crypto/rand":    "math/rand/v2 is seeded by the system and can't be foretold; keys are not for scripts",
	"crypto/tls":     "Session.TLS says what the connection has",
	"embed":          "only files that are compiled can have others in them; a file is read by an option: Options.Lines, or file(…) in the configuration",
	"encoding/gob":   notTaken + "; encoding/json writes what a script keeps",
	"encoding/xml":   notTaken + "; look for what you need with regexp or strings",
	"filters":        "the contract is " + Filters,
	"flag":           "what a plugin is told are its options: Options.String, Options.Int, …",
	"go":             "a script knows nothing of the program that it is",
	"html/template":  "put texts together with fmt or strings.NewReplacer",
	"io/fs":          "a file is read by an option: Options.Lines, or file(…) in the configuration",
	"io/ioutil":      "io.ReadAll and io.Discard are in package io; there are no files",
	"log":            notes,
	"log/slog":       notes,
	"math/big":       notTaken + "; math/bits has sums and products of 128 bits",
	"math/rand":      "its Seed changes what all of the program draws from; math/rand/v2 has the same without it, as rand.IntN for rand.Intn",
	"net":            "names are asked with Session.Resolver, addresses are of net/netip",
	"net/http":       "a hook can ask nobody but the DNS, with Session.Resolver",
	"net/smtp":       "a filter speaks through its verdicts",
	"os":             "a file is read by an option: Options.Lines, or file(…) in the configuration",
	"os/exec":        "a script starts no programs",
	"path/filepath":  "for patterns there is package path",
	"reflect":        "use a type switch",
	"runtime":        "a script knows nothing of the process that runs it",
	"syscall":        "a script computes, and reaches nothing outside",
	"testing":        "a plugin is tested by dialogues, with \"gatepost plugin test\"",
	"text/template":  "put texts together with fmt or strings.NewReplacer",
	"unsafe":         "there is no way around the types",
}

const (
	notes    = "Session.Note writes what a filter has found into the journal, and fmt.Println into the log"
	notTaken = "this program doesn't have it for them"
)
