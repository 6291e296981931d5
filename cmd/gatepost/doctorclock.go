package main

import (
	"os"
	"runtime/debug"
	"time"
)

// builtAt is when this program was built, as far as it knows: the time of its revision, or that of its file. The zero Time: it doesn't.
func builtAt() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if t, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
				return t
			}
		}
	}
	file, err := os.Executable()
	if err != nil {
		return time.Time{}
	}
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// clock is whether the machine's could be right.
func clock(now, built time.Time) finding {
	const form = "2006-01-02 15:04 UTC"
	if now.Before(built) {
		return found(ill, "clock: it says %s, and this program was built at %s: set the clock, or certificates and what DNS says look out of date, "+
			"and the journal has wrong times", now.UTC().Format(form), built.UTC().Format(form))
	}
	return found(fine, "clock: %s", now.UTC().Format(form))
}
