package pop3_test

import (
	"fmt"
	"slices"
	"strings"
)

// meaning is what a client's bytes mean by the letter of the RFCs, given the replies that it heard: the most that an upstream may see
// of them. It knows nothing of how the gate reads.
type meaning struct {
	rest     string
	replies  string // not looked at yet
	commands []told

	challenged bool
}

// told is a line of the client with the reply to it; "" if there was none.
type told struct {
	line   string
	answer bool // to a challenge, so no command
	reply  string
}

// meaningOf reads input; the greeting is the first of replies.
func meaningOf(input, replies string) *meaning {
	m := &meaning{rest: input, replies: replies}
	m.reply("")
	for m.command() {
	}
	return m
}

// reply takes the next reply, with the lines that follow; "" if none is left.
func (m *meaning) reply(command string) string {
	status, _, whole := strings.Cut(m.replies, "\r\n")
	if !whole {
		return m.take(len(m.replies))
	}
	n := len(status) + 2
	if followed(command) && isOK(status) {
		content, _, whole := strings.Cut("\r\n"+m.replies[n:], "\r\n.\r\n")
		if !whole {
			return m.take(len(m.replies))
		}
		n += len(content) + len(".\r\n")
	}
	return m.take(n)
}

func (m *meaning) take(n int) string {
	reply := m.replies[:n]
	m.replies = m.replies[n:]
	return reply
}

// line takes a line with the reply to it; false: there is no other, or none that the gate has answered.
func (m *meaning) line(answer bool, to string) (told, bool) {
	line, rest, whole := strings.Cut(m.rest, "\r\n")
	if !whole {
		return told{}, false
	}
	m.rest = rest
	if !answer {
		to = line
	}
	if strings.ContainsAny(line, "\r\n") || len(line) > 12288 {
		to = "" // not a line at all, so no command either
	}
	t := told{line, answer, m.reply(to)}
	m.commands = append(m.commands, t)
	return t, t.reply != ""
}

// command takes one command with the answers to the challenges that follow.
func (m *meaning) command() bool {
	t, more := m.line(false, "")
	for first := t.line; more && strings.HasPrefix(t.reply, "+ "); {
		m.challenged = true
		t, more = m.line(true, first)
	}
	return more
}

// canonical are the lines as which a command may go up: as it is, or without the spaces that people type around arguments.
func canonical(line string) []string {
	word, arg, _ := strings.Cut(line, " ")
	if _, is := known[asciiUpper(word)]; !is || strings.ContainsFunc(line, func(c rune) bool { return c < ' ' || c == 0x7F }) {
		return nil
	}
	verb := asciiUpper(word)
	if arg = strings.Trim(arg, " "); arg == "" {
		return []string{line, verb}
	}
	return []string{line, verb + " " + arg}
}

func asciiUpper(word string) string {
	b := []byte(word)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// overheard lists the commands of an upstream that are neither the client's, in its order, nor the star in the place of an answer, of
// which the client may not have seen the end.
func (m *meaning) overheard(commands []string) (foreign []string) {
	rest := m.commands
	for _, c := range commands {
		if c == "*" && m.challenged {
			continue
		}
		i := slices.IndexFunc(rest, func(t told) bool {
			return t.answer && c == t.line || slices.Contains(canonical(t.line), c)
		})
		if i < 0 {
			foreign = append(foreign, c)
			continue
		}
		rest = rest[i+1:]
	}
	return foreign
}

// asked tells whether the commands of an upstream are the client's but for one CAPA, which may be the gate's own, behind a client that says more
// than one command at a time.
func (m *meaning) asked(commands []string) bool {
	for i, c := range commands {
		if c == "CAPA" && len(m.overheard(slices.Delete(slices.Clone(commands), i, i+1))) == 0 {
			return true
		}
	}
	return false
}

// misheard says which reply is in the wrong place: each is the upstream's to this very command, or a refusal. Only those of the upstream
// agree.
func (m *meaning) misheard() string {
	first := ""
	for _, t := range m.commands {
		if !t.answer {
			first = t.line
		}
		switch {
		case t.reply == "", strings.HasPrefix(t.reply, "+ "):
		case !strings.HasPrefix(t.reply, "+OK ") && !strings.HasPrefix(t.reply, "-ERR "):
			return fmt.Sprintf("%q to %q is no reply", t.reply, t.line)
		case strings.HasPrefix(t.reply, "-ERR ") && !checksum.MatchString(t.reply):
		case !slices.ContainsFunc(canonical(first), func(c string) bool { return strings.Contains(firstLine(t.reply), sum(c)) }):
			return fmt.Sprintf("%q is in the place of the reply to %q", t.reply, t.line)
		}
	}
	if m.replies != "" && !strings.HasPrefix(m.replies, "-ERR ") {
		return fmt.Sprintf("%q is a reply to nothing", m.replies)
	}
	return ""
}

func firstLine(reply string) string {
	line, _, _ := strings.Cut(reply, "\r\n")
	return line
}

// unanswered says to which command there is no reply, though the session hadn't ended behind QUIT or a refusal.
func (m *meaning) unanswered() string {
	for i, t := range m.commands {
		if t.reply != "" || i == 0 {
			continue
		}
		before := m.commands[i-1]
		if (isOK(before.reply) || strings.HasPrefix(before.reply, "+ ")) && !slices.Contains(canonical(before.line), "QUIT") {
			return fmt.Sprintf("no reply to %q", t.line)
		}
	}
	return ""
}

// commanded tells whether one of the commands of an upstream, but for answers to challenges, is one that fits.
func (m *meaning) commanded(commands []string, fits func(string) bool) bool {
	return slices.ContainsFunc(commands, func(c string) bool {
		return fits(c) && !slices.ContainsFunc(m.commands, func(t told) bool { return t.answer && t.line == c })
	})
}
