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
	commands []told
	contents []content
	chunks   string
	broken   bool
	unsent   bool // a chunk that was announced isn't there whole
	slow     bool // time has passed: the upstream may have been kept awake
}

// told is a line of the client with the reply to it; "" if there was none.
type told struct {
	line   string
	answer bool     // to a challenge, so no command
	forms  []string // that it may also have on its way up
	reply  string
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
	reply := m.reply()
	m.commands = append(m.commands, told{line: line, reply: reply})
	if reply == "" {
		m.torn()
		return false
	}
	if strings.ContainsAny(line, "\r\n") || len(line) > 12288 {
		return true // not a line at all, so no command either
	}
	word, arg, _ := strings.Cut(line, " ")
	switch strings.ToUpper(word) {
	case "DATA":
		m.mayGoUpAs("DATA") // when the content has been held
		return reply[:3] != "354" || m.data()
	case "BDAT":
		return m.chunk(arg, reply)
	case "AUTH":
		m.mayGoUpAs("AUTH " + strings.Trim(arg, " "))
		return m.auth(reply)
	case "RSET", "EHLO", "HELO", "MAIL":
		if reply[0] == '2' {
			m.chunks, m.broken = "", false
		}
	}
	return true
}

// torn takes the commands up to a chunk that the client has announced and not sent whole: none of them needs a reply any more.
func (m *meaning) torn() {
	commands := slices.Clone(m.commands[:len(m.commands)-1])
	for line, rest := m.commands[len(commands)].line, m.rest; ; {
		commands = append(commands, told{line: line, forms: []string{strings.TrimSpace(line)}})
		if words := strings.Fields(line); len(words) > 1 && strings.EqualFold(words[0], "BDAT") {
			if n, err := strconv.Atoi(words[1]); err == nil && n > len(rest) {
				m.commands, m.unsent = commands, true
				return
			}
		}
		var whole bool
		if line, rest, whole = strings.Cut(rest, "\r\n"); !whole {
			return
		}
	}
}

// mayGoUpAs notes other forms of the last command.
func (m *meaning) mayGoUpAs(forms ...string) {
	last := &m.commands[len(m.commands)-1]
	last.forms = append(last.forms, forms...)
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

// chunk takes the octets of a BDAT, whatever the reply is, unless the reply is that nobody can count them. A last one may go up with all octets
// before it, or as DATA.
func (m *meaning) chunk(arg, reply string) bool {
	words := strings.Fields(arg)
	if len(words) == 0 || uncounted(reply) {
		return false
	}
	n, err := strconv.Atoi(words[0])
	if err != nil || n < 0 || n > len(m.rest) {
		return false
	}
	m.chunks += m.rest[:n]
	m.rest = m.rest[n:]
	if len(words) == 1 {
		m.mayGoUpAs(fmt.Sprint("BDAT ", n))
		m.broken = m.broken || reply[0] != '2'
		return true
	}
	m.mayGoUpAs("DATA", fmt.Sprint("BDAT ", n, " LAST"), fmt.Sprint("BDAT ", len(m.chunks), " LAST"))
	if !m.broken {
		m.contents = append(m.contents, content{m.chunks, true, reply})
	}
	m.chunks, m.broken = "", false
	return true
}

// uncounted tells whether a reply is that nobody can tell where a chunk ends.
func uncounted(reply string) bool { return reply[:3] == "500" || reply[:3] == "501" }

// auth takes the answers to 334.
func (m *meaning) auth(reply string) bool {
	for reply[:3] == "334" {
		line, whole := m.line()
		if !whole && (m.rest == "" || len(m.replies) == 0 || !strings.HasPrefix(m.replies[0], "501 ")) {
			return false
		}
		if !whole {
			line, m.rest = m.rest, "" // half a line that can't become one is answered at once
		}
		reply = m.reply()
		m.commands = append(m.commands, told{line: line, answer: true, reply: reply})
		if reply == "" {
			return false
		}
	}
	return true
}

// overheard lists the commands of an upstream that are neither the client's, in its order, nor the gate's own: that is RSET within a
// transaction.
func (m *meaning) overheard(commands []string) (foreign []string) {
	rest, begun := m.commands, false
	for _, c := range commands {
		i := slices.IndexFunc(rest, func(t told) bool { return t.means(c) })
		switch {
		case c == "RSET" && begun, c == "NOOP" && m.slow:
		case i >= 0:
			rest = rest[i+1:]
		default:
			foreign = append(foreign, c)
		}
		switch word, _, _ := strings.Cut(strings.ToUpper(c), " "); word {
		case "MAIL":
			begun = true
		case "RSET", "EHLO", "HELO":
			begun = false
		}
	}
	return foreign
}

// commanded tells whether one of the commands of an upstream is one that fits, in the client's own words and no answer to a challenge: what is
// held goes up in the gate's.
func (m *meaning) commanded(commands []string, fits func(string) bool) bool {
	return slices.ContainsFunc(commands, func(c string) bool {
		said := func(answer bool) bool {
			return slices.ContainsFunc(m.commands, func(t told) bool { return t.answer == answer && t.line == c })
		}
		return fits(c) && said(false) && !said(true)
	})
}

// means tells whether this line of the client may go up as another.
func (t told) means(up string) bool {
	switch {
	case t.answer:
		return up == t.line || up == "*"
	case up == t.line, slices.Contains(t.forms, up):
		return true
	}
	path, parameters, isPath := sense(t.line)
	upPath, upParameters, upIsPath := sense(up)
	return isPath && upIsPath && path == upPath && !slices.ContainsFunc(upParameters, func(p string) bool {
		return p != "AUTH=<>" && !slices.Contains(parameters, p)
	})
}

// sense is what MAIL and RCPT say. The gate may set lax spaces right, take parameters out, and let nobody vouch for a sender.
func sense(line string) (path string, parameters []string, is bool) {
	if len(line) < 4 || !strings.EqualFold(line[:4], "MAIL") && !strings.EqualFold(line[:4], "RCPT") {
		return "", nil, false
	}
	path, rest, _ := strings.Cut(line, ">")
	return strings.ToUpper(strings.ReplaceAll(path, " ", "")), strings.Fields(rest), true
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
