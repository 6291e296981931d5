// Command gatepost is a transparent, filtering SMTP and POP3 proxy.
//
//	gatepost run [FILE]           serves what FILE configures; without FILE, something to try
//	gatepost check FILE           tells what is wrong with a configuration
//	gatepost doctor FILE          tells what would keep a configuration from working on this machine
//	gatepost test TRANSCRIPT…     plays dialogues against a configuration
//	gatepost filters [NAME]       lists the built-in filters, or explains one
//	gatepost explain FILE …       runs an envelope through a chain and prints what each filter says
//	gatepost journal VERB …       reads the record: show, tail, shadow
//	gatepost plugin VERB …        writes filters of one's own: new, check, test, dev, doc
//	gatepost build --with PATH…   makes a gatepost with plugins compiled in
//	gatepost version              tells what this program was built from
//
// It ends with status 1 if something failed, and with 2 if it was called in a way that makes no sense, or takes a Go toolchain
// that isn't there.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

func main() { os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr)) }

// errSaid is the failure of a verb that has already said what is wrong.
var errSaid = errors.New("said already")

// execute runs one verb and returns the exit status.
func execute(args []string, out, errs io.Writer) int {
	began := false
	root := &cobra.Command{
		Use:               "gatepost",
		Short:             "A transparent, filtering SMTP and POP3 proxy",
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRun:  func(*cobra.Command, []string) { began = true },
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.AddCommand(runVerb(), checkVerb(), doctorVerb(), testVerb(), filtersVerb(), explainVerb(), journalVerb(), pluginVerb(), buildVerb(), versionVerb())
	root.SetHelpCommand(helpVerb())
	root.SetVersionTemplate("{{.Version}}")
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	verb, err := root.ExecuteC()
	if err != nil && !began { // the call itself is wrong: cobra runs nothing then
		fmt.Fprintf(errs, "gatepost: %s\nTry \"%s --help\".\n", strings.TrimSpace(err.Error()), verb.CommandPath())
		return 2
	}
	return status(err, errs)
}

// status says what is wrong, as far as it wasn't said, and how that is told to the caller.
func status(err error, errs io.Writer) int {
	var places *config.Error
	var problems plugins.Problems
	var undone unlike
	var unheard proxy.ListenErrors
	switch {
	case err == nil:
		return 0
	case errors.As(err, &places):
		fmt.Fprintln(errs, places) // each begins with its file and line, where editors look for them
	case errors.As(err, &problems):
		fmt.Fprintln(errs, problems) // likewise
	case errors.As(err, &undone):
		fmt.Fprintln(errs, undone) // likewise
	case errors.As(err, &unheard):
		for _, one := range unheard {
			fmt.Fprintf(errs, "gatepost: %v\n", one)
		}
	case errors.Is(err, errNoToolchain):
		fmt.Fprintf(errs, "gatepost: %v\n", err)
		return 2
	case err != errSaid:
		fmt.Fprintf(errs, "gatepost: %v\n", err)
	}
	return 1
}
