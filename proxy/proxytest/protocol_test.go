package proxytest

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
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
		"SP: 220 hi\nPC: -ERR no":  "pop3",
		"C:  QUIT":                 "smtp",
		"S:  \"nonsense\"":         "smtp",
	} {
		tr, err := Parse("x.txt", []byte("# A dialogue.\n"+dialogue+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if have, err := (&Stage{Protocol: tr.protocol()}).front(both); have != want || err != nil {
			t.Errorf("%q is with %s, %v, want %s", dialogue, have, err, want)
		}
	}
}

// A front may be named; it is an error if none can be had.
func TestFrontByName(t *testing.T) {
	fronts := []proxy.FrontConfig{{Label: "in"}, {Label: "out"}, {Label: "box", POP3: &pop3.Config{}}}
	for _, test := range []struct {
		protocol  filters.Protocol
		name      string
		fronts    int
		want, err string
	}{
		{filters.SMTP, "out", 3, "out", ""},
		{"", "box", 3, "box", ""},
		{filters.SMTP, "box", 3, "", "the dialogue speaks SMTP, and front box doesn't"},
		{filters.SMTP, "uot", 3, "", `the configuration has no front "uot"; did you mean "out"?`},
		{filters.POP3, "", 2, "", "the dialogue speaks POP3, and the configuration has no front that does"},
	} {
		s := &Stage{Protocol: test.protocol, Front: test.name}
		have, err := s.front(&proxy.Config{Fronts: fronts[:test.fronts]})
		if have != test.want || err == nil && test.err != "" || err != nil && err.Error() != test.err {
			t.Errorf("%+v: have %q, %v", test, have, err)
		}
	}
}
