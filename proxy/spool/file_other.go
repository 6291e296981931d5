//go:build !linux

package spool

import "os"

// openUnlinked makes a file that has no name in dir any more.
func openUnlinked(dir string) (*os.File, error) { return openAndUnlink(dir) }
