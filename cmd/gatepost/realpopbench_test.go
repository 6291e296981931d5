//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// retrs are the groups of RETRs that a client says while it awaits no reply.
var retrs = []struct {
	name           string
	size           int // of a message, about
	groups, length int
}{
	{"1KB", 1 << 10, 1, 200},
	{"50KB", 50 << 10, 1, 200},
	{"1MB", 1 << 20, 1, 200},
	{"5KB, one by one", 5 << 10, 200, 1},
}

// BenchmarkRetr tells what CPU time the gate takes for 200 RETRs, beside a relay that copies bytes. They take turns.
func BenchmarkRetr(b *testing.B) {
	for _, bench := range retrs {
		b.Run(bench.name, func(b *testing.B) {
			upstream := serveDrop(b, bench.size)
			gate, err := popVariants[0].start(upstream)
			check(b, err)
			copier, err := begin(exec.Command("gatepost-relay", upstream))
			check(b, err)
			rivals := []*rival{rivalOf(b, gate), rivalOf(b, copier)}
			b.SetBytes(int64(bench.groups * bench.length * bench.size))
			for b.Loop() {
				for _, r := range rivals {
					r.fetch(b, bench.groups, bench.length)
				}
			}
			for i, name := range []string{"gate-ms", "copy-ms"} {
				b.ReportMetric(float64(rivals[i].cpu.Microseconds())/1000/float64(b.N), name)
			}
			b.ReportMetric(float64(rivals[0].cpu)/float64(rivals[1].cpu), "ratio")
		})
	}
}

// rival is a program that is measured, with a session that is logged in.
type rival struct {
	clock int32 // of the CPU time of its process
	talk  *popTalk
	reply int           // how many octets answer a RETR
	cpu   time.Duration // that groups took so far
}

func rivalOf(b *testing.B, p *process) *rival {
	// What clock_getcpuclockid(3) makes of a process.
	r := &rival{clock: int32(^p.cmd.Process.Pid<<3 | 2), talk: loginTo(b, p.forTheTest(b), "box")}
	check(b, r.talk.conn.SetDeadline(time.Time{}))
	r.talk.say("RETR 1\r\n")
	r.reply = len(r.talk.listing())
	return r
}

// fetch says the groups, each when the one before was answered.
func (r *rival) fetch(b *testing.B, groups, length int) {
	group := strings.Repeat("RETR 1\r\n", length)
	before := r.spent(b)
	for range groups {
		r.talk.say(group)
		if _, err := io.CopyN(io.Discard, r.talk.lines, int64(length*r.reply)); err != nil {
			b.Fatal(err)
		}
	}
	r.cpu += r.spent(b) - before
}

func (r *rival) spent(b *testing.B) time.Duration {
	var now unix.Timespec
	check(b, unix.ClockGettime(r.clock, &now))
	return time.Duration(now.Nano())
}

// serveDrop is a maildrop whose only message is of about that size.
func serveDrop(b *testing.B, size int) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(b, err)
	b.Cleanup(func() { listener.Close() })
	line := strings.Repeat("x", 76) + "\r\n"
	reply := fmt.Appendf(nil, "+OK %d octets\r\nSubject: x\r\n\r\n%s.\r\n", size, strings.Repeat(line, size/len(line)))
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go hand(conn, reply)
		}
	}()
	return listener.Addr().String()
}

// hand serves a connection. Replies to a group leave together.
func hand(conn net.Conn, message []byte) {
	defer conn.Close()
	heard, says := bufio.NewReader(conn), bufio.NewWriterSize(conn, 64<<10)
	says.WriteString("+OK ready\r\n")
	for {
		if heard.Buffered() == 0 {
			says.Flush()
		}
		command, err := heard.ReadSlice('\n')
		switch {
		case err != nil:
			return
		case bytes.HasPrefix(command, []byte("RETR")):
			says.Write(message)
		default:
			says.WriteString("+OK\r\n")
		}
	}
}
