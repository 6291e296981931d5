//go:build linux

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// dovecot is a Dovecot with directories of its own, apart from any that the machine runs.
type dovecot struct {
	dir, addr string
	uid, gid  int // whose the maildrops are
	drops     int // handed out so far

	cmd  *exec.Cmd
	log  *said
	read sync.WaitGroup
}

// maxDrops is how many maildrops a Dovecot has.
const maxDrops = 200

// password is that of all maildrops.
const password = "secret"

// startDovecot runs a Dovecot for the time of a test.
func startDovecot(t testing.TB) *dovecot {
	t.Helper()
	u := lookup(t, "nobody")
	d := &dovecot{addr: sessiontest.FreeAddress(t), uid: number(t, u.Uid), gid: number(t, u.Gid), log: newSaid()}
	dir, err := os.MkdirTemp("", "dovecot") // not T.TempDir: others than root must get in
	check(t, err)
	t.Cleanup(func() { check(t, os.RemoveAll(dir)) })
	d.dir = dir
	check(t, os.Chmod(dir, 0o755))
	check(t, os.Mkdir(filepath.Join(dir, "mail"), 0o755))
	d.configure(t)
	d.run(t)
	return d
}

// configure writes what testdata/real has of Dovecot, and the users that there are.
func (d *dovecot) configure(t testing.TB) {
	_, port, err := net.SplitHostPort(d.addr)
	check(t, err)
	words := strings.NewReplacer("DIR", d.dir, "PORT", port, "UID", fmt.Sprint(d.uid), "GID", fmt.Sprint(d.gid))
	text, err := os.ReadFile("testdata/real/dovecot.conf")
	check(t, err)
	d.write(t, "dovecot.conf", []byte(words.Replace(string(text))))
	var users strings.Builder
	for i := range maxDrops {
		fmt.Fprintf(&users, "box%d:%s\n", i, password)
	}
	d.write(t, "users", []byte(users.String()))
	d.write(t, "tls.pem", selfSigned(t))
}

func (d *dovecot) write(t testing.TB, name string, data []byte) {
	check(t, os.WriteFile(filepath.Join(d.dir, name), data, 0o644))
}

var started = regexp.MustCompile(`Dovecot .* starting up`)

// run starts Dovecot, and stops it when the test is over.
func (d *dovecot) run(t testing.TB) {
	d.cmd = exec.Command("dovecot", "-F", "-c", filepath.Join(d.dir, "dovecot.conf"))
	diesWithUs(d.cmd)
	log, err := d.cmd.StderrPipe()
	check(t, err)
	check(t, d.cmd.Start())
	d.read.Go(func() { d.log.listen(log) })
	t.Cleanup(func() { d.stop(t) })
	if d.log.await(started) == nil { // its sockets listen before it says so
		t.Fatal("Dovecot ended without serving")
	}
}

// stop returns when all of Dovecot's processes are gone: each has the log open.
func (d *dovecot) stop(t testing.TB) {
	d.cmd.Process.Signal(os.Interrupt) // no harm if it has ended
	d.read.Wait()
	d.cmd.Wait()
	if t.Failed() {
		t.Logf("Dovecot's log:\n%s", d.log.text())
	}
}
