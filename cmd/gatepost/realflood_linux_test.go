package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestRealFlood: two sessions from each of 50,000 addresses of 127.0.0.0/8, in any order, 32 at a time, to a gate that lets one a
// day through. Each address hears one greeting and one refusal that names it, and the gate's memory is bounded.
func TestRealFlood(t *testing.T) {
	needReal(t)
	const addresses, callers = 50_000, 32
	gate, err := variant{"flood", "gatepost"}.start("127.0.0.1:1")
	check(t, err)
	defer gate.kill()
	f := flood{T: t, gate: gate.addr, greeted: make([]atomic.Int32, addresses), refused: make([]atomic.Int32, addresses)}
	before, begin := gate.peak(t), time.Now()
	f.call(callers)
	t.Logf("%d sessions in %v; the gate took %d KiB at most, and %d before", 2*addresses, time.Since(begin), gate.peak(t), before)
	wrong := 0
	for n := range addresses {
		if f.greeted[n].Load() != 1 || f.refused[n].Load() != 1 {
			wrong++
		}
	}
	if wrong > 0 {
		t.Errorf("%d addresses didn't hear one greeting and one refusal", wrong)
	}
	// By the store's account the buckets are 18 MiB. The collector lets the heap grow to twice what is alive, and a map that grows
	// stands there twice for a while.
	if grown := gate.peak(t) - before; grown > 64<<10 {
		t.Errorf("the gate has grown by %d KiB", grown)
	}
}

// flood is many clients, each with an address of its own.
type flood struct {
	*testing.T
	gate             string
	greeted, refused []atomic.Int32
}

// call lets every address call twice.
func (f *flood) call(callers int) {
	calls := rand.Perm(2 * len(f.greeted))
	var next atomic.Int64
	var done sync.WaitGroup
	for range callers {
		done.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(calls)) && !f.Failed(); i = next.Add(1) - 1 {
				if err := f.session(calls[i] / 2); err != nil {
					f.Error(err)
				}
			}
		})
	}
	done.Wait()
}

// source is the nth address.
func source(n int) netip.Addr {
	return netip.AddrFrom4([4]byte{127, 16, byte(n / 250), byte(1 + n%250)})
}

// session is one call of the nth address: it hears what it is greeted with, and takes its leave.
func (f *flood) session(n int) error {
	dialer := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(source(n), 0))}
	conn, err := dialer.Dial("tcp", f.gate)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Minute)) // a gate that says nothing is a failure, not a wait
	heard := bufio.NewReaderSize(conn, 512)
	switch line, err := heard.ReadString('\n'); {
	case err != nil:
		return err
	case line == "220 gate.example.org ESMTP\r\n":
		f.greeted[n].Add(1)
		_, err := conn.Write([]byte("QUIT\r\n"))
		if err == nil {
			_, err = heard.ReadString('\n')
		}
		return err
	case line == fmt.Sprintf("421 4.7.1 too many connections from %v, try again in 24 hours\r\n", source(n)):
		f.refused[n].Add(1)
		return nil
	default:
		return fmt.Errorf("%v has heard %q", source(n), line)
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s*(\d+) kB`)

// peak is the most memory that the gate's process has had so far, in KiB.
func (p *process) peak(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	check(t, err)
	match := highWater.FindSubmatch(status)
	if match == nil {
		t.Fatalf("no VmHWM in\n%s", status)
	}
	n, err := strconv.Atoi(string(match[1]))
	check(t, err)
	return n
}
