package retell

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// fetching makes POP3 sessions.
type fetching struct {
	teller
	events []*journal.Event
	tx     int // of what is said
}

func newFetching() *fetching {
	return &fetching{teller: teller{at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), protocol: "pop3"}}
}

func (f *fetching) add(e journal.Event) {
	e.Transaction = f.tx
	f.events = append(f.events, f.say(e))
}

func (f *fetching) command(w journal.Way, verb, arg string) {
	f.add(journal.Event{Kind: journal.Command, Way: w, Verb: verb, Arg: arg})
}

func (f *fetching) up(w journal.Way, verb, status string, size int64, lines ...string) {
	f.add(journal.Event{Kind: journal.Reply, Way: w, Verb: verb, Status: status, Lines: lines, Size: size, By: "upstream"})
}

func (f *fetching) own(verb, status, code string, size int64, lines ...string) {
	f.add(journal.Event{Kind: journal.Reply, Way: journal.PC, Verb: verb, Status: status, Enhanced: code, Lines: lines, Size: size, By: "proxy"})
}

func (f *fetching) message(w journal.Way, size int64) {
	f.add(journal.Event{Kind: journal.Message, Way: w, Size: size, SHA256: "abcd"})
}

func (f *fetching) header(fields ...string) {
	f.add(journal.Event{Kind: journal.Header, Way: journal.S, Lines: fields})
}

// fetch is a RETR, and what is told of it.
func (f *fetching) fetch(n int, tell func()) {
	f.tx = n
	f.command(journal.C, "RETR", fmt.Sprint(n))
	tell()
	f.tx = 0
}

// errand is a session in which messages come down in all the ways that there are.
func errand() []*journal.Event {
	f := newFetching()
	f.add(journal.Event{Kind: journal.Open})
	f.add(journal.Event{Kind: journal.Upstream, Upstream: "127.0.0.1:1100", Value: "connected"})
	f.up(journal.S, "", "+OK", 0, "POP3 ready <1896.697170952@dbc.example>")
	f.command(journal.C, "CAPA", "")
	f.up(journal.SP, "CAPA", "+OK", 40, "capabilities", "TOP", "STLS", "SASL PLAIN LOGIN")
	f.own("CAPA", "+OK", "", 34, "capabilities", "TOP", "SASL PLAIN LOGIN")
	f.command(journal.CP, "APOP", "mrose ***")
	f.own("APOP", "-ERR", "", 0, "syntax error in the argument")
	f.command(journal.C, "AUTH", "")
	f.up(journal.S, "AUTH", "+OK", 17, "mechanisms", "PLAIN", "LOGIN")
	f.command(journal.C, "AUTH", "PLAIN")
	f.up(journal.S, "AUTH", "+", 0, "")
	f.command(journal.C, "***", "")
	f.add(journal.Event{Kind: journal.Login, Verb: "PLAIN", Arg: "mrose", Status: "-ERR"})
	f.up(journal.S, "AUTH", "-ERR", 0, "no")
	f.command(journal.C, "APOP", "mrose ***")
	f.up(journal.S, "APOP", "-ERR", 0, "no")
	f.command(journal.CP, "USER", "mrose ***")
	f.own("USER", "-ERR", "", 0, "want a name, and PASS in a line of its own")
	f.command(journal.C, "USER", "mrose")
	f.up(journal.S, "USER", "+OK", 0, "")
	f.command(journal.C, "PASS", "***")
	f.add(journal.Event{Kind: journal.Login, Verb: "USER", Arg: "mrose", Status: "+OK"})
	f.up(journal.S, "PASS", "+OK", 0, "welcome")
	uids := []string{"120 messages"}
	for i := range journal.MaxListing {
		uids = append(uids, fmt.Sprintf("%d u%d", i+1, i+1))
	}
	f.command(journal.C, "UIDL", "")
	f.up(journal.S, "UIDL", "+OK", int64(len(strings.Join(uids[1:], "\r\n"))+2+200+3), uids...)
	f.fetch(1, func() { // passed on while it comes
		f.up(journal.S, "RETR", "+OK", 0, "300 octets")
		f.header("Subject: \U0001F600", ".From: <u@client.example>")
		f.message(journal.S, 300)
	})
	f.fetch(2, func() { // held for a filter that makes it wait, and changes it
		f.header("Subject: hi")
		f.message(journal.S, 100)
		f.add(journal.Event{Kind: journal.Verdict, Filter: "slow", Hook: "Message", Verdict: "pass after 3s"})
		f.add(journal.Event{Kind: journal.Change, Filter: "mark", Hook: "Message", Key: "header Subject", Old: "hi", Value: "[ext] hi"})
		f.add(journal.Event{Kind: journal.Change, Filter: "mark", Hook: "Message", Key: "header Subject of part 1.2", Old: "in", Value: "it"})
		f.up(journal.SP, "RETR", "+OK", 0, "100 octets")
		f.at = f.at.Add(3 * time.Second)
		f.own("RETR", "+OK", "", 0, "106 octets")
		f.message(journal.PC, 106)
	})
	f.fetch(3, func() { // changed while it comes, the status line as it was
		f.up(journal.S, "RETR", "+OK", 0, "here it comes")
		f.add(journal.Event{Kind: journal.Change, Filter: "mark", Hook: "Header", Key: "header X-Mark", Value: "yes"})
		f.message(journal.S, 60)
		f.message(journal.PC, 73)
	})
	f.fetch(4, func() { // refused
		f.message(journal.S, 0)
		f.add(journal.Event{Kind: journal.Verdict, Filter: "score", Hook: "Message", Verdict: "refuse 5.7.1 spam"})
		f.up(journal.SP, "RETR", "+OK", 0, "0 octets")
		f.own("RETR", "-ERR", "SYS/PERM", 0, "spam")
	})
	f.command(journal.CP, "DELE", "4")
	f.own("DELE", "-ERR", "SYS/PERM", 0, "it was not fetched")
	f.fetch(5, func() { // replaced
		f.message(journal.S, 500)
		f.up(journal.SP, "RETR", "+OK", 0, "500 octets")
		f.own("RETR", "+OK", "", 0, "400 octets")
		f.message(journal.PC, 400)
	})
	f.command(journal.C, "QUIT", "")
	f.up(journal.S, "QUIT", "+OK", 0, "bye")
	f.add(journal.Event{Kind: journal.Maildrop, Errand: &journal.Errand{
		User: "mrose", Mechanism: "USER", Fetched: 3, Octets: 500, Withheld: 2, Deleted: 0, Updated: true, By: "QUIT",
	}})
	f.add(journal.Event{Kind: journal.Close, Value: "QUIT"})
	return f.events
}

