//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// postfix is a Postfix with directories of its own, apart from any that the machine runs.
type postfix struct {
	dir, addr string
	uid, gid  int // whose the mailboxes are
	boxes     int // handed out so far
}

// maxBoxes is how many mailboxes a Postfix has.
const maxBoxes = 200

// startPostfix runs a Postfix for the time of a test.
func startPostfix(t *testing.T) *postfix {
	t.Helper()
	p := &postfix{addr: sessiontest.FreeAddress(t)}
	p.owner(t)
	dir, err := os.MkdirTemp("", "postfix") // not T.TempDir: others than root must get in
	check(t, err)
	t.Cleanup(func() { check(t, os.RemoveAll(dir)) })
	p.dir = dir
	check(t, os.Chmod(dir, 0o755))
	for _, name := range []string{"etc", "queue", "data", "mail"} {
		check(t, os.Mkdir(filepath.Join(dir, name), 0o755))
	}
	check(t, os.Chown(filepath.Join(dir, "data"), number(t, lookup(t, "postfix").Uid), -1))
	p.configure(t)
	p.run(t)
	return p
}

func lookup(t testing.TB, name string) *user.User {
	u, err := user.Lookup(name)
	check(t, err)
	return u
}

func number(t testing.TB, s string) int {
	n, err := strconv.Atoi(s)
	check(t, err)
	return n
}

func (p *postfix) owner(t *testing.T) {
	u := lookup(t, "nobody")
	p.uid, p.gid = number(t, u.Uid), number(t, u.Gid)
}

// configure writes what testdata/real has of Postfix, and the mailboxes that there are.
func (p *postfix) configure(t *testing.T) {
	words := strings.NewReplacer("DIR", p.dir, "ADDRESS", p.addr, "UID", fmt.Sprint(p.uid), "GID", fmt.Sprint(p.gid))
	for _, name := range []string{"main.cf", "master.cf"} {
		text, err := os.ReadFile("testdata/real/" + name)
		check(t, err)
		p.write(t, name, []byte(words.Replace(string(text))))
	}
	var boxes strings.Builder
	for i := range maxBoxes {
		for _, form := range []string{"box%d", "bøx%d", "held-%d"} {
			fmt.Fprintf(&boxes, form+"@example.org box%[1]d/\n", i)
		}
	}
	p.write(t, "mailboxes", []byte(boxes.String()))
	p.write(t, "held", []byte("/^held-/ HOLD\n"))
	p.write(t, "tls.pem", selfSigned(t))
}

func (p *postfix) write(t *testing.T, name string, data []byte) {
	check(t, os.WriteFile(filepath.Join(p.dir, "etc", name), data, 0o600))
	check(t, os.Chmod(filepath.Join(p.dir, "etc", name), 0o644))
}

// run starts Postfix and stops it when the test is over, also when that ends without a word: then a pipe is closed.
func (p *postfix) run(t *testing.T) {
	c := exec.Command("sh", "-c", `postfix -c "$0" start && echo up; read over; postfix -c "$0" stop`, filepath.Join(p.dir, "etc"))
	over, err := c.StdinPipe()
	check(t, err)
	up, err := c.StdoutPipe()
	check(t, err)
	errs, err := os.Create(filepath.Join(p.dir, "stderr"))
	check(t, err)
	defer errs.Close()
	c.Stderr = errs
	check(t, c.Start())
	t.Cleanup(func() {
		over.Close()
		io.Copy(io.Discard, up)
		c.Wait()
		if t.Failed() {
			t.Logf("Postfix's log:\n%s", p.log())
		}
	})
	if line, err := bufio.NewReader(up).ReadString('\n'); err != nil {
		t.Fatalf("Postfix didn't start: %q, %v", line, err)
	}
}

func (p *postfix) log() []byte {
	said, _ := os.ReadFile(filepath.Join(p.dir, "stderr"))
	log, err := os.ReadFile(filepath.Join(p.dir, "log"))
	if err != nil {
		return append(said, err.Error()...)
	}
	return append(said, log...)
}

// postcat tells what Postfix has in its queue under an id, as its program of this name does.
func (p *postfix) postcat(t *testing.T, what, id string) []byte {
	t.Helper()
	var errs bytes.Buffer
	c := exec.Command("postcat", "-c", filepath.Join(p.dir, "etc"), what, "-q", id)
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("postcat: %v\n%s", err, errs.Bytes())
	}
	return out
}
