package proxytest

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
)

// The first reply tells which of two fronts a dialogue is with.
func TestFrontOfDialogue(t *testing.T) {
	both := &proxy.Config{Fronts: []proxy.FrontConfig{{Label: "smtp"}, {Label: "pop3", POP3: &pop3.Config{}}, {Label: "pop3 too", POP3: &pop3.Config{}}}}
	for dialogue, want := range map[string]string{
		"S:  220 mail.example.org": "smtp",
		"S:  +OK ready":            "pop3",
		"S: <refuse>\nPC: -ERR no": "pop3",
		"SP: -ERR [SYS/TEMP] busy": "pop3",
		"C:  QUIT":                 "smtp",
		"S:  \"nonsense\"":         "smtp",
	} {
		tr, err := Parse("x.txt", []byte("# A dialogue.\n"+dialogue+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if have := (&Stage{Protocol: tr.protocol()}).front(both); have != want {
			t.Errorf("%q is with %s, want %s", dialogue, have, want)
		}
	}
}
