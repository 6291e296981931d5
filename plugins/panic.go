package plugins

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

// Panic is a panic of a plugin, with the value that the plugin gave it.
type Panic struct {
	Value any
	file  string // of compiled code
	line  int
}

// Error words the value as Go does.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Unwrap is the value, where that is an error.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// thrown is the statement of compiled code that has panicked, asked where the panic is recovered: the plugin's own, where the standard library
// panicked on its behalf.
func thrown() (file string, line int) {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for f, more := frames.Next(); more; f, more = frames.Next() {
		if first, _, deep := strings.Cut(f.Function, "/"); deep && strings.Contains(first, ".") { // no package of the standard library
			return filepath.Base(f.File), f.Line
		}
	}
	return "", 0
}
