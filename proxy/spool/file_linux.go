package spool

import (
	"os"

	"golang.org/x/sys/unix"
)

// openUnlinked makes a file that has no name in dir, so that nothing is left of it whatever becomes of the process.
// A file system without O_TMPFILE gives it a name for a moment.
func openUnlinked(dir string) (*os.File, error) {
	f, err := os.OpenFile(dir, os.O_RDWR|unix.O_TMPFILE|unix.O_EXCL, 0o600) // O_EXCL: it can't be given a name later
	if err != nil {
		return openAndUnlink(dir)
	}
	return f, nil
}
