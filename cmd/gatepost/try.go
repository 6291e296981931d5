package main

import (
	"fmt"
	"net"
	"strings"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
)

// try is a command to type, with what is to be seen.
type try struct{ what, command string }

// tries are commands for a gateway that listens on addr, with tools that people have.
func tries(addr net.Addr) []try {
	host, port, _ := net.SplitHostPort(addr.String())
	send := `printf 'Subject: hello\r\n\r\nHello.\r\n' | curl --url smtp://%s --mail-from me@example.net --mail-rcpt %s --upload-file -`
	return []try{
		{"Mail for example.org passes:", fmt.Sprintf(send, addr, "you@example.org")},
		{"Mail for elsewhere is refused by the filter relay:", fmt.Sprintf(send, addr, "you@example.com")},
		{"Talk by hand: EHLO me, MAIL FROM:<me@example.net>, RCPT TO:<you@example.org>, DATA, …, a dot, QUIT (macOS: nc -c):", fmt.Sprintf("nc -C %s %s", host, port)},
	}
}

// welcome says what listens, what to try, and how to read what follows, also later if a journal is kept.
func welcome(addr, upstream net.Addr, journal string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Gatepost listens on %s, before an embedded mail server on %s that keeps mail in memory and delivers nowhere.\n", addr, upstream)
	fmt.Fprintf(&b, "Who logs in as %s with the password %s may send anywhere. Type in another terminal:\n\n", mailserver.User, mailserver.Password)
	for _, t := range tries(addr) {
		fmt.Fprintf(&b, "  # %s\n  %s\n\n", t.what, t.command)
	}
	b.WriteString("Each dialogue shows here. C is the client, P the proxy, S the upstream server: one letter is said and heard\nunchanged the whole way, two letters are who speaks and who hears. Ctrl-C ends.\n")
	if journal != "" {
		fmt.Fprintf(&b, "All of it is kept in %s: gatepost journal show --dir %s\n", journal, journal)
	}
	b.WriteString("\n")
	return b.String()
}
