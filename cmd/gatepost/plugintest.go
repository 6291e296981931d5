package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/plugins"
)

func pluginTestVerb() *cobra.Command {
	t := trialRun{engine: oneOf("interpreted", "compiled", "both")}
	t.v.patience = duration(10 * time.Second)
	c := &cobra.Command{
		Use:   "test [PATH]",
		Short: "Check a plugin and play its dialogues",
		Long: `Check the plugin in the file PATH, or those in the directory PATH or else the current one, and play the dialogues beside them: *.txt, each against the configuration in its
section gatepost.hcl, or else the file gatepost.hcl.

With --engine compiled they are played by a program that has the plugins compiled in, as "gatepost build" makes it; with both by either,
and what differs is told. That takes a Go toolchain and the sources of gatepost; without a toolchain the status is 2.`,
		Args: func(c *cobra.Command, args []string) error {
			if t.v.update && t.engine.word != "interpreted" {
				return errors.New("--update writes what the interpreted plugin says: it doesn't go with --engine")
			}
			return atMostOne("PATH, a plugin's file or the directory of some")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			t.v.out = c.OutOrStdout()
			return t.run(append(args, ".")[0], c.ErrOrStderr())
		},
	}
	c.Flags().Var(t.engine, "engine", "how the plugin is run")
	c.Flags().StringVar(&t.source, "source", "", "a directory with the sources of gatepost, to compile with")
	c.Flags().Var(&t.v.patience, "patience", "how long the proxy may take for one thing, in real time")
	c.Flags().BoolVarP(&t.v.update, "update", "u", false, "write into the transcripts what the proxy really says")
	return c
}

// trialRun is a test of plugins.
type trialRun struct {
	v      verifier
	engine *choice
	source string
}

func (t *trialRun) run(path string, errs io.Writer) error {
	if err := checkPlugins([]string{path}, plugins.Grants{DNS: true, Store: true}, io.Discard, errs); err != nil {
		return err
	}
	switch t.engine.word {
	case "compiled":
		said, err := t.compiled(path)
		t.v.out.Write(said)
		return err
	case "both":
		return t.both(path)
	}
	return t.v.all([]string{folderOf(path)})
}

// folderOf is where the dialogues of a plugin lie that is a file or a directory.
func folderOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return filepath.Dir(path)
}

// both plays the dialogues twice and compares what was said of them.
func (t *trialRun) both(path string) error {
	if _, err := toolchain(); err != nil {
		return err
	}
	sources, err := sourcesOf([]string{path})
	if err != nil {
		return err
	}
	for _, s := range sources {
		if compiledOf(s.files) != nil {
			return fmt.Errorf("this program has %s compiled in and can't interpret it: compare with one that hasn't", s.clause)
		}
	}
	out := t.v.out
	var interpreted bytes.Buffer
	t.v.out = &interpreted
	failed := t.v.all([]string{folderOf(path)})
	if failed != nil && failed != errSaid {
		return failed
	}
	out.Write(interpreted.Bytes())
	compiled, err := t.compiled(path)
	if err != nil && err != errSaid {
		return err
	}
	if string(compiled) != interpreted.String() {
		fmt.Fprintf(out, "compiled it differs:\n%s", compiled)
		return errSaid
	}
	fmt.Fprintln(out, "compiled it is the same")
	return failed
}

// compiled plays the dialogues in a program that has the plugins compiled in.
func (t *trialRun) compiled(path string) ([]byte, error) {
	temp, err := os.MkdirTemp("", "gatepost-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	a := assembly{with: []string{path}, out: filepath.Join(temp, "gatepost"), source: t.source}
	if err := a.build(io.Discard); err != nil {
		return nil, err
	}
	c := exec.Command(a.out, "test", "--patience", t.v.patience.String(), folderOf(path))
	var errs bytes.Buffer
	c.Stderr = &errs
	said, err := c.Output()
	switch failed := (*exec.ExitError)(nil); {
	case errors.As(err, &failed) && errs.Len() == 0:
		return said, errSaid
	case err != nil:
		return said, fmt.Errorf("compiled: %w\n%s", err, strings.TrimSpace(errs.String()))
	}
	return said, nil
}
