package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// player reads a configuration again and again. When the source of a plugin has changed it plays the transcripts that lie beside it: those
// *.txt in its folder whose configuration names its file.
type player struct {
	file    string
	load    config.Loader
	found   map[string][]byte // sources, by name, as this reading has found them
	serving map[string][]byte // as the last good reading has; nil before the first, which plays nothing
}

// config reads it. An error leaves all as it was.
func (p *player) config() (*proxy.Config, error) {
	p.found = map[string][]byte{}
	cfg, err := config.Load(p.file, builtins().WithPlugins(p.plugin))
	if err == nil && p.serving != nil {
		err = p.play()
	}
	if err != nil {
		return nil, err
	}
	p.serving = p.found
	return cfg, nil
}

// plugin is a config.Loader.
func (p *player) plugin(c config.Plugin) (plugins.New, []string, error) {
	for _, f := range c.Files {
		p.found[f.Name] = f.Text
	}
	return p.load(c)
}

// play gives all failures.
func (p *player) play() error {
	v := &verifier{patience: duration(10 * time.Second)}
	var failed []error
	for _, file := range slices.Sorted(maps.Keys(p.found)) {
		if before, has := p.serving[file]; has && bytes.Equal(before, p.found[file]) {
			continue
		}
		for _, transcript := range beside(file) {
			if _, err := v.one(transcript); err != nil {
				failed = append(failed, fmt.Errorf("%s has changed, and %s doesn't come out\n%w", file, transcript, err))
			}
		}
	}
	return errors.Join(failed...)
}

// beside are the transcripts of a plugin. What in its folder can't be read, or is no transcript, may not be meant for us.
func beside(file string) []string {
	names := regexp.MustCompile(`(?m)\bsource\s*=\s*"([^"]*/)?` + regexp.QuoteMeta(filepath.Base(file)) + `"`)
	all, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*.txt")) // a folder whose name is no pattern has none
	return slices.DeleteFunc(all, func(name string) bool {
		data, err := os.ReadFile(name)
		if err != nil {
			return true
		}
		t, err := proxytest.Parse(name, data)
		return err != nil || !names.Match(configOf(t, filepath.Dir(name)))
	})
}

// configOf is a transcript's own configuration, or that of its folder.
func configOf(t *proxytest.Transcript, folder string) []byte {
	if own, has := t.Files[proxytest.ConfigFile]; has {
		return own
	}
	text, _ := os.ReadFile(filepath.Join(folder, proxytest.ConfigFile)) // without one it names nothing
	return text
}
