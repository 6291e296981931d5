//go:build linux

package main

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

const (
	unresolved = "451 4.1.8 <u@%s>... Sender domain must resolve"
	missing    = "550 5.1.8 <u@%s>... Sender domain must have an MX or an address"
	accepted   = "250 "
)

// senders are domains that unbound is asked about, and what a client hears to MAIL.
var senders = []struct{ domain, want string }{
	{"good.example", accepted},
	{"address.example", accepted},
	{"address6.example", accepted},
	{"alias.example", accepted},
	{"bücher.example", accepted},
	{"xn--bcher-kva.example", accepted},
	{"rescued.example", accepted},
	{"crowd.example", accepted}, // over TCP
	{"none.example", missing},
	{"text.example", missing},
	{"null.example", "550 5.7.27 <u@%s>... Sender address has null MX"},
	{"dotted.example", "550 5.1.8 <u@%s>... Mail exchanger . must be a host"},
	{"nowhere.example", "550 5.1.8 <u@%s>... Mail exchanger gone.example must have an address"},
	{"loop.example", "550 5.1.8 <u@%s>... Mail exchanger localhost must not be at 127.0.0.1"},
	{"dead.example", unresolved},
	{"trouble.example", unresolved},
	{"silent.example", unresolved},
}

// TestUnbound has the gate ask a real resolver about senders.
func TestUnbound(t *testing.T) {
	needReal(t, "unbound")
	t.Setenv("DNS", startUnbound(t))
	server, err := mailserver.Start(slog.New(slog.DiscardHandler))
	check(t, err)
	t.Cleanup(server.Close)
	c, _ := talkTo(t, variant{"senders", "gatepost"}.gate(t, server.SMTPAddr().String()))
	for _, test := range senders {
		want := strings.Replace(test.want, "%s", test.domain, 1)
		c.say("MAIL FROM:<u@" + test.domain + "> SMTPUTF8\r\n")
		if heard := strings.TrimRight(c.hear(), "\r\n"); heard != want && (want != accepted || !strings.HasPrefix(heard, accepted)) {
			t.Errorf("%s: %q, want %q", test.domain, heard, want)
		}
		c.say("RSET\r\n")
		c.want("250")
	}
	c.quit()
}

// unbound is a resolver that runs as a process of its own.
type unbound struct {
	addr string
	cmd  *exec.Cmd
	log  *said
	read sync.WaitGroup
}

// startUnbound runs one for the time of a test, with testdata/real/unbound.conf, and says where it listens.
func startUnbound(t *testing.T) string {
	t.Helper()
	dead, err := net.ListenPacket("udp", "127.0.0.1:0")
	check(t, err)
	t.Cleanup(func() { dead.Close() })
	u := &unbound{addr: sessiontest.FreeAddress(t), log: newSaid()}
	u.cmd = exec.Command("unbound", "-d", "-c", u.configure(t, dead.LocalAddr().String()))
	diesWithUs(u.cmd)
	log, err := u.cmd.StderrPipe()
	check(t, err)
	check(t, u.cmd.Start())
	u.read.Go(func() { u.log.listen(log) })
	t.Cleanup(func() { u.stop(t) })
	if u.log.await(regexp.MustCompile("start of service")) == nil {
		t.Fatal("unbound ended without serving")
	}
	return u.addr
}

// configure writes unbound's configuration and returns its file.
func (u *unbound) configure(t *testing.T, dead string) string {
	_, port, err := net.SplitHostPort(u.addr)
	check(t, err)
	text, err := os.ReadFile("testdata/real/unbound.conf")
	check(t, err)
	dir := t.TempDir()
	file := filepath.Join(dir, "unbound.conf")
	words := strings.NewReplacer("DIR", dir, "PORT", port, "CROWD", crowd(), "DEAD", strings.Replace(dead, ":", "@", 1))
	check(t, os.WriteFile(file, []byte(words.Replace(string(text))), 0o600))
	return file
}

// crowd has more mail exchangers than a datagram holds.
func crowd() string {
	var data strings.Builder
	for i := range 60 {
		fmt.Fprintf(&data, "  local-data: \"crowd.example. MX %d mail-exchanger-%d.crowd.example.\"\n", i, i)
	}
	return data.String() + "  local-data: \"mail-exchanger-9.crowd.example. A 192.0.2.3\"\n"
}

func (u *unbound) stop(t *testing.T) {
	u.cmd.Process.Kill() // no harm if it has ended
	u.read.Wait()
	u.cmd.Wait()
	if t.Failed() {
		t.Logf("unbound's log:\n%s", u.log.text())
	}
}
