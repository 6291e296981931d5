package main

import (
	"fmt"
	"net"
	"strings"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
)

// try is a command to type, with what is to be seen.
type try struct{ what, command string }

// sending is a command that sends a mail.
func sending(smtp net.Addr, to string) string {
	return fmt.Sprintf(`printf 'Subject: hello\r\n\r\nHello.\r\n' | curl --url smtp://%s --mail-from me@example.net --mail-rcpt %s --upload-file -`, smtp, to)
}

// fetching is one that fetches the first.
func fetching(pop3 net.Addr) string {
	return fmt.Sprintf("curl --user %s:%s pop3://%s/1", mailserver.User, mailserver.Password, pop3)
}

// tries are commands for a gateway that listens on two addresses, with tools that people have.
func tries(smtp, pop3 net.Addr) []try {
	host, port, _ := net.SplitHostPort(smtp.String())
	return []try{
		{"Mail for example.org passes:", sending(smtp, "you@example.org")},
		{"Fetch it by POP3; the filter header_log notes whose it is:", fetching(pop3)},
		{"Mail for elsewhere is refused by the filter relay:", sending(smtp, "you@example.com")},
		{"Talk by hand: EHLO me, MAIL FROM:<me@example.net>, RCPT TO:<you@example.org>, DATA, …, a dot, QUIT (macOS: nc -c):", fmt.Sprintf("nc -C %s %s", host, port)},
	}
}

// welcome says what listens, what to try, and how to read what follows, also later if a journal is kept.
func welcome(smtp, pop3 net.Addr, journal string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Gatepost listens on %s, and on %s for POP3, before an embedded mail server that keeps mail in memory and delivers nowhere.\n", smtp, pop3)
	fmt.Fprintf(&b, "Who logs in as %s with the password %s may send anywhere, and fetch what was sent. Type in another terminal:\n\n", mailserver.User, mailserver.Password)
	for _, t := range tries(smtp, pop3) {
		fmt.Fprintf(&b, "  # %s\n  %s\n\n", t.what, t.command)
	}
	b.WriteString("Each dialogue shows here. C is the client, P the proxy, S the upstream server: one letter is said and heard\nunchanged the whole way, two letters are who speaks and who hears. Ctrl-C ends.\n")
	if journal != "" {
		fmt.Fprintf(&b, "All of it is kept in %s: gatepost journal show --dir %s\n", journal, journal)
	}
	b.WriteString("\n")
	return b.String()
}
