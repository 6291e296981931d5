package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// gate is a gatepost that runs in the background of a script.
type gate struct {
	cmd      *exec.Cmd
	out, err *said
}

type gateKey struct{}

func gateOf(ts *testscript.TestScript) *gate { return ts.Value(gateKey{}).(*gate) }

// said is what a program says, and who waits for it.
type said struct {
	mu    sync.Mutex
	more  sync.Cond
	lines []string
	ended bool
}

func newSaid() *said {
	s := &said{}
	s.more.L = &s.mu
	return s
}

// listen takes lines until there are no more.
func (s *said) listen(r io.Reader) {
	for lines := bufio.NewScanner(r); lines.Scan(); {
		s.mu.Lock()
		s.lines = append(s.lines, lines.Text())
		s.more.Broadcast()
		s.mu.Unlock()
	}
	s.mu.Lock()
	s.ended = true
	s.more.Broadcast()
	s.mu.Unlock()
}

// await is the match of the first line that matches; nil if the program ended without.
func (s *said) await(re *regexp.Regexp) []string {
	if all := s.awaitAll(re, 1); all != nil {
		return all[0]
	}
	return nil
}

// awaitAll are the matches of the first n lines that match; fewer if the program ended without.
func (s *said) awaitAll(re *regexp.Regexp, n int) (matches [][]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for seen := 0; ; seen++ {
		for seen == len(s.lines) && !s.ended {
			s.more.Wait()
		}
		if seen == len(s.lines) {
			return matches
		}
		if match := re.FindStringSubmatch(s.lines[seen]); match != nil {
			matches = append(matches, match)
		}
		if len(matches) == n {
			return matches
		}
	}
}

func (s *said) text() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return []byte(strings.Join(append(s.lines, ""), "\n"))
}

func gateWord(ts *testscript.TestScript, neg bool, args []string) {
	c := exec.Command("gatepost", args...)
	c.Dir, c.Env = ts.Getenv("WORK"), []string{"PATH=" + os.Getenv("PATH"), "HOME=" + ts.Getenv("WORK")}
	out, err := c.StdoutPipe()
	ts.Check(err)
	errs, err := c.StderrPipe()
	ts.Check(err)
	ts.Check(c.Start())
	g := gateOf(ts)
	*g = gate{cmd: c, out: newSaid(), err: newSaid()}
	var heard sync.WaitGroup
	heard.Go(func() { g.out.listen(out) })
	heard.Go(func() { g.err.listen(errs) })
	ts.Defer(func() {
		c.Process.Kill() // no harm if it has ended
		heard.Wait()
		if c.ProcessState == nil {
			c.Wait()
			ts.Logf("gatepost was still running. It said\n%s\n%s", g.out.text(), g.err.text())
		}
	})
}

func awaitsWord(ts *testscript.TestScript, neg bool, args []string) {
	g := gateOf(ts)
	from := map[string]*said{"out": g.out, "err": g.err}[args[0]]
	match := from.await(regexp.MustCompile(args[1]))
	if match == nil {
		ts.Fatalf("gatepost ended without saying that. It said\n%s\n%s", g.out.text(), g.err.text())
	}
	if len(args) > 2 {
		ts.Setenv(args[2], match[1])
	}
}

func signalWord(ts *testscript.TestScript, neg bool, args []string) {
	signal := map[string]os.Signal{"TERM": syscall.SIGTERM, "INT": syscall.SIGINT, "HUP": syscall.SIGHUP}[args[0]]
	ts.Check(gateOf(ts).cmd.Process.Signal(signal))
}

func endedWord(ts *testscript.TestScript, neg bool, args []string) {
	g := gateOf(ts)
	never := regexp.MustCompile(`\z.`)
	g.out.await(never)
	g.err.await(never)
	err := g.cmd.Wait()
	ts.Check(os.WriteFile(ts.MkAbs("gate.out"), g.out.text(), 0o666))
	ts.Check(os.WriteFile(ts.MkAbs("gate.err"), g.err.text(), 0o666))
	if (err != nil) != neg {
		ts.Fatalf("gatepost ended: %v\n%s\n%s", err, g.out.text(), g.err.text())
	}
}

// tryWord types what stands below the Nth line with a # of what gatepost has said.
func tryWord(ts *testscript.TestScript, neg bool, args []string) {
	g := gateOf(ts)
	commands := regexp.MustCompile(`(?m)^  # .*\n  (.*)$`).FindAllSubmatch(g.out.text(), -1)
	n := int(args[0][0] - '1')
	if n >= len(commands) {
		ts.Fatalf("it told %d commands to try", len(commands))
	}
	c := exec.Command("sh", "-c", string(commands[n][1]))
	if len(args) > 1 {
		c.Stdin = strings.NewReader(ts.ReadFile(args[1]))
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	ts.Stdout().Write(out.Bytes())
	if (err != nil) != neg {
		ts.Fatalf("%s: %v\n%s", commands[n][1], err, out.Bytes())
	}
}
