package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// signals are what whoever runs a gate tells it. They are listened for before anything else is done, so that none ends a start in the middle of
// something: what comes before the gate serves is obeyed as soon as it does.
type signals struct {
	ends    chan os.Signal  // SIGTERM and SIGINT: the first one, and the second
	reloads chan os.Signal  // SIGHUP: one is as good as several that come before it is obeyed
	told    context.Context // done when the gate is told to end
	stop    func()          // leaves signals to do what they do by default
}

// listenForSignals listens until stop is called.
func listenForSignals() signals {
	s := signals{ends: make(chan os.Signal, 2), reloads: make(chan os.Signal, 1)}
	signal.Notify(s.reloads, syscall.SIGHUP)
	signal.Notify(s.ends, syscall.SIGTERM, syscall.SIGINT)
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	s.told, s.stop = told, func() {
		stop()
		signal.Stop(s.ends)
		signal.Stop(s.reloads)
	}
	return s
}

// await waits for a step, and tells whether it was done before the gate was told to end. One that wasn't is left where it is until the process ends,
// since nothing ends the reading of a file: it has to be a step that leaves nothing half done.
func (s signals) await(step func()) bool {
	done := make(chan struct{})
	go func() { defer close(done); step() }()
	select {
	case <-done:
		return true
	case <-s.told.Done():
		return false
	}
}
