package main

import (
	"embed"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"
)

// starterFiles are what a plugin begins with; "starter" in them becomes its name.
//
//go:embed starter/*.txt
var starterFiles embed.FS

func pluginNewVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "new NAME",
		Short: "Begin a plugin: a filter that works, its test, its configuration",
		Long: `Begin a plugin in a new directory NAME: NAME.go, a filter that works; refused.txt, a dialogue that tests it; gatepost.hcl, a configuration that
names it; and go.mod, by which editors complete.

For them there is a copy of the contract in NAME/.gatepost, as declarations with their comments: nothing is fetched, and the gateway
itself reads neither it nor go.mod. In a directory that is there no file is overwritten: what the beginning lacks is written, and that copy is made
anew, as after an update of this program. Where there are Go files already, no filter is.`,
		Args: func(c *cobra.Command, args []string) error {
			if err := one("NAME, that of the plugin, its package and its directory")(c, args); err != nil {
				return err
			}
			return packageName(filepath.Base(args[0]))
		},
		RunE: func(c *cobra.Command, args []string) error { return newPlugin(args[0], c.OutOrStdout()) },
	}
}

var plainName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)

// packageName tells what is wrong with the name of a package.
func packageName(name string) error {
	if !plainName.MatchString(name) || token.IsKeyword(name) || types.Universe.Lookup(name) != nil || name == "main" || name == "filters" {
		return fmt.Errorf("a package can't be called %q: want a word of small letters and digits that means nothing in Go", name)
	}
	return nil
}

// newPlugin makes a directory with what a plugin begins with. Where there is one, what is in it stays as it is.
func newPlugin(dir string, out io.Writer) error {
	name := filepath.Base(dir)
	there, err := standsThere(dir)
	if err != nil {
		return err
	}
	if !there {
		if err := os.Mkdir(dir, 0o777); err != nil {
			return err
		}
	}
	s := starting{dir: dir, name: name, begun: hasGo(dir)}
	if err := s.write(); err != nil {
		return err
	}
	if err := writeContract(filepath.Join(dir, ".gatepost")); err != nil {
		return err
	}
	said := fmt.Sprintf(starterText, dir, name)
	if there {
		said = s.account()
	}
	_, err = io.WriteString(out, said)
	return err
}

// standsThere tells whether there is a directory already. An error is that something else is there.
func standsThere(dir string) (bool, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, fmt.Errorf("%s is a file, and stays as it is: want the name of a directory, or of none that is there", dir)
	}
	return true, nil
}

// starterText says what to do next.
const starterText = `%[1]s has a filter, %[2]s.go, that refuses mail to mailboxes that are closed; its test; and a configuration. Now:

  # What is wrong with it:
  gatepost plugin check %[1]s

  # Play its dialogues:
  gatepost plugin test %[1]s

  # Both whenever it is saved, before a mail server to try:
  gatepost plugin dev %[1]s/%[2]s.go

  # What a filter sees, and what it may answer:
  gatepost plugin doc
`

// writeContract makes a module of the contract.
func writeContract(dir string) error {
	filters, err := fs.ReadFile(contractFiles, contractFilters)
	if err != nil {
		return err
	}
	message, err := fs.ReadFile(contractFiles, contractMessage)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		"go.mod":                     "module github.com/gatepost-mail/gatepost\n\ngo 1.26\n",
		"filters/filters.go":         string(filters),
		"filters/declared.s":         declaredElsewhere,
		"filters/message/message.go": string(message),
		"filters/message/declared.s": declaredElsewhere,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// declaredElsewhere is an assembler file, in whose company the compiler takes functions without a body.
const declaredElsewhere = "// The functions of this package are in gatepost: this is what they look like.\n"
