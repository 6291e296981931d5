package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// paused is a gate that reads its configuration, and waits for the rest of it.
type paused struct {
	process
	file string
	rest io.Closer
}

// newPaused begins one, whose file includes what it has on its standard input: more than fits a pipe, so that it is read when all is written.
func newPaused(t *testing.T) *paused {
	t.Helper()
	leaktest.Check(t)
	p := &paused{file: filepath.Join(t.TempDir(), "gatepost.hcl")}
	p.writes(t, "first", `include = ["/dev/stdin"]`)
	p.cmd = exec.Command("gatepost", "run", p.file)
	diesWithUs(p.cmd)
	p.log.more.L = &p.log.mu
	rest, err := p.cmd.StdinPipe()
	check(t, err)
	log, err := p.cmd.StderrPipe()
	check(t, err)
	check(t, p.cmd.Start())
	t.Cleanup(p.kill)
	p.read.Go(func() { p.log.listen(log) })
	_, err = rest.Write(bytes.Repeat([]byte("# more\n"), 100_000))
	check(t, err)
	p.rest = rest
	return p
}

// writes puts a configuration into the file, with a front.
func (p *paused) writes(t *testing.T, front, more string) {
	t.Helper()
	writeText(t, p.file, more+`
upstream "nobody" { servers = ["127.0.0.1:1"] }
smtp "`+front+`" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.nobody
}
`)
}

// says waits for a line.
func (p *paused) says(t *testing.T, line string) {
	t.Helper()
	if p.log.await(regexp.MustCompile(line)) == nil {
		t.Fatalf("the gate has ended without saying %s:\n%s", line, p.log.text())
	}
}

// A SIGHUP that comes while the configuration is read for the first time is obeyed once that is in force: the file may be another by then.
func TestReloadAtStart(t *testing.T) {
	p := newPaused(t)
	p.writes(t, "second", "")
	check(t, p.cmd.Process.Signal(syscall.SIGHUP))
	check(t, p.rest.Close())
	p.says(t, `"msg":"listening","front":"first"`)
	p.says(t, `"msg":"listening","front":"second"`)
	p.says(t, `"msg":"reloaded"`)
}

// Who is told to end meanwhile does, without having failed, and without what it waits for.
func TestEndAtStart(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		p := newPaused(t)
		check(t, p.cmd.Process.Signal(signal))
		p.says(t, `"msg":"told to end before anything was served"`)
		p.read.Wait()
		if err := p.cmd.Wait(); err != nil {
			t.Errorf("%v: %v\n%s", signal, err, p.log.text())
		}
	}
}
