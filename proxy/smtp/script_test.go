package smtp_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// script is a legal session with what has to come of it.
type script struct {
	*rapid.T
	way
	steps  []step
	stored []string // the wire bytes of each message that the upstream is to have
}

// way is how a session goes through the gate.
type way struct {
	chunking bool // the upstream takes BDAT
	holds    bool // filters look at content
}

// step is something that the client says.
type step struct {
	says  string
	wants []want
	up    []heard
	waits bool // for the reply, before it goes on
}

// want is one reply: text is all of it, or where it isn't the upstream's its beginning.
type want struct {
	text  string
	begin bool
}

// heard is a command that the upstream hears; maybe: it may as well not.
type heard struct {
	line  string
	maybe bool
}

func exactly(text string) want { return want{text, false} }
func begins(text string) want  { return want{text, true} }

func (s *script) add(says string, wants ...want) *step {
	s.steps = append(s.steps, step{says: says, wants: wants, waits: rapid.Bool().Draw(s.T, "waits")})
	return &s.steps[len(s.steps)-1]
}

func (s *step) hears(lines ...string) *step {
	for _, line := range lines {
		s.up = append(s.up, heard{line, false})
	}
	return s
}

func (s *step) mayHear(lines ...string) *step {
	for _, line := range lines {
		s.up = append(s.up, heard{line, true})
	}
	return s
}

// passes is a command that goes up as it is, with the upstream's reply.
func (s *script) passes(line, reply string) {
	s.add(line+"\r\n", exactly(reply)).hears(line)
}

func (s *script) chance(name string, of int) bool { return rapid.IntRange(1, of).Draw(s.T, name) == 1 }

func (s *script) pick(name string, from ...string) string {
	return rapid.SampledFrom(from).Draw(s.T, name)
}

// newScript draws a session of several transactions.
func newScript(t *rapid.T, w way) *script {
	s := &script{T: t, way: w}
	s.introduce()
	for range rapid.IntRange(0, 4).Draw(s.T, "transactions") {
		s.noise()
		s.transaction()
	}
	s.noise()
	s.add("QUIT\r\n", exactly("221 2.0.0 bye\r\n")).hears("QUIT")
	return s
}

func (s *script) introduce() {
	line := s.pick("hello", "EHLO client.example", "ehlo [127.0.0.1]", "EhLo x")
	s.add(line+"\r\n", begins("250")).hears(line)
	s.steps[len(s.steps)-1].waits = true
}

// noise are commands that change nothing.
func (s *script) noise() {
	for range rapid.IntRange(0, 2).Draw(s.T, "noises") {
		switch line := s.pick("noise", "NOOP", "noop what  ever", "VRFY postmaster", "HELP", "HELP mail", "RSET", "rset", "EXPN list", "XYZZY"); strings.ToUpper(line[:4]) {
		case "VRFY":
			s.passes(line, "252-2.1.5 perhaps\r\n"+words("252 2.1.5", line))
		case "HELP":
			s.passes(line, "214-2.0.0 no help\r\n214 2.0.0 "+sum(line)+"\r\n")
		case "XYZZ":
			s.add(line+"\r\n", begins("500 5.5.1"))
		default:
			s.passes(line, words("250 2.0.0", line))
		}
	}
}

func (s *script) transaction() {
	kind := s.pick("sender", "ok", "ok", "ok", "ok", "no-", "later-", "nodata-")
	mail := s.pick("MAIL", "MAIL FROM:", "Mail From:", "mail from:") + "<" + kind + s.pick("from", "a@b.example", "a+b/c=d@[192.0.2.1]") + ">" +
		s.pick("parameters", "", "", " SIZE=1000", " BODY=8BITMIME", " body=7bit SMTPUTF8", " RET=HDRS ENVID=QQ314159", " AUTH=<>")
	refused := true
	switch kind {
	case "no-":
		s.passes(mail, words("550 5.7.1", mail))
	case "later-":
		s.passes(mail, words("451 4.7.1", mail))
	default:
		refused = false
		s.passes(mail, words("250 2.1.0", mail))
	}
	rcpts := s.recipients(refused)
	switch {
	case s.chance("reset", 6):
		s.passes("RSET", words("250 2.0.0", "RSET"))
	case refused || rcpts == 0:
		s.nothing(refused)
	case s.chance("BDAT", 2):
		s.bdat(kind == "nodata-")
	case kind == "nodata-":
		s.noData()
	default:
		s.data()
	}
}

// recipients adds RCPT commands and tells how many are accepted. After a refused MAIL they may be the gate's to answer.
func (s *script) recipients(refused bool) (accepted int) {
	for range rapid.IntRange(0, 5).Draw(s.T, "recipients") {
		kind := s.pick("recipient", "ok", "ok", "no-", "later-")
		line := s.pick("RCPT", "RCPT TO:", "Rcpt to:") + "<" + kind + "c@d.example>" + s.pick("parameters", "", "", " NOTIFY=NEVER", " ORCPT=rfc822;x+2By@z.example")
		switch {
		case refused:
			s.add(line+"\r\n", begins("503 5.5.1")).mayHear(line)
		case kind == "no-":
			s.passes(line, "550-5.1.1 nobody of that name\r\n"+words("550 5.1.1", line))
		case kind == "later-":
			s.passes(line, words("451 4.2.0", line))
		default:
			accepted++
			s.passes(line, words("250 2.1.5", line))
		}
	}
	return accepted
}

