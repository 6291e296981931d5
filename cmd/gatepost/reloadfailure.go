package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// reloadFailure is what the log says of a reload that failed: the first fault in one line, how many more there are, and how to see all.
func reloadFailure(file string, err error) []any {
	all := faults(err)
	attrs := []any{"error", all[0]}
	if len(all) > 1 {
		attrs = append(attrs, "more", len(all)-1)
	}
	return append(attrs, "see", "gatepost check "+file)
}

// faults are all that an error tells, a line each that begins with its place.
func faults(err error) []string {
	var places *config.Error
	var undone unlike
	var unheard proxy.ListenErrors
	var all []string
	switch {
	case errors.As(err, &places):
		for _, p := range places.Problems {
			all = append(all, faultsAt(p)...)
		}
	case errors.As(err, &undone):
		for _, d := range undone {
			all = append(all, fmt.Sprintf("%s: %s beside it doesn't come out: %s", d.source, d.transcript, firstLine(d.err.Error())))
		}
	case errors.As(err, &unheard):
		for _, one := range unheard {
			all = append(all, one.Error())
		}
	default:
		all = []string{firstLine(err.Error())}
	}
	return all
}

// faultsAt are those at one place of a configuration: of a plugin's source there may be many.
func faultsAt(p config.Problem) []string {
	at := firstLine(p.String())
	problems, are := p.Cause().(plugins.Problems)
	if !are {
		return []string{at}
	}
	var all []string
	for _, inner := range problems {
		all = append(all, at+": "+firstLine(inner.Error()))
	}
	return all
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
