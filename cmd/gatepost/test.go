package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

func testVerb() *cobra.Command {
	v := verifier{patience: duration(10 * time.Second)}
	c := &cobra.Command{
		Use:   "test TRANSCRIPT…",
		Short: "Play dialogues against a configuration",
		Long: `Play dialogues against the configuration that each has in its section gatepost.hcl, or else in a file gatepost.hcl beside it; or all
against another one. A directory stands for all *.txt in it. The time is the dialogue's, and DNS knows what its section dns says.`,
		Args: some("a TRANSCRIPT, or a directory of them"),
		RunE: func(c *cobra.Command, args []string) error {
			v.out = c.OutOrStdout()
			return v.all(args)
		},
	}
	c.Flags().StringVar(&v.config, "config", "", "play against this configuration instead of the transcripts' own")
	c.Flags().StringVar(&v.front, "front", "", "the label of the front that clients talk to (default the first that speaks the dialogue's protocol)")
	c.Flags().Var(&v.patience, "patience", "how long the proxy may take for one thing, in real time")
	c.Flags().BoolVarP(&v.update, "update", "u", false, "write into the transcripts what the proxy really says")
	return c
}

// verifier plays transcripts.
type verifier struct {
	config   string // a file; "": the transcripts' own
	front    string // its label; "": the first of the dialogue's protocol
	patience duration
	update   bool
	out      io.Writer
}

// all plays what paths stand for. All of them are played, whatever fails.
func (v *verifier) all(paths []string) error {
	files, err := transcripts(paths)
	if err != nil {
		return err
	}
	failed := false
	for _, file := range files {
		word, err := v.one(file)
		if err != nil {
			failed = true
			fmt.Fprintf(v.out, "FAIL %s\n%s\n", file, strings.TrimRight(err.Error(), "\n"))
			continue
		}
		fmt.Fprintf(v.out, "%s %s\n", word, file)
	}
	if failed {
		return errSaid
	}
	return nil
}

// transcripts are the files that paths stand for.
func transcripts(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		within, err := filepath.Glob(filepath.Join(path, "*.txt"))
		if err != nil {
			return nil, err
		}
		if len(within) == 0 && len(paths) == 1 {
			return nil, fmt.Errorf("%s: no *.txt in this directory", path)
		}
		files = append(files, within...)
	}
	if len(files) == 0 {
		return nil, errors.New("no *.txt in any of these directories")
	}
	return files, nil
}

// one plays a transcript and says in a word how it went.
func (v *verifier) one(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	t, err := proxytest.Parse(file, data)
	if err != nil {
		return "", err
	}
	start, err := v.against(file, t)
	if err != nil {
		return "", err
	}
	t.Front, t.Patience = v.front, time.Duration(v.patience)
	if v.update {
		return v.rewrite(file, data, t, start)
	}
	return "ok", proxytest.Play(t, start)
}

// against finds the configuration.
func (v *verifier) against(file string, t *proxytest.Transcript) (proxytest.Start, error) {
	_, within := t.Files[proxytest.ConfigFile]
	beside := filepath.Join(filepath.Dir(file), proxytest.ConfigFile)
	switch _, err := os.Stat(beside); {
	case v.config != "":
		return proxytest.FromFile(v.config, known(nil)), nil
	case within:
		return proxytest.FromConfig(known(nil)), nil
	case err == nil:
		return proxytest.FromFile(beside, known(nil)), nil
	}
	return nil, fmt.Errorf("it doesn't say against which configuration: name one by --config, or add a section %q, or a file %s beside it",
		"-- "+proxytest.ConfigFile+" --", proxytest.ConfigFile)
}

// rewrite puts what the proxy really says into the file.
func (v *verifier) rewrite(file string, data []byte, t *proxytest.Transcript, start proxytest.Start) (string, error) {
	now, err := proxytest.Update(t, start)
	if err != nil || bytes.Equal(now, data) {
		return "ok", err
	}
	return "updated", os.WriteFile(file, now, 0o666)
}
