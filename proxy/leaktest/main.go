// Package leaktest holds tests to what they have begun and opened: behind them no goroutine runs on, and no descriptor is open. Nothing but
// tests may import it.
//
// [Check] looks behind one test, and is called by what makes gates, servers and clients for tests. [Main] is the net below, for what tests do without
// such a thing, and for those that run beside others:
//
//	func TestMain(m *testing.M) { leaktest.Main(m) }
package leaktest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// Main runs the tests of a package and exits with their code, or with 1 if they leave something behind.
func Main(m *testing.M) { os.Exit(Tests{M: m}.Run()) }

// Tests are the tests of a package, for a TestMain that has more to do than [Main].
type Tests struct {
	M interface{ Run() int } // a *testing.M

	Stays    []string      // functions whose goroutines may run on, as of [Check]
	Patience time.Duration // how long goroutines have to end that are about to, or whose end waits for the garbage collector; 0: 30 s
}

// Run runs the tests and tells their code; 1 if they pass, but leave goroutines or descriptors behind, each of which is named on stderr.
func (t Tests) Run() int {
	before := Open()
	code := t.M.Run()
	if code != 0 {
		return code
	}
	open, goroutines := behind(before, t.Patience, staying(t.Stays))
	if goroutines != nil {
		fmt.Fprintln(os.Stderr, "leaktest: goroutines run on behind the tests:", goroutines)
		code = 1
	}
	if len(open) > 0 {
		fmt.Fprintf(os.Stderr, "leaktest: descriptors are open behind the tests:\n\t%s\n", strings.Join(open, "\n\t"))
		code = 1
	}
	return code
}
