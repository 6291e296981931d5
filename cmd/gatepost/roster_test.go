package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// What befalls a plugin is in the log, with its label and what it has come to; who left takes the blame for no warning.
func TestRosterTells(t *testing.T) {
	var log bytes.Buffer
	r := &roster{log: slog.New(slog.NewTextHandler(&log, nil))}
	of, warnings, err := r.load(config.Plugin{Label: "quiet", Files: []config.Source{{Name: "quiet.go", Text: []byte(`package quiet

import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) { return &filters.Filter{}, o.Err() }
`)}}})
	if err != nil || len(warnings) > 0 {
		t.Fatal(warnings, err)
	}
	if _, err := of(filters.NewOptions(filters.Block{Type: "plugin", Label: "quiet"})); err != nil {
		t.Fatal(err)
	}
	r.enforce()
	e := r.serving[0]
	for _, c := range []struct {
		n    plugins.Notice
		err  error
		want string
	}{
		{plugins.InstanceEnded, plugins.ErrMemory, `level=WARN msg="plugin instance ended" plugin=quiet instances=1 made=1 error="it took too much memory"`},
		{plugins.InstanceEnded, plugins.ErrTornDown, `level=INFO msg="plugin instance ended" plugin=quiet `},
		{plugins.CallStuck, plugins.ErrDeadline, `level=WARN msg="plugin call can't be ended" plugin=quiet `},
		{plugins.OutOfService, plugins.ErrOutOfService, `level=ERROR msg="plugin out of service until one of the calls that don't end is back" plugin=quiet `},
		{plugins.InService, nil, `level=INFO msg="plugin in service again" plugin=quiet `},
	} {
		log.Reset()
		r.tell(e, c.n, c.err)
		if !strings.Contains(log.String(), c.want) {
			t.Errorf("have %s\nwant %s", log.String(), c.want)
		}
	}
}

// A call that is ended is told by the plugin itself.
func TestRosterHears(t *testing.T) {
	told := make(written, 10)
	r := &roster{log: slog.New(slog.NewTextHandler(told, nil))}
	of, _, err := r.load(config.Plugin{Label: "busy", Files: []config.Source{{Name: "busy.go", Text: []byte(`package busy

import (
	"errors"
	"strconv"

	"github.com/gatepost-mail/gatepost/filters"
)

func deeper(n int) int { return deeper(n+1) + 1 }

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{}, errors.New(strconv.Itoa(deeper(0)))
}
`)}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := of(filters.NewOptions(filters.Block{Type: "plugin", Label: "busy"})); err == nil || !strings.Contains(err.Error(), "it called itself too deeply") {
		t.Errorf("New gives %v", err)
	}
	if line := <-told; !strings.Contains(line, `msg="plugin instance ended" plugin=busy`) {
		t.Error(line)
	}
}

// written hands on what is written.
type written chan string

func (w written) Write(b []byte) (int, error) {
	w <- string(b)
	return len(b), nil
}
