package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// player reads a configuration again and again. When the source of a plugin has changed it plays the transcripts that lie beside it: those
// *.txt in its folder whose configuration names its file, or the folder where source does.
type player struct {
	file    string
	plugins *roster
	apart   context.Context   // of the processes in which plugins are tried; nil: they are tried here
	found   map[string][]byte // sources, by name, as the last reading has found them
	serving map[string][]byte // as what is in force has them; nil before, when nothing is played
	played  int               // transcripts, by the last reading
	loaded  bool              // apart, by the last reading
	ended   error             // the process that loaded it
}

// config reads it.
func (p *player) config() (*proxy.Config, error) {
	p.found, p.plugins.read, p.played, p.loaded, p.ended = map[string][]byte{}, nil, 0, false, nil
	cfg, err := config.Load(p.file, builtins().WithPlugins(p.plugin))
	if p.ended != nil {
		return nil, p.ended
	}
	if err == nil && p.serving != nil {
		err = p.play()
	}
	if err != nil {
		return nil, err
	}
	return cfg, nil
}

// enforce is called when what was read last is in force.
func (p *player) enforce() {
	p.serving = p.found
	p.plugins.enforce()
}

// plugin is a config.Loader. Before the first plugin is loaded here, all are apart: one may end whoever loads it.
func (p *player) plugin(c config.Plugin) (plugins.New, []string, error) {
	for _, f := range c.Files {
		p.found[f.Name] = f.Text
	}
	if p.apart != nil && !p.loaded {
		p.loaded = true
		if err := loadApart(p.apart, p.file); !p.cant(err) && err != nil {
			p.ended = fmt.Errorf("%s: its plugins can't be loaded: %w", p.file, err)
		}
	}
	if p.ended != nil {
		return nil, nil, p.ended
	}
	return p.plugins.load(c)
}

// cant tells whether nothing could be tried apart, and warns of it.
func (p *player) cant(err error) bool {
	_, is := err.(unbegun)
	if is {
		p.plugins.log.Warn("a plugin is tried in the gate's own process, which it can end: another couldn't be begun", "error", err.Error())
	}
	return is
}

// play gives all failures, as unlike.
func (p *player) play() error {
	var failed unlike
	done := map[string]bool{} // of a folder with several files that have changed
	for _, file := range slices.Sorted(maps.Keys(p.found)) {
		if before, has := p.serving[file]; has && bytes.Equal(before, p.found[file]) {
			continue
		}
		for _, transcript := range beside(file) {
			if done[transcript] {
				continue
			}
			done[transcript] = true
			p.played++
			if err := p.one(transcript); err != nil {
				failed = append(failed, difference{file, transcript, err})
			}
		}
	}
	if len(failed) > 0 {
		return failed
	}
	return nil
}

// one plays a transcript: apart, or where that can't be, here.
func (p *player) one(transcript string) error {
	if p.apart != nil {
		if err := playApart(p.apart, transcript); !p.cant(err) {
			return err
		}
	}
	v := &verifier{patience: duration(10 * time.Second)}
	_, err := v.one(transcript)
	return err
}

// unlike are dialogues that don't come out, at least one.
type unlike []difference

// difference is one of them.
type difference struct {
	source, transcript string // their files
	err                error
}

// Error has a paragraph for each, which begins with the place in the dialogue.
func (u unlike) Error() string {
	var texts []string
	for _, d := range u {
		texts = append(texts, d.err.Error()+"\n"+d.source+": this dialogue beside it doesn't come out")
	}
	return strings.Join(texts, "\n")
}

// beside are the transcripts of a plugin. What in its folder can't be read, or is no transcript, may not be meant for us.
func beside(file string) []string {
	folder := regexp.QuoteMeta(filepath.Base(filepath.Dir(file)))
	names := regexp.MustCompile(`(?m)\bsource\s*=\s*"(([^"]*/)?(` + regexp.QuoteMeta(filepath.Base(file)) + `|` + folder + `/?)|\./?)"`)
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
