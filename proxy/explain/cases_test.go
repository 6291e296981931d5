package explain_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/explain"
)

// example is a configuration with an envelope.
type example struct {
	name    string
	front   string // more of the front
	filters string
	helo    bool
	login   string
	from    string // "": a@example.net
	to      string // "": b@example.org; several with spaces between
	message string // LF becomes CRLF
	sent    string // the message on the wire, where that isn't the message with CRLF
	held    bool   // the gate answers DATA
	own     bool   // the gate greets
	ends    string // of the dialogue, where QUIT doesn't end it
	want    []string
}

func (c *example) envelope(t *testing.T) explain.Envelope {
	t.Helper()
	path := func(typed string) string {
		text, err := explain.Path(typed)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	e := explain.Envelope{
		Client: filters.Client{Addr: netip.MustParseAddr("192.0.2.5")},
		Hello:  filters.Hello{Name: "client.example", Extended: !c.helo},
		Login:  c.login,
		Sender: path(orElse(c.from, "a@example.net")),
	}
	for _, to := range strings.Fields(orElse(c.to, "b@example.org")) {
		e.Recipients = append(e.Recipients, path(to))
	}
	if c.message != "" {
		e.Message = []byte(c.message)
	}
	return e
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// probing is the block of a probe.
func probing(label, hooks string, options ...string) string {
	return fmt.Sprintf("    probe %q {\n      hooks = [\"%s\"]\n      %s\n    }\n",
		label, strings.Join(strings.Fields(hooks), `", "`), strings.Join(options, "\n      "))
}

// onWire is the message as the client says it, with the dot line.
func (c *example) onWire() string {
	return orElse(c.sent, strings.ReplaceAll(c.message, "\n", "\r\n")) + ".\r\n"
}

const mail = "Subject: hello\n\nHow are you?\n"

var everything = probing("a", "Connect Hello Login Command Sender Recipient Header Message Close") +
	probing("b", "Open Connect Hello Login Command Sender Recipient Header Message Close")

var cases = []example{
	{name: "nobody minds", message: mail, want: []string{"C:  RCPT TO:<b@example.org>"}},
	{name: "without a message"},
	{name: "without a message that would be held", filters: probing("probe", "Message"), ends: "C:  <close>\nPS: <close>\n"},
	{name: "HELO, and no filter minds", filters: everything, helo: true, message: mail, held: true},
	{name: "everything is asked in order", filters: everything, login: "alice", to: "b@example.org c@example.org", message: mail, held: true},
	{name: "a file with CRLF", filters: probing("probe", "Message"), message: "Subject: hello\r\n\r\n.\r\n", sent: "Subject: hello\r\n\r\n..\r\n", held: true},
	{name: "no last line end", message: "Subject: hello\n\nHow", sent: "Subject: hello\r\n\r\nHow\r\n"},

	{
		name:    "refused at Connect",
		filters: probing("probe", "Connect", `say = { Connect = "refuse" }`) + probing("b", "Connect Close"),
		want:    []string{"PC: 554 5.7.1 refused by"},
	},
	{name: "deferred at Connect", filters: probing("probe", "Connect", `say = { Connect = "defer" }`), want: []string{"PC: 421 4.7.1 deferred"}},
	{name: "our own greeting", own: true, front: `greeting = "own"`},
	{name: "EHLO is refused", filters: probing("probe", "Hello", `say = { "Hello client.example" = "refuse" }`), want: []string{"PC: 550 5.7.1"}},
	{name: "EHLO is refused by Command", filters: probing("probe", "Command Hello", `say = { "Command EHLO client.example" = "defer" }`), want: []string{"PC: 451 4.7.1"}},
	{name: "another name in EHLO", filters: probing("probe", "Hello Sender", `set = { "Hello client.example" = "other.example" }`), want: []string{"PS: EHLO other.example"}},
	{name: "another name in EHLO by Command", filters: probing("probe", "Command Hello", `set = { "Command EHLO client.example" = " other.example" }`), want: []string{`PS: EHLO  other.example`}},
	{name: "no name in EHLO", filters: probing("probe", "Command Hello", `set = { "Command EHLO client.example" = " " }`), want: []string{"PC: 501 5.5.4 give the name"}},

	{name: "a login is refused", login: "alice", filters: probing("probe", "Login", `say = { "Login alice" = "refuse" }`), want: []string{"PC: 535 5.7.1"}},
	{name: "AUTH can't be changed", login: "alice", filters: probing("probe", "Command", `set = { "Command AUTH PLAIN ***" = "PLAIN" }`), want: []string{"PC: 451 4.3.0"}},

	{name: "the sender is refused", filters: probing("probe", "Sender Recipient", `say = { "Sender <a@example.net>" = "refuse" }`), want: []string{"PC: 550 5.7.1"}},
	{name: "a bad sender", from: "a@@example.net", filters: everything, want: []string{"PC: 501 5.1.7"}},
	{name: "the null sender", from: "<>", filters: everything, message: mail, held: true, want: []string{"C:  MAIL FROM:<>"}},
	{name: "another sender", message: mail, filters: probing("probe", "Sender Recipient", `set = { "Sender <a@example.net>" = "z@example.net" }`), want: []string{"PS: MAIL FROM:<z@example.net>"}},
	{name: "another sender by Command", filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "from: <z@example.net> SIZE=100" }`), want: []string{"PS: MAIL FROM:<z@example.net> SIZE=100"}},
	{name: "too large by announcement", front: "max_size = \"1000B\"", filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "FROM:<a@example.net> SIZE=1001" }`), want: []string{"PC: 552 5.3.4"}},
	{name: "no good size", filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "FROM:<a@example.net> SIZE=x" }`), want: []string{"PC: 501 5.5.4 bad value"}},
	{name: "an unknown parameter", filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "FROM:<a@example.net> WHAT=x" }`), want: []string{"PC: 555 5.5.4 WHAT: "}},
	{name: "a parameter under HELO", helo: true, filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "FROM:<a@example.net> SIZE=10" }`), want: []string{"PC: 555 5.5.4 SIZE: "}},
	{name: "vouching for others", filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "FROM:<a@example.net> AUTH=c@example.net" }`), want: []string{"PS: MAIL FROM:<a@example.net> AUTH=<>"}},
	{name: "a line that can't be", filters: probing("probe", "Command Sender", `set = { "Command MAIL FROM:<a@example.net>" = "FROM:a@example.net" }`), want: []string{"PC: 451 4.3.0"}},
	{name: "beyond ASCII", from: "ä@example.net", filters: everything, message: mail, held: true, want: []string{"MAIL FROM:<ä@example.net> SMTPUTF8"}},
	{name: "beyond ASCII after HELO", helo: true, from: "ä@example.net", filters: everything, want: []string{"PC: 501 5.6.7"}},

	{name: "a recipient is refused", to: "b@example.org c@example.org d@example.org", message: mail, filters: probing("probe", "Command Recipient", `say = { "Recipient <c@example.org>" = "code no such person", "Command RCPT TO:<d@example.org>" = "refuse" }`),
		want: []string{"PC: 553 5.1.3 no such person", "PC: 550 5.7.1 refused by"}},
	{name: "all recipients are refused", to: "b@example.org c@example.org", message: mail, filters: probing("probe", "Command Recipient Header", `say = { "Recipient <b@example.org>" = "refuse", "Recipient <c@example.org>" = "defer" }`),
		want: []string{"CP: DATA\nPC: 554 5.5.1 no valid recipients"}},
	{name: "a filter hangs up", to: "b@example.org c@example.org", filters: probing("probe", "Recipient Close", `say = { "Recipient <b@example.org>" = "hangup" }`), want: []string{"PC: 421 4.7.0 go away"}},
	{name: "another recipient", message: mail, filters: probing("probe", "Recipient", `set = { "Recipient <b@example.org>" = "z@example.org" }`) + probing("b", "Recipient Header"), held: true, want: []string{"PS: RCPT TO:<z@example.org>"}},
	{name: "a recipient is accepted", message: mail, filters: probing("probe", "Recipient", `say = { "Recipient <b@example.org>" = "accept" }`) + probing("b", "Recipient")},
	{name: "a bad recipient", to: "b c@example.org", filters: probing("probe", "Command Recipient"), want: []string{"PC: 501 5.1.3"}},
	{name: "too many mistakes", front: "errors = 1", to: "@ @ c@example.org", filters: probing("probe", "Command Recipient"),
		want: []string{"PC: 421 4.7.0 too many errors"}},
	{name: "too many recipients", front: "max_recipients = 1", to: "b@example.org c@example.org d@example.org", message: mail,
		filters: probing("probe", "Command Recipient"), want: []string{"PC: 452 4.5.3", "PC: 452 4.5.3"}},
	{name: "a filter fails", filters: probing("probe", "Recipient", `say = { "Recipient <b@example.org>" = "fail" }`), want: []string{"PC: 451 4.3.0"}},
	{name: "a filter fails that may", message: mail, filters: probing("probe", "Recipient", `say = { "Recipient <b@example.org>" = "fail" }`, `on_error = "pass"`)},
	{name: "delays", message: mail, held: true, filters: probing("probe", "Connect Hello Sender Recipient Command Header Message", `say = { Connect = "late", "Hello client.example" = "late", "Sender <a@example.net>" = "late", "Command DATA " = "late", "Message hello" = "late" }`)},

	{name: "the sender is discarded", to: "b@example.org c@example.org", message: mail, held: true, filters: probing("probe", "Sender Recipient Header Message", `say = { "Sender <a@example.net>" = "discard", "Recipient <c@example.org>" = "refuse" }`),
		want: []string{"PC: 250 2.1.0 sender OK", "PC: 250 2.1.5 recipient OK", "PC: 550 5.7.1", "PC: 250 2.0.0 OK"}},
	{name: "all recipients are discarded", to: "b@example.org c@example.org", message: mail, held: true, filters: probing("probe", "Recipient Header", `say = { "Recipient <b@example.org>" = "discard", "Recipient <c@example.org>" = "refuse" }`)},
	{name: "whatever it is, it is discarded", held: true, filters: probing("probe", "Sender Header", `say = { "Sender <a@example.net>" = "discard" }`),
		want: []string{"PC: 250 2.0.0 OK"}},
	{name: "what is discarded has its size", held: true, front: "max_size = \"10B\"", message: mail, filters: probing("probe", "Sender Header",
		`say = { "Sender <a@example.net>" = "discard" }`), want: []string{"PC: 552 5.3.4"}},
	{name: "what is discarded may be anything", held: true, message: "\x00\r\n\n", sent: "\x00\r\n\n\r\n", filters: probing("probe", "Sender Header",
		`say = { "Sender <a@example.net>" = "discard" }`), want: []string{"PC: 250 2.0.0 OK"}},
	{name: "one recipient is discarded", to: "b@example.org c@example.org", message: mail, filters: probing("probe", "Recipient", `say = { "Recipient <b@example.org>" = "discard" }`)},

	{name: "DATA is refused", message: mail, filters: probing("probe", "Command Header", `say = { "Command DATA " = "refuse" }`), want: []string{"CP: DATA\nPC: 550 5.7.1"}},
	{name: "DATA takes no argument", message: mail, filters: probing("probe", "Command", `set = { "Command DATA " = "x" }`), want: []string{"CP: DATA\nPC: 451 4.3.0"}},
	{name: "the header is refused", message: mail, held: true, filters: probing("probe", "Header Message", `say = { "Header hello" = "refuse" }`)},
	{name: "the message is refused", message: mail, held: true, filters: probing("probe", "Header Message", `say = { "Message hello" = "refuse" }`)},
	{name: "the message is discarded", message: mail, held: true, filters: probing("probe", "Message", `say = { "Message hello" = "discard" }`)},
	{name: "a filter hangs up on a message", message: mail, held: true, filters: probing("probe", "Message", `say = { "Message hello" = "hangup" }`)},
	{name: "the header is changed", message: mail, held: true, filters: probing("probe", "Header", `set = { "Header hello" = "yes" }`) + probing("b", "Message"), want: []string{`PS: "X-Probe: yes\r\n"`}},
	{name: "a notice", message: mail, held: true, filters: probing("probe", "Message", `set = { "Message hello" = "notice" }`), want: []string{`PS: "Subject: a notice\r\n"`}},
	{name: "a header without end", message: strings.Repeat("X: y\n", 6000), held: true, filters: probing("probe", "Header"),
		want: []string{"PC: 552 5.3.4 header too large"}},
	{name: "a large message is held", front: "max_size = \"10B\"", message: mail, held: true, filters: probing("probe", "Message"),
		want: []string{"PC: 552 5.3.4 message too large"}},
	{name: "bare line ends", message: "Subject: hello\r\n\r\na\nb\r\n", sent: "Subject: hello\r\n\r\na\nb\r\n", held: true, ends: "PC: <close>\nPS: <close>\n",
		filters: probing("probe", "Message"), want: []string{"PC: 550 5.6.11"}},
	{name: "bare line ends in order", front: `bare_newline = "normalise"`, message: "Subject: hello\r\n\r\na\nb\r\n",
		sent: "Subject: hello\r\n\r\na\nb\r\n", held: true, filters: probing("probe", "Message"), want: []string{`PS: "a\r\n"`}},
	{name: "NUL", message: "Subject: hello\n\n\x00\n", held: true, ends: "PC: <close>\nPS: <close>\n", filters: probing("probe", "Message"),
		want: []string{"PC: 550 5.6.0"}},

	{name: "filters in shadow", message: mail, filters: probing("probe", "Recipient Header Message", `say = { "Recipient <b@example.org>" = "refuse" }`, `set = { "Header hello" = "yes" }`, `mode = "shadow"`)},
	{name: "filters in shadow behind those in force", message: mail, held: true, filters: probing("probe", "Header Message", `set = { "Header hello" = "yes" }`) + probing("b", "Recipient Header Message", `mode = "shadow"`)},
}