// torn are sessions that end as they should not: the upstream dies in a message or in a listing, or says what is no status line; the client is silent too long.
func torn() (sessions [][]*journal.Event) {
	dies := newFetching()
	dies.fetch(1, func() {
		dies.up(journal.S, "RETR", "+OK", 0, "300 octets")
		dies.header("Subject: hi")
		dies.add(journal.Event{Kind: journal.Upstream, Upstream: "127.0.0.1:1100", Value: "lost", Err: errors.New("read: EOF")})
	})
	dies.add(journal.Event{Kind: journal.Close, Value: "the upstream was lost"})
	lists := newFetching()
	lists.command(journal.C, "LIST", "")
	lists.up(journal.S, "LIST", "+OK", 0, "2 messages", "1 120")
	lists.add(journal.Event{Kind: journal.Upstream, Upstream: "127.0.0.1:1100", Value: "lost", Err: errors.New("read: EOF")})
	lists.add(journal.Event{Kind: journal.Close, Value: "the upstream was lost"})
	babbles := newFetching()
	babbles.command(journal.C, "STAT", "")
	babbles.add(journal.Event{Kind: journal.Violation, Way: journal.S, Value: `not a POP3 status line: "250 ok\r\n"`})
	babbles.add(journal.Event{Kind: journal.Upstream, Value: "reset", Err: errors.New(`not a POP3 status line: "250 ok\r\n"`)})
	babbles.own("STAT", "-ERR", "SYS/TEMP", 0, "the mail server is lost")
	babbles.add(journal.Event{Kind: journal.Close, Value: "the mail server is lost"})
	sleeps := newFetching()
	sleeps.add(journal.Event{Kind: journal.Upstream, Upstream: "127.0.0.1:1100", Value: "connected"})
	sleeps.up(journal.S, "", "+OK", 0, "ready")
	sleeps.at = sleeps.at.Add(10 * time.Minute)
	sleeps.add(journal.Event{Kind: journal.Close, Value: "the client took too long"})
	return [][]*journal.Event{dies.events, lists.events, babbles.events, sleeps.events}
}

func TestTranscriptOfPOP3(t *testing.T) {
	golden(t, "retold-pop3.txt", retoldOf(t, errand()))
}

func TestTranscriptOfTornPOP3(t *testing.T) {
	golden(t, "retold-pop3-torn.txt", retoldOf(t, torn()...))
}
