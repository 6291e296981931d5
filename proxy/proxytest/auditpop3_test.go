package proxytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// entryOf is a line of a POP3 session with these names beside those that stand everywhere, however much of them a journal spells.
func entryOf(t *testing.T, seq int, kind, more string) *entry {
	t.Helper()
	raw := fmt.Appendf(nil, `{"v":1,"n":1,"seq":%d,"time":"2100-01-01T00:00:00Z","session":"01KAN9GS00TESTTESTTESTTEST","front":"mailbox","protocol":"pop3",`+
		`"kind":%q,"client":"192.0.2.5:4001"%s}`, seq, kind, more)
	e := &entry{Line: &journal.Line{}}
	if err := errors.Join(json.Unmarshal(raw, e.Line), json.Unmarshal(raw, &e.names)); err != nil {
		t.Fatal(err)
	}
	return e
}

const digest = `"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`

// What POP3 has of its own, and what it doesn't have.
func TestEntriesOfPOP3(t *testing.T) {
	for _, test := range []struct{ kind, more, want string }{
		{"reply", `,"way":"S","status":"+OK","by":"upstream"`, ""}, // the greeting
		{"reply", `,"way":"S","verb":"LIST","status":"+OK","text":["2 messages","1 120","2 200"],"by":"upstream","size":17`, ""},
		{"reply", `,"way":"PC","verb":"DELE","status":"-ERR","enhanced":"SYS/PERM","text":["not fetched"],"by":"proxy"`, ""},
		{"reply", `,"way":"S","verb":"AUTH","status":"+","by":"upstream"`, ""},
		{"reply", `,"way":"S","verb":"STAT","code":250,"by":"upstream"`, "no status"},
		{"reply", `,"way":"S","verb":"STAT","status":"+OK","code":250,"by":"upstream"`, "code has no place"},
		{"reply", `,"way":"S","verb":"STAT","status":"-OK","by":"upstream"`, `a reply has no status "-OK"`},
		{"reply", `,"way":"C","verb":"STAT","status":"+OK","by":"upstream"`, "a reply has no way C"},
		{"login", `,"verb":"APOP","arg":"mrose","status":"+OK","text":["welcome"],"by":"upstream"`, ""},
		{"login", `,"verb":"PLAIN","status":"+"`, `a login has no status "+"`},
		{"login", `,"verb":"PLAIN","code":235`, "no status"},
		{"command", `,"way":"C","verb":"PASS","arg":"***"`, ""},
		{"command", `,"way":"C","verb":"PASS","status":"+OK"`, "status has no place"},
		{"header", `,"tx":1,"way":"S","text":["Subject: hello"]`, ""},
		{"header", `,"tx":1,"way":"C","text":["Subject: hello"]`, "a header has no way C"},
		{"message", `,"tx":1,"way":"S","size":20,` + digest, ""},
		{"message", `,"tx":1,"way":"PC",` + digest, ""},
		{"message", `,"tx":1,"way":"PS",` + digest, "a message has no way PS"},
		{"maildrop", `,"by":"QUIT","upstream":"127.0.0.1:110","took":1,"user":"mrose","took_filters":0.1,"mechanism":"APOP","fetched":3,"octets":9,"updated":true`, ""},
		{"maildrop", `,"by":"QUIT","updated":true`, "no fetched"},
		{"maildrop", `,"by":"QUIT","fetched":0,"updated":true,"outcome":"delivered"`, "outcome has no place"},
		{"hello", `,"verb":"EHLO","arg":"a"`, "an unknown kind"},
		{"transaction", `,"tx":1,"outcome":"delivered","from":"<>","by":"upstream"`, "an unknown kind"},
		{"close", `,"value":"QUIT"`, ""},
	} {
		e := entryOf(t, 1, test.kind, test.more)
		err := errors.Join(inEach(e.Line), namesOf(e), sense(e))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s%s: have %v, want %q", test.kind, test.more, err, test.want)
		}
	}
}

// A session that has logged in has a line of kind maildrop, once, and no other has.
func TestMaildropsOfPOP3(t *testing.T) {
	const in, out = `login,"verb":"USER","status":"+OK","by":"upstream"`, `login,"verb":"USER","status":"-ERR","by":"upstream"`
	const errand, fetch = `maildrop,"by":"QUIT","fetched":0,"updated":true`, `message,"tx":1,"way":"S",` + digest
	for _, test := range []struct {
		lines []string
		want  string
	}{
		{[]string{"open", out, in, fetch, errand, `close,"value":"QUIT"`}, ""},
		{[]string{"open", out, `close,"value":"QUIT"`}, ""},
		{[]string{"open", in, `close,"value":"QUIT"`}, "has logged in and has no line of kind maildrop"},
		{[]string{"open", out, errand}, "a maildrop without a login"},
		{[]string{"open", in, errand, errand}, "or a second one"},
		{[]string{"open", in, errand}, "has no end"},
	} {
		a := &auditor{sessions: map[string]*audited{}}
		for i, line := range test.lines {
			kind, more, found := strings.Cut(line, ",")
			if found {
				more = "," + more
			}
			for _, wrong := range a.judge(entryOf(t, i+1, kind, more)) {
				a.complain("%s", wrong)
			}
		}
		a.endings()
		err := errors.Join(a.wrong...)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%q: have %v, want %q", test.lines, err, test.want)
		}
	}
}
