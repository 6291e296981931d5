// Package leaktest holds tests to what they have begun and opened: behind them no goroutine runs on, and no descriptor is open. Nothing but
// tests may import it.
//
//	func TestMain(m *testing.M) { leaktest.Main(m) }
package leaktest

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// Main runs the tests of a package and exits with their code, or with 1 if they leave something behind.
func Main(m *testing.M) { os.Exit(Tests{M: m}.Run()) }

// Tests are the tests of a package, for a TestMain that has more to do than [Main].
type Tests struct {
	M interface{ Run() int } // a *testing.M

	// Patience is how long goroutines have to end that are about to, or whose end waits for the garbage collector; 0: 30 s.
	Patience time.Duration
}

// Run runs the tests and tells their code; 1 if they pass, but leave goroutines or descriptors behind, each of which is named on stderr.
func (t Tests) Run() int {
	before := Open()
	code := t.M.Run()
	if code != 0 {
		return code
	}
	err := goleak.Find()
	left := before.Left() // before the garbage collector closes what was forgotten
	for begun := time.Now(); err != nil && time.Since(begun) < cmp.Or(t.Patience, 30*time.Second); {
		runtime.GC()
		runtime.GC()
		err = goleak.Find() // an interpreter ends when nobody holds its filters any more
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "leaktest: goroutines run on behind the tests:", err)
		code = 1
	}
	if len(left) > 0 {
		fmt.Fprintf(os.Stderr, "leaktest: descriptors are open behind the tests:\n\t%s\n", strings.Join(left, "\n\t"))
		code = 1
	}
	return code
}