// nothing asks to send content that nobody will have.
func (s *script) nothing(noSender bool) {
	code := map[bool]string{true: "503", false: "554"}[noSender]
	if s.chance("BDAT", 2) {
		s.add("BDAT 6 LAST\r\nRSET\r\n", begins("503 5.5.1")).mayHear("BDAT 6 LAST", "RSET")
	} else {
		s.add("DATA\r\n", begins(code+" 5.5.1")).mayHear("DATA")
	}
	s.passes("RSET", words("250 2.0.0", "RSET"))
}

// data is content by DATA.
func (s *script) data() {
	content := s.lines(true)
	s.add("DATA\r\n", begins("354 ")).hears("DATA").waits = true
	s.add(content+".\r\n", exactly(s.ends(content)))
}

// noData is DATA that the upstream refuses: at once, or where the gate has said 354 in its place, at the end.
func (s *script) noData() {
	refusal := words("451 4.3.5", "DATA")
	if !s.holds {
		s.add("DATA\r\n", exactly(refusal)).hears("DATA").waits = true
		s.passes("RSET", words("250 2.0.0", "RSET"))
		return
	}
	s.add("DATA\r\n", begins("354 ")).waits = true
	s.add(s.lines(true)+".\r\n", exactly(refusal)).hears("DATA", "RSET")
}

// ends is the reply to content, which is stored or refused.
func (s *script) ends(wire string) string {
	if strings.Contains(wire, "Refuse-Me") {
		return words("554 5.6.0", wire)
	}
	s.stored = append(s.stored, wire)
	return words("250 2.0.0 stored", wire)
}

// lines draws content: lone dots, stuffed ones, look-alikes, long and 8-bit lines, and none at all.
func (s *script) lines(stuffed bool) string {
	var b strings.Builder
	huge := false // once: content without an empty line is all header, and filters take only so much of it
	for range rapid.IntRange(0, 12).Draw(s.T, "lines") {
		line := s.pick("line", "", "", "Subject: hi", "text", "..", "...", ".x", ".. x", "\xff\xfe 8-bit", "h\u00e4\u00dflich", "QUIT",
			"MAIL FROM:<evil@x.example>", "long", "huge", "\t", "Refuse-Me", "X: y", " folded")
		if line == "huge" && s.holds && huge {
			line = "text"
		}
		switch line {
		case "long":
			line = strings.Repeat("0123456789", rapid.IntRange(95, 105).Draw(s.T, "tens"))
		case "huge":
			huge = true
			line = strings.Repeat("x", rapid.IntRange(1, 150_000).Draw(s.T, "octets"))
		}
		if !stuffed && line == ".." {
			line = "."
		}
		b.WriteString(line + "\r\n")
	}
	return b.String()
}

// bdat is content by BDAT in a few chunks, with what may come between them.
func (s *script) bdat(dataRefused bool) {
	octets := s.lines(false)
	switch {
	case s.chunking && s.chance("binary", 3):
		octets += "\x00bare\rand\nbare\n.\n"
	case s.chance("unfinished", 3):
		octets += ".no end"
	}
	rest, cuts := octets, rapid.IntRange(0, 3).Draw(s.T, "cuts")
	for range cuts {
		n := rapid.IntRange(0, len(rest)).Draw(s.T, "chunk")
		s.chunk(rest[:n])
		rest = rest[n:]
		if s.chance("noop", 5) {
			s.add("NOOP\r\n", begins("250 2.0.0"))
		}
		if s.chance("reset", 10) {
			s.passes("RSET", words("250 2.0.0", "RSET"))
			return
		}
	}
	s.lastChunk(rest, octets, dataRefused)
}

func (s *script) chunk(octets string) {
	line := fmt.Sprintf("BDAT %d", len(octets))
	if s.chunking && !s.holds {
		s.add(line+"\r\n"+octets, exactly(words("250 2.0.0", line))).hears(line)
		return
	}
	s.add(line+"\r\n"+octets, begins("250 2.0.0"))
}

func (s *script) lastChunk(octets, all string, dataRefused bool) {
	line := fmt.Sprintf("BDAT %d %s", len(octets), s.pick("LAST", "LAST", "last"))
	says := line + "\r\n" + octets
	switch {
	case s.chunking && !s.holds:
		s.add(says, exactly(s.ends(all))).hears(line)
	case s.chunking:
		s.add(says, exactly(s.ends(all))).hears(fmt.Sprintf("BDAT %d LAST", len(all)))
	case dataRefused:
		s.add(says, exactly(words("451 4.3.5", "DATA"))).hears("DATA", "RSET")
	default:
		s.add(says, exactly(s.ends(stuff(all)))).hears("DATA")
	}
}

// stuff is RFC 5321, section 4.5.2, as simply as can be.
func stuff(octets string) string {
	if octets != "" && !strings.HasSuffix(octets, "\r\n") {
		octets += "\r\n"
	}
	lines := strings.SplitAfter(octets, "\r\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") {
			lines[i] = "." + line
		}
	}
	return strings.Join(lines, "")
}
