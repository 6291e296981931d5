package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// roster keeps the plugins of a configuration, and logs how they fare.
type roster struct {
	log     *slog.Logger
	read    []enrolled // of the configuration that was read last
	serving []enrolled // of the one that is in force
}

// enrolled is a plugin with the label of its block.
type enrolled struct {
	label  string
	plugin *plugins.Plugin
}

// load is a config.Loader.
func (r *roster) load(c config.Plugin) (plugins.New, []string, error) {
	p, warnings, err := loadPlugin(c, logged{r.log})
	if err != nil {
		return nil, nil, err
	}
	e := enrolled{c.Label, p}
	p.Tell(func(n plugins.Notice, err error) { r.tell(e, n, err) })
	r.read = append(r.read, e)
	return p.New, warnings, nil
}

// tell logs what befalls a plugin.
func (r *roster) tell(e enrolled, n plugins.Notice, err error) {
	switch n {
	case plugins.InstanceEnded:
		level := slog.LevelWarn
		if errors.Is(err, plugins.ErrTornDown) {
			level = slog.LevelInfo // its client has gone
		}
		r.log.Log(context.Background(), level, "plugin instance ended", append(counts(e), "error", err.Error())...)
	case plugins.CallStuck:
		r.log.Warn("plugin call can't be ended", append(counts(e), "error", err.Error())...)
	case plugins.OutOfService:
		r.log.Error("plugin out of service until one of the calls that don't end is back", counts(e)...)
	case plugins.InService:
		r.log.Info("plugin in service again", counts(e)...)
	}
}

// enforce is called when the configuration that was read last is in force: those of the one before have done their work.
func (r *roster) enforce() {
	r.retire()
	r.serving, r.read = r.read, nil
}

// retire logs what those in force have come to: an operator wants to know of trouble, and who looks for it of the rest.
func (r *roster) retire() {
	for _, e := range r.serving {
		level := slog.LevelDebug
		if s := e.plugin.Stats(); s.Killed+s.Panics+s.GaveUp+s.Stuck > 0 {
			level = slog.LevelInfo
		}
		r.log.Log(context.Background(), level, "plugin has served", append(counts(e), "engine", e.plugin.Engine())...)
	}
}

// counts are what a plugin has counted, for the log.
func counts(e enrolled) []any {
	s := e.plugin.Stats()
	all := []any{"plugin", e.label}
	for _, c := range [...]struct {
		name string
		n    int
	}{
		{"instances", s.Instances}, {"made", s.Made}, {"ended", s.Killed}, {"panics", s.Panics},
		{"waited", s.Waited}, {"in_vain", s.GaveUp}, {"stuck", s.Stuck},
	} {
		if c.n > 0 {
			all = append(all, c.name, c.n)
		}
	}
	return all
}
