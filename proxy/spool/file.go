package spool

import (
	"errors"
	"os"
)

// openAndUnlink makes a file that only this user can read, and takes its name away at once.
func openAndUnlink(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "gatepost-*") // mode 0600
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
