package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// wantFinding holds what was found against "GRADE TEXT", a part of it.
func wantFinding(t *testing.T, have finding, want string) {
	t.Helper()
	grade, text, _ := strings.Cut(want, " ")
	if have.grade.String() != grade || !strings.Contains(have.text, text) {
		t.Errorf("have %s %s, want %s", have.grade, have.text, want)
	}
}

func TestPort(t *testing.T) {
	nobody := func() holder { return holder{} }
	for _, test := range []struct {
		err  error
		find func() holder
		want string
	}{
		{nil, nil, "ok smtp a: [::]:25 is free"},
		{&net.OpError{Err: os.NewSyscallError("bind", syscall.EACCES)}, nil, "problem smtp a: [::]:25 is not allowed: a port below 1024 takes root or the capability CAP_NET_BIND_SERVICE"},
		{&net.OpError{Err: os.NewSyscallError("bind", syscall.EADDRNOTAVAIL)}, nil, "problem smtp a: [::]:25 is no address of this machine"},
		{syscall.EADDRINUSE, nobody, "problem smtp a: [::]:25 is taken, and only root can see by whom"},
		{syscall.EADDRINUSE, func() holder { return holder{"master", 812} }, "problem smtp a: [::]:25 is taken by master, process 812"},
		{syscall.EADDRINUSE, func() holder { return holder{"gatepost-closed", 4} }, "ok smtp a: [::]:25 is that of the gatepost that runs, process 4"},
		{errors.New("no such host"), nil, "problem smtp a: [::]:25: no such host"},
	} {
		wantFinding(t, port("smtp a: [::]:25", test.err, test.find), test.want)
	}
}

// The process is found by the socket that listens, on whichever address; not by one that is connected from that port.
func TestHolder(t *testing.T) {
	proc := t.TempDir()
	const row = "   %d: %s %s %s 00000000:00000000 00:00000000 00000000     0        0 %d 1 0000000000000000 100 0 0 10 0\n"
	write := func(name, text string) {
		file := filepath.Join(proc, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	write("net/tcp", "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"+
		fmt.Sprintf(row, 0, "0100007F:0019", "0100007F:A001", "01", 11)+fmt.Sprintf(row, 1, "0100007F:0050", "00000000:0000", "0A", 12))
	write("net/tcp6", fmt.Sprintf(row, 0, strings.Repeat("0", 32)+":0019", strings.Repeat("0", 32)+":0000", "0A", 13))
	for process, inode := range map[int]int{700: 11, 701: 12, 702: 13} {
		write(fmt.Sprintf("%d/comm", process), fmt.Sprintf("p%d\n", process))
		write(fmt.Sprintf("%d/fd/0", process), "")
		if err := os.Symlink(fmt.Sprintf("socket:[%d]", inode), filepath.Join(proc, fmt.Sprintf("%d/fd/3", process))); err != nil {
			t.Fatal(err)
		}
	}
	for address, want := range map[string]holder{"[::]:25": {"p702", 702}, "127.0.0.1:80": {"p701", 701}, "[::]:26": {}, "[::]:smtp": {}} {
		if have := holderOf(proc, address); have != want {
			t.Errorf("%s: have %v, want %v", address, have, want)
		}
	}
	if have := holderOf(filepath.Join(proc, "absent"), "[::]:25"); have != (holder{}) {
		t.Errorf("without proc: have %v", have)
	}
}

func TestDescriptors(t *testing.T) {
	cfg := &proxy.Config{Fronts: []proxy.FrontConfig{{MaxSessions: 100}, {MaxSessions: 200}}}
	wantFinding(t, descriptors(cfg, 1000), "ok descriptors: 1000, enough for all sessions that max_sessions allows, which are 300")
	wantFinding(t, descriptors(cfg, 999), "warning descriptors: 999, enough for 299 sessions at once, and max_sessions allows 300: raise the limit to 1000 ")
	wantFinding(t, descriptors(cfg, 64), "problem descriptors: 64, enough for 0 sessions")
}

func TestRoom(t *testing.T) {
	cfg := new(proxy.Config)
	cfg.Hold.Dir = t.TempDir()
	cfg.Hold.Total = 1
	wantFinding(t, holding(cfg), "ok hold: "+cfg.Hold.Dir+" has ")
	cfg.Hold.Total = 1 << 62
	wantFinding(t, holding(cfg), "warning free, and messages that are held may take 4194304TiB: make room")
	for n, want := range map[int64]string{0: "0B", 1023: "1023B", 1536: "1.5KiB", 4 << 30: "4GiB", 66 << 30: "66GiB", 1 << 40: "1TiB"} {
		if have := roughly(n); have != want {
			t.Errorf("%d is %s, want %s", n, have, want)
		}
	}
}

// Where nothing at all fits nothing is served, which is more than a warning.
func TestNoRoom(t *testing.T) {
	hold := spool.Config{Dir: "/hold", Memory: 256 << 10, Total: 4 << 30}
	wantFinding(t, holdRoom(hold, 0), "problem hold: /hold has 0B free: make room, since a message of more than 256KiB can't be held")
	wantFinding(t, holdRoom(hold, nothing), "warning hold: /hold has 1MiB free")
	wantFinding(t, holdRoom(hold, hold.Total), "ok hold: ")
	wantFinding(t, journalRoom("/log", nothing-1), "problem journal: /log has 1024KiB free: make room, since no mail is taken without a record")
	wantFinding(t, journalRoom("/log", nothing), "warning journal: /log has 1MiB free")
	wantFinding(t, journalRoom("/log", leastJournal), "ok journal: /log has 1GiB free")
}

func TestSharedJournal(t *testing.T) {
	dir := t.TempDir()
	for mode, want := range map[os.FileMode]int{0o700: 1, 0o775: 1, 0o777: 2} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		all := journalling(dir)
		if len(all) != want {
			t.Fatalf("%o: have %v", mode, all)
		}
		if want > 1 {
			wantFinding(t, all[0], "warning journal: everybody on this machine may write to "+dir)
		}
	}
	if all := shared(filepath.Join(dir, "absent")); all != nil {
		t.Errorf("one that is to be made: %v", all)
	}
}

func TestClock(t *testing.T) {
	built := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	wantFinding(t, clock(built.Add(time.Hour), built), "ok clock: 2026-01-02 04:04 UTC")
	wantFinding(t, clock(built, time.Time{}), "ok clock: 2026-01-02 03:04 UTC")
	wantFinding(t, clock(time.Unix(0, 0), built), "problem clock: it says 1970-01-01 00:00 UTC, and this program was built at 2026-01-02 03:04 UTC: set the clock")
	if now := time.Now(); builtAt().IsZero() || builtAt().After(now) {
		t.Errorf("built at %v, and now it is %v", builtAt(), now)
	}
}

// greeter is a server that says one thing and notes what it hears.
func greeter(t *testing.T, greeting string) (address string, heard <-chan string) {
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	said := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		fmt.Fprint(c, greeting)
		if greeting == hangsUp {
			return
		}
		b := make([]byte, 100)
		n, _ := c.Read(b) // until the other has gone
		said <- string(b[:n])
		fmt.Fprint(c, "221 bye\r\n")
	}()
	return l.Addr().String(), said
}

