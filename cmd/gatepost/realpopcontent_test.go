//go:build linux

package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// letters are messages as files have them, with what gets lost on the way of careless proxies.
var letters = [][]byte{
	[]byte("Subject: plain\n\nHello.\n"),
	[]byte("Subject: an empty body\n\n"),
	[]byte("Subject: header only\n"),
	[]byte("Subject: header only, without an end"),
	{},
	[]byte("\nbody only\n"),
	[]byte("Subject: dots\n\n.\n..\n...\n.x\n. \n.\t\n.\n\n.\n"),
	[]byte("Subject: a dot without an end\n\n.\n."),
	[]byte("Subject: no last line end\n\nHello\nno end"),
	[]byte("Subject: empty lines\n\n\n\nHello.\n\n\n"),
	[]byte("Subject: CRLF\r\n\r\nHello.\r\n.\r\n..\r\n"),
	[]byte("Subject: mixed\r\n\nHello.\r\n.\n\r\n.\r\n"),
	[]byte("Subject: bare CR\n\na\rb\r\rc\n\r\n\rx\nend\r"),
	[]byte("Subject: NUL\n\n\x00\n.\x00\na\x00b\n"),
	[]byte("Subject: 8 bit caf\xe9\n\ncaf\xe9 \x80\xff na\xefve \xc3\xa9 \xef\xbb\xbf\n\xff\xfe\n"),
	[]byte("Subject: controls\n\n\x01\x02\x07\x08\x0b\x0c\x1b[31m\x7f \t \n"),
	[]byte("Subject: 998 octets\n\n" + strings.Repeat("x", 998) + "\n"),
	[]byte("Subject: long lines\n\n" + strings.Repeat("a", 999) + "\n" + strings.Repeat(".", 5000) + "\nend\n"),
	[]byte("Subject: a very long line\n\n" + strings.Repeat(".", 100_000) + "\nend\n"),
	[]byte("Subject: like replies\n\n+OK 5 octets\n-ERR no\nQUIT\n1 20\n"),
	[]byte("Subject:  folded\n\t and\t spaced \nX-Empty:\nX-Raw: caf\xe9\nnot a field\nX : space\n\nbody\n"),
	[]byte("From nobody Thu Jan  1 00:00:00 1970\nSubject: like a second one\n\nFrom x\n"),
	append([]byte("Subject: 20 MB\n\n"), bytes.ReplaceAll(large(20<<20), []byte("\r\n"), []byte("\n"))...),
}

// twins are a maildrop with messages, and one with what the gate makes of them. Where that is nothing, they are the same.
func (v variant) twins(t testing.TB, d *dovecot, messages [][]byte) (m, changed *maildrop) {
	t.Helper()
	m = d.maildrop(t, messages...)
	if v.name != "popmarks" {
		return m, m
	}
	marked := slices.Clone(messages)
	for i, content := range marked {
		marked[i] = markedFile(content)
	}
	return m, d.maildrop(t, marked...)
}

// markedFile is a message with the mark before its header, as a file has it.
func markedFile(content []byte) []byte {
	const mark = "X-Held: yes\n"
	switch first, rest, _ := bytes.Cut(content, []byte("\n")); {
	case len(content) == 0:
		return []byte(mark + "\n") // as Dovecot sends a line for nothing
	case bytes.HasPrefix(content, []byte("From ")): // which is no field, but stands before them
		return slices.Concat(first, []byte("\n"+mark), rest)
	default:
		return append([]byte(mark), content...)
	}
}

// unspoilt are the messages that a program doesn't spoil.
func (f *fetcher) unspoilt() [][]byte {
	return slices.DeleteFunc(slices.Clone(letters), func(content []byte) bool {
		return f.line > 0 && slices.ContainsFunc(bytes.Split(content, []byte("\n")), func(line []byte) bool { return len(line) > f.line })
	})
}

// testFetched has every program fetch every message through the gate, and compares with what it fetches from Dovecot itself.
func testFetched(t *testing.T, d *dovecot, v variant, addr string) {
	for _, f := range fetchers {
		t.Run(f.name, func(t *testing.T) {
			letters := f.unspoilt()
			m, changed := v.twins(t, d, letters)
			have := f.wantFetched(t, errandTo(t, addr, m.user, true))
			want := f.wantFetched(t, errandTo(t, d.addr, changed.user, true))
			if len(want) != len(letters) || len(have) != len(letters) {
				t.Fatalf("%d messages came, and %d without the gate, of %d", len(have), len(want), len(letters))
			}
			for i := range want {
				sameText(t, have[i], want[i])
			}
		})
	}
}

