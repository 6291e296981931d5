package main

import (
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// smtpWord says lines to a server. The lines from the one behind DATA to the dot are said together.
func smtpWord(ts *testscript.TestScript, neg bool, args []string) {
	stay := args[0] == "-stay"
	if stay {
		args = args[1:]
	}
	conn, err := net.Dial("tcp", args[0])
	ts.Check(err)
	if stay {
		ts.Defer(func() { conn.Close() })
	} else {
		defer conn.Close()
	}
	conn.SetDeadline(time.Now().Add(time.Minute)) // a server that says nothing is a failure, not a wait
	c := textproto.NewConn(conn)
	heard := func() int {
		code, text, err := c.ReadResponse(0)
		if code == 0 {
			ts.Check(err)
		}
		fmt.Fprintf(ts.Stdout(), "%d %s\n", code, text)
		return code
	}
	heard()
	content := false
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		line = strings.TrimSuffix(line, "\n")
		ts.Check(c.PrintfLine("%s", line))
		if content && line != "." {
			continue
		}
		content = heard() == 354
	}
}
