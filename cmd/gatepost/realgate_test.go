package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// newHold makes a filter that has all content held, reads it and lets it pass; with mark it adds a field. Mail with a
// certain subject it refuses.
func newHold(o *filters.Options) (*filters.Filter, error) {
	mark := o.Bool("mark", false, "whether to put X-Held before the header")
	refused := o.String("refuse", "", "the subject of mail to refuse")
	return &filters.Filter{
		Message: func(_ *filters.Session, m *filters.Message) filters.Verdict {
			if refused != "" && m.Header.Get("Subject") == refused {
				return filters.Refuse("5.7.1", "not this one")
			}
			if mark {
				m.Header.Prepend("X-Held", "yes")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// mark is what the filter with mark adds.
const mark = "X-Held: yes\r\n"

// mainHolding is "gatepost run FILE" in a program that has the filter hold beside the built-in ones.
func mainHolding() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if err := runHolding(os.Args[2], log, listenForSignals()); err != nil {
		log.Error(err.Error())
		os.Exit(1)
	}
}

func runHolding(file string, log *slog.Logger, heard signals) error {
	known := builtins()
	known["hold"] = newHold
	cfg, err := config.Load(file, known)
	if err != nil {
		return err
	}
	g, err := startGateway(cfg, &journal.Stream{Sinks: []journal.Sink{journal.NewLog(log)}}, log, heard)
	if err != nil {
		return err
	}
	return g.serve()
}

// variants are the gates that tests with real peers are made with, by their files in testdata/real: content streams, is held, and
// is held and changed.
var variants = []variant{
	{"plain", "gatepost"},
	{"holds", "gatepost-holding"},
	{"marks", "gatepost-holding"},
}

type variant struct{ name, program string }

// process is a gate, or what stands in its place, that runs as a process of its own.
type process struct {
	addr string
	cmd  *exec.Cmd
	log  said
	read sync.WaitGroup
}

var listening = regexp.MustCompile(`"msg":"listening".*"address":"([^"]+)"`)

// start runs a gate before an upstream.
func (v variant) start(upstream string) (*process, error) {
	c := exec.Command(v.program, "run", "testdata/real/"+v.name+".hcl")
	c.Env = append(os.Environ(), "UPSTREAM="+upstream)
	return begin(c)
}

// begin runs a program that logs where it listens.
func begin(c *exec.Cmd) (*process, error) {
	p := &process{cmd: c}
	diesWithUs(p.cmd)
	p.log.more.L = &p.log.mu
	log, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.read.Go(func() { p.log.listen(log) })
	match := p.log.await(listening)
	if match == nil {
		p.kill()
		return nil, fmt.Errorf("%s ended without listening:\n%s", c, p.log.text())
	}
	p.addr = match[1]
	return p, nil
}

// kill ends the gate in the middle of whatever it does, and returns when it is gone.
func (p *process) kill() {
	p.cmd.Process.Kill() // no harm if it has ended
	p.read.Wait()
	p.cmd.Wait()
}

// end kills it, and wants the race detector, if the program has that, to have said nothing until then.
func (p *process) end(t testing.TB) {
	t.Helper()
	p.kill()
	if bytes.Contains(p.log.text(), []byte("DATA RACE")) {
		t.Errorf("the gate has a race:\n%s", p.log.text())
	}
}

// gate runs a gate for the time of a test. Its log is shown if the test fails.
func (v variant) gate(t testing.TB, upstream string) string {
	t.Helper()
	p, err := v.start(upstream)
	check(t, err)
	return p.forTheTest(t)
}

// forTheTest lets a program live until the test is over, and says where it listens.
func (p *process) forTheTest(t testing.TB) string {
	t.Cleanup(func() {
		p.end(t)
		if t.Failed() {
			t.Logf("the gate's log:\n%s", p.log.text())
		}
	})
	return p.addr
}
