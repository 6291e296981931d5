package pop3_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// dialogue is a legal session with what has to come of it.
type dialogue struct {
	*rapid.T
	box   box // as it is when all has been said
	asks  bool
	steps []step
	up    []string // what the upstream hears
}

// step is something that the client says, with the reply.
type step struct {
	says   string
	want   string
	begins bool // want is the beginning of a line of the gate's own
	waits  bool // for the reply, before it goes on
}

// newDialogue draws a session; asks: filters are asked about logins.
func newDialogue(t *rapid.T, offers []string, asks bool) *dialogue {
	d := &dialogue{T: t, asks: asks}
	d.box = box{mail: d.mail(), offers: offers}
	if d.chance("CAPA", 2) {
		d.capa()
		d.steps[0].waits = true
	}
	d.noise()
	d.enter()
	for range rapid.IntRange(0, 12).Draw(t, "commands") {
		d.command()
	}
	d.passes(d.pick("quit", "QUIT", "quit"))
	return d
}

func (d *dialogue) chance(name string, of int) bool {
	return rapid.IntRange(1, of).Draw(d.T, name) == 1
}

func (d *dialogue) pick(name string, from ...string) string {
	return rapid.SampledFrom(from).Draw(d.T, name)
}

func (d *dialogue) add(s step) {
	s.waits = rapid.Bool().Draw(d.T, "waits")
	d.steps = append(d.steps, s)
}

// passes is a command that goes up as it is, with the upstream's reply.
func (d *dialogue) passes(line string) { d.becomes(line, line) }

// becomes is a command that goes up as another line.
func (d *dialogue) becomes(line, up string) {
	d.up = append(d.up, up)
	d.add(step{says: line + "\r\n", want: d.box.answer(up)})
}

// stays is a command that the gate answers.
func (d *dialogue) stays(line string) { d.add(step{says: line + "\r\n", want: "-ERR ", begins: true}) }

// capa is mediated: what the gate doesn't understand isn't offered, and it takes groups whatever the upstream does.
func (d *dialogue) capa() {
	lines := slices.DeleteFunc(slices.Clone(d.box.offers), func(line string) bool { return strings.HasPrefix(line, "X-") })
	if !slices.Contains(lines, "PIPELINING") {
		lines = append(lines, "PIPELINING")
	}
	d.up = append(d.up, "CAPA")
	d.add(step{says: "CAPA\r\n", want: ok("CAPA") + listed(lines)})
}

// noise is what changes nothing.
func (d *dialogue) noise() {
	for range rapid.IntRange(0, 2).Draw(d.T, "noises") {
		switch line := d.pick("noise", "NOOP", "stat", "LANG", "LANG en", "UTF8", "capa", "XYZZY", "STLS", "RETR", "LIST x", "TOP 1", "noop ", "LIST  1 "); line {
		case "capa":
			d.capa()
		case "XYZZY", "STLS", "RETR", "LIST x", "TOP 1":
			d.stays(line)
		case "noop ", "LIST  1 ":
			d.becomes(line, strings.Join(strings.Fields(strings.ToUpper(line)), " "))
		default:
			d.passes(line)
		}
	}
}

// enter logs in, perhaps after a failure.
func (d *dialogue) enter() {
	switch d.pick("failure", "none", "none", "PASS", "USER", "PLAIN", "LOGIN") {
	case "PASS":
		d.passes("USER me")
		d.passes("PASS bad  word ")
	case "USER":
		d.passes("USER nobody")
		if d.asks {
			d.stays("PASS good")
		} else {
			d.passes("PASS good")
		}
	case "PLAIN":
		d.auth("AUTH PLAIN AG1lAGJhZA==")
	case "LOGIN":
		d.auth("AUTH LOGIN", "bWU=", "*")
	}
	switch d.pick("login", "USER", "USER", "APOP", "PLAIN", "LOGIN") {
	case "USER":
		d.passes(d.pick("user", "USER", "User") + " me")
		d.passes(d.pick("pass", "PASS", "pass") + " " + password)
	case "APOP":
		d.passes("APOP me " + digest)
	case "PLAIN":
		d.auth("auth PLAIN", plainLogin)
	case "LOGIN":
		d.auth("AUTH login bWU=", "Z29vZA==")
	}
}

// auth is an exchange. The answers don't wait for their challenges if the dialogue doesn't.
func (d *dialogue) auth(lines ...string) {
	first := lines[0]
	for _, line := range lines[:len(lines)-1] {
		d.up = append(d.up, line)
		d.add(step{says: line + "\r\n", want: "+ VXNlcm5hbWU6\r\n"})
	}
	last := lines[len(lines)-1]
	d.up = append(d.up, last)
	right := last == plainLogin || last == "Z29vZA=="
	d.add(step{says: last + "\r\n", want: d.box.logIn(right, first)})
}

// command is one of those that a session is about.
func (d *dialogue) command() {
	n := rapid.IntRange(0, len(d.box.mail)+1).Draw(d.T, "message")
	switch verb := d.pick("verb", "noise", "LIST", "UIDL", "list", "LIST n", "uidl n", "RETR", "RETR", "retr", "TOP", "DELE", "DELE", "RSET"); verb {
	case "noise":
		d.noise()
	case "RETR", "retr", "DELE":
		d.passes(fmt.Sprintf("%s %d", verb, n))
	case "TOP":
		d.passes(fmt.Sprintf("TOP %d %d", n, rapid.IntRange(0, 5).Draw(d.T, "lines")))
	case "LIST n", "uidl n":
		d.passes(fmt.Sprintf("%s %d", verb[:4], n))
	default:
		d.passes(verb)
	}
}

// mail draws a maildrop.
func (d *dialogue) mail() (mail []string) {
	for range rapid.IntRange(0, 4).Draw(d.T, "messages") {
		mail = append(mail, d.message())
	}
	return mail
}

// lonely is a dot that a lax client takes for the end. The gate stuffs it, which is the one thing that it changes.
var lonely = regexp.MustCompile(`(^|[\r\n])\.[\r\n]`)

// message draws content: lone dots, stuffed ones, look-alikes, long lines, any octets, bare CR and LF, and none at all.
func (d *dialogue) message() string {
	var b strings.Builder
	huge := false // once: content without an empty line is all header, and filters take only so much of it
	for range rapid.IntRange(0, 10).Draw(d.T, "lines") {
		line := d.pick("line", "", "", "Subject: hi", "text", ".", "..", ".x", "+OK", "-ERR no", "octets", "octets", "long", "huge", "X: y", " folded",
			"a\nb", "a\rb", "\n..", "\r\r", "\x00")
		switch {
		case line == "octets":
			line = string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(d.T, "octets"))
		case line == "long":
			line = strings.Repeat("0123456789", rapid.IntRange(95, 105).Draw(d.T, "tens"))
		case line == "huge" && !huge:
			huge = true
			line = strings.Repeat("x", rapid.IntRange(1, 150_000).Draw(d.T, "octets"))
		}
		b.WriteString(line + "\r\n")
	}
	wire := stuff(b.String())
	for lonely.MatchString(wire) {
		wire = lonely.ReplaceAllString(wire, "$1,\r\n")
	}
	return stuffed(wire)
}

// stuffed wants text to be stuffed as it has to be.
func stuffed(wire string) string {
	if strings.Contains("\r\n"+wire, "\r\n.\r\n") || wire != "" && !strings.HasSuffix(wire, "\r\n") {
		panic(fmt.Sprintf("%q", wire))
	}
	return wire
}