// sameText compares what came through the gate with what comes without it.
func sameText(t testing.TB, have, want string) {
	t.Helper()
	at := 0
	for at < min(len(have), len(want)) && have[at] == want[at] {
		at++
	}
	if at < max(len(have), len(want)) {
		t.Errorf("%d octets, without the gate %d; from octet %d on %.100q, without the gate %.100q", len(have), len(want), at, have[at:], want[at:])
	}
}

// testSame compares all that is said in a session without filters, commands in one group, with what Dovecot says itself.
func testSame(t *testing.T, d *dovecot, addr string) {
	user := d.maildrop(t, letters...).user
	var commands strings.Builder
	commands.WriteString("STAT\r\nLIST\r\nUIDL\r\nNOOP\r\n")
	for n := range len(letters) + 2 { // 0 and the last aren't there
		fmt.Fprintf(&commands, "LIST %d\r\nRETR %[1]d\r\nTOP %[1]d 0\r\nUIDL %[1]d\r\nTOP %[1]d 2\r\n", n)
	}
	commands.WriteString("retr 1\r\nDELE 1\r\nDELE 1\r\nRETR 1\r\nLIST\r\nSTAT\r\nRSET\r\nSTAT\r\nUIDL 999999\r\n" + mistakes + "QUIT\r\n")
	want, have := loginTo(t, d.addr, user).rest(commands.String()), loginTo(t, addr, user).rest(commands.String())
	sameText(t, ownRefusals.ReplaceAllString(have, "-ERR"), ownRefusals.ReplaceAllString(want, "-ERR"))
}

// testGroup asks for 200 messages and deletes them, without awaiting any reply.
func testGroup(t *testing.T, d *dovecot, addr string) {
	var commands strings.Builder
	for n := range 200 {
		fmt.Fprintf(&commands, "RETR %d\r\n", n+1)
	}
	for n := range 200 {
		fmt.Fprintf(&commands, "DELE %d\r\n", n+1)
	}
	commands.WriteString("QUIT\r\n")
	direct, through := d.maildrop(t, few(200)...), d.maildrop(t, few(200)...)
	want, have := loginTo(t, d.addr, direct.user).rest(commands.String()), loginTo(t, addr, through.user).rest(commands.String())
	sameText(t, have, want)
	through.wantLeft(t)
}

// mistakes are refused by the gate, in its own words.
const mistakes = "RETR x\r\nRETR\r\nTOP 1\r\nLIST 1 2\r\nNONSENSE\r\n"

var ownRefusals = regexp.MustCompile(`-ERR (want|command|Invalid|Noise|Unknown) [^\r]*`)

// rest says what the client has still to say and hears all to the end.
func (c *popTalk) rest(commands string) string {
	c.t.Helper()
	c.say(commands)
	var heard bytes.Buffer
	_, err := heard.ReadFrom(c.lines)
	check(c.t, err)
	return heard.String()
}

// testMessages compares what the gate hands out of messages with what Dovecot has. The status lines say other sizes where
// something was changed.
func testMessages(t *testing.T, d *dovecot, v variant, addr string) {
	m, changed := v.twins(t, d, letters)
	through := loginTo(t, addr, m.user)
	var have []string
	for n := range letters {
		have = append(have, through.messages(n+1)...)
	}
	through.leave()
	direct := loginTo(t, d.addr, changed.user)
	for n := range letters {
		for _, want := range direct.messages(n + 1) {
			sameText(t, have[0], want)
			have = have[1:]
		}
	}
}

// messages are the ways to get one message, without their status lines.
func (c *popTalk) messages(n int) (heard []string) {
	for _, command := range []string{"RETR %d\r\n", "TOP %d 0\r\n", "TOP %d 2\r\n"} {
		c.say(fmt.Sprintf(command, n))
		_, content, _ := strings.Cut(c.listing(), "\n")
		heard = append(heard, content)
	}
	return heard
}

var laxEnd = regexp.MustCompile(`([\r\n])\.([\r\n])`)

// A line that reads like a lone dot to a client that takes CR for a line end is stuffed. No other byte is changed.
func testLaxEnds(t *testing.T, d *dovecot, addr string) {
	user := d.maildrop(t, []byte("Subject: ends\n\nfoo\r.\nbar\n\r.\r\nx\r.\r\n.\r.\nend\n")).user
	var heard [2]string
	for i, addr := range []string{d.addr, addr} {
		c := loginTo(t, addr, user)
		c.say("RETR 1\r\n")
		heard[i] = strings.TrimSuffix(c.listing(), ".\r\n")
		c.leave()
	}
	want := heard[0]
	for want != laxEnd.ReplaceAllString(want, "$1..$2") {
		want = laxEnd.ReplaceAllString(want, "$1..$2") // those that overlap
	}
	if want == heard[0] {
		t.Fatalf("nothing to stuff in %q", want)
	}
	sameText(t, heard[1], want)
}