const hangsUp, silent = "", " "

func TestServers(t *testing.T) {
	for _, test := range []struct {
		greeting, want, said string
		front                proxy.FrontConfig
	}{
		{greeting: "220 mx\r\n", want: `ok with "220 mx"`, said: "QUIT\r\n"},
		{greeting: "220-mx\r\n220 welcome\r\n", want: `ok with "220-mx"`, said: "QUIT\r\n"},
		{greeting: "554 go \x1baway\r\n", want: `problem : it greets with "554 go ?away": let it serve the address of this machine`},
		{greeting: "+OK ready\r\n", want: `problem : not an SMTP reply`},
		{greeting: "+OK ready\r\n", want: `ok with "+OK ready"`, said: "QUIT\r\n", front: proxy.FrontConfig{POP3: new(pop3.Config)}},
		{greeting: "-ERR busy\r\n", want: `problem : it greets with "-ERR busy"`, front: proxy.FrontConfig{POP3: new(pop3.Config)}},
		{greeting: hangsUp, want: "problem : it hangs up without a greeting"},
		{greeting: silent, want: `problem : it takes connections and says nothing within 1ms: clients would wait for it in vain; where it waits for TLS itself, as at ports 465 and 995, let security be "tls"`},
	} {
		address, said := greeter(t, test.greeting)
		c := upstream.Config{Label: "u", Servers: []string{address}, Greet: time.Minute}
		if test.greeting == silent {
			c.Greet = time.Millisecond
		}
		test.front.Upstream = "u"
		all := servers(context.Background(), &proxy.Config{Fronts: []proxy.FrontConfig{test.front}}, &c)
		wantFinding(t, all[0], test.want)
		if test.greeting == hangsUp {
			continue
		}
		if have := <-said; have != test.said {
			t.Errorf("%q hears %q, want %q", test.greeting, have, test.said)
		}
	}
}

// A name that leads nowhere isn't taken for a server that is down.
func TestServerUnknown(t *testing.T) {
	c := upstream.Config{Label: "u", Servers: []string{"mail.invalid:25"}}
	cfg := &proxy.Config{Fronts: []proxy.FrontConfig{{Upstream: "u"}}}
	if have := servers(t.Context(), cfg, &c)[0]; have.grade != ill || !strings.HasSuffix(have.text, ": is the name right, and does the DNS of this machine know it?") {
		t.Errorf("have %s %s", have.grade, have.text)
	}
}

// An answer is any answer; who doesn't give one is ill only where a filter in force may need it.
func TestNameservers(t *testing.T) {
	zone, err := proxytest.NewZone("mx.example.org A 192.0.2.1\nbroken.example SERVFAIL\n")
	if err != nil {
		t.Fatal(err)
	}
	defer zone.Close()
	for _, test := range []struct{ name, filter, want string }{
		{"mx.example.org", "sender_domain", "ok dns: " + zone.Addr() + " answers"},
		{"nosuch.example.org", "sender_domain", "ok dns: "},
		{"broken.example", "relay", "warning SERVFAIL: no filter in force asks it"},
		{"broken.example", "plugin", "problem SERVFAIL: let servers in the block dns name one that answers"},
		{"broken.example", "sender_domain", "problem SERVFAIL: "},
	} {
		cfg := &proxy.Config{Hostname: test.name, DNS: resolver.Config{Servers: []string{zone.Addr()}}, Fronts: []proxy.FrontConfig{{Filters: []string{test.filter}}}}
		wantFinding(t, nameservers(context.Background(), cfg)[0], test.want)
	}
}
