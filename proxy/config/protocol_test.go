package config

import (
	"path/filepath"
	"strings"
	"testing"
)

// mailbox is the least that is a gateway of POP3.
const mailbox = `
upstream "maildrop" { servers = ["10.0.0.11:110"] }
pop3 "mailbox" {
  listen   = ["[::]:110"]
  upstream = upstream.maildrop
}
`

// Whoever can send nothing through a front needs no relay filter there; all else that warns does so of both protocols.
func TestWarningsOfPOP3(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"", "", ""},
		{"10.0.0.11:110", "10.0.0.11:2110", ""},
		{"10.0.0.11:110", "10.0.0.11:25", "upstream maildrop: port 25 is one of SMTP, and pop3 mailbox speaks POP3 there (at gatepost.hcl:2:34)"},
		{`["[::]:110"]`, `["[::]:110", "[::]:587"]`, "pop3 mailbox: port 587 is one of SMTP, and pop3 mailbox speaks POP3 there (at gatepost.hcl:4:27)"},
		{`pop3 "mailbox"`, `smtp "inbound"`, "upstream maildrop: port 110 is one of POP3, and smtp inbound speaks SMTP there (at gatepost.hcl:2:34)"},
	} {
		cfg, err := Parse("gatepost.hcl", []byte(strings.Replace(mailbox, test.old, test.new, 1)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if have := append(cfg.Warnings, "")[0]; have != test.want {
			t.Errorf("%s: have %q, want %q", test.new, have, test.want)
		}
	}
}

func TestLoopOfPOP3(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	write(t, file, strings.Replace(mailbox, "10.0.0.11:110", "127.0.0.1:110", 1))
	_, err := Load(file, nil)
	want := file + ":2:34: upstream maildrop: option servers: this is the gateway itself: pop3 mailbox listens there, at " + file + ":4:15\n"
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("have %v, want %s", err, want)
	}
}
