package main

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// duration is a flag that takes a time as the configuration writes it: "90s", "24h", "7d".
type duration time.Duration

// String is the time; it is of pflag.Value, as the others are. None is "".
func (d *duration) String() string {
	if *d == 0 {
		return ""
	}
	return time.Duration(*d).String()
}

// Type says what it is.
func (*duration) Type() string { return "duration" }

// Set takes a time that is longer than none.
func (d *duration) Set(text string) error {
	t, err := filters.ParseDuration(text)
	if err == nil && t == 0 {
		err = errors.New("want a time longer than 0")
	}
	*d = duration(t)
	return err
}
