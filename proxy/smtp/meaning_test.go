package smtp_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// meaning is what a client's bytes mean by the letter of the RFCs, given the replies that it heard: the most that an upstream may see
// of them. It knows nothing of how the gate reads.
type meaning struct {
	rest     string
	replies  []string
	commands []string
	contents []content
	chunks   string
	broken   bool
}

// content is what a client has sent as a message, with the reply to its end; "" if there was none.
type content struct {
	text   string
	chunks bool
	reply  string
}

// meaningOf reads input; the greeting is the first of replies.
func meaningOf(input string, replies []string) *meaning {
	m := &meaning{rest: input, replies: replies}
	m.reply()
	for m.command() {
	}
	return m
}

// reply takes the next reply; "" if none is left.
func (m *meaning) reply() string {
	if len(m.replies) == 0 {
		return ""
	}
	reply := m.replies[0]
	m.replies = m.replies[1:]
	return reply
}

func (m *meaning) line() (string, bool) {
	line, rest, whole := strings.Cut(m.rest, "\r\n")
	if whole {
		m.rest = rest
	}
	return line, whole
}

// command takes one command with what belongs to it; false: there is no other, or none that the gate has answered.
func (m *meaning) command() bool {
	line, whole := m.line()
	if !whole {
		return false
	}
	m.commands = append(m.commands, line)
	reply := m.reply()
	if reply == "" {
		return false
	}
	if strings.ContainsAny(line, "\r\n") || len(line) > 12288 {
		return true // not a line at all, so no command either
	}
	word, arg, _ := strings.Cut(line, " ")
	switch strings.ToUpper(word) {
	case "DATA":
		return reply[:3] != "354" || m.data()
	case "BDAT":
		return m.chunk(arg, reply)
	case "AUTH":
		return m.auth(reply)
	case "RSET", "EHLO", "HELO", "MAIL":
		if reply[0] == '2' {
			m.chunks, m.broken = "", false
		}
	}
	return true
}

// data takes content up to the one end that there is.
func (m *meaning) data() bool {
	text, rest, whole := strings.Cut("\r\n"+m.rest, "\r\n.\r\n")
	if !whole {
		return false
	}
	m.rest = rest
	text = strings.TrimPrefix(text+"\r\n", "\r\n")
	m.contents = append(m.contents, content{text, false, m.reply()})
	return true
}

// chunk takes the octets of a BDAT, whatever the reply is, unless the reply is that nobody can count them.
func (m *meaning) chunk(arg, reply string) bool {
	words := strings.Fields(arg)
	if len(words) == 0 || reply[:3] == "500" || reply[:3] == "501" {
		return false
	}
	n, err := strconv.Atoi(words[0])
	if err != nil || n < 0 || n > len(m.rest) {
		return false
	}
	m.chunks += m.rest[:n]
	m.rest = m.rest[n:]
	if len(words) == 1 {
		m.broken = m.broken || reply[0] != '2'
		return true
	}
	if !m.broken {
		m.contents = append(m.contents, content{m.chunks, true, reply})
	}
	m.chunks, m.broken = "", false
	return true
}

// auth takes the answers to 334.
func (m *meaning) auth(reply string) bool {
	for reply[:3] == "334" {
		line, whole := m.line()
		if !whole {
			return false
		}
		m.commands = append(m.commands, line)
		if reply = m.reply(); reply == "" {
			return false
		}
	}
	return true
}

// overheard lists the commands of an upstream that are neither the client's, in its order, nor the gate's own.
func (m *meaning) overheard(commands []string) (foreign []string) {
	rest := m.commands
	for _, c := range commands {
		i := slices.IndexFunc(rest, func(mine string) bool { return sense(mine) == sense(c) })
		switch {
		case i >= 0:
			rest = rest[i+1:]
		case c == "RSET", c == "NOOP", c == "DATA", c == "*", strings.HasPrefix(c, "BDAT ") && strings.HasSuffix(c, " LAST"):
		default:
			foreign = append(foreign, c)
		}
	}
	return foreign
}

// sense is what a command line says; of MAIL and RCPT the path, whose lax spaces and parameters the gate may have set right.
func sense(line string) string {
	if len(line) < 4 || !strings.EqualFold(line[:4], "MAIL") && !strings.EqualFold(line[:4], "RCPT") {
		return line
	}
	path, _, _ := strings.Cut(line, ">")
	return strings.ToUpper(strings.ReplaceAll(path, " ", ""))
}

// misplaced says what is wrong with the messages that an upstream has: each must be a content of the client, in its order, and each that
// the client believes to be there must be there.
func (m *meaning) misplaced(stored []stored) string {
	if accounts(m.contents, stored) {
		return ""
	}
	return fmt.Sprintf("stored %+v\nmeant %+v", stored, m.contents)
}

// accounts tells whether the messages that an upstream has are contents in their order: all to which the client heard consent, and none that
// was refused. Nobody knows about one without a reply.
func accounts(contents []content, stored []stored) bool {
	if len(contents) == 0 {
		return len(stored) == 0
	}
	c, rest := contents[0], contents[1:]
	agreed := strings.HasPrefix(c.reply, "2")
	if (agreed || c.reply == "") && len(stored) > 0 && c.is(stored[0]) && accounts(rest, stored[1:]) {
		return true
	}
	return !agreed && accounts(rest, stored)
}

// is tells whether a stored message is this content, byte for byte; of chunks that became DATA, stuffed.
func (c content) is(s stored) bool {
	if c.chunks && !s.chunks {
		return stuff(c.text) == s.wire
	}
	return c.text == s.wire
}
