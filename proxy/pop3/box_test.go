package pop3_test

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
)

// box is one session with a maildrop, as a strict server has it. Its replies depend on nothing but the command and what RFC 1939 makes
// of the commands before it, so they can be foretold; each names the checksum of its command, so that a reply in another's place is noticed.
// A name that begins with "no" is refused, and there is one password.
type box struct {
	mail   []string // in wire form, without the end
	offers []string // the lines of CAPA

	named, open bool
	marks       map[int]bool
	deleted     []int // at QUIT
	over        bool
}

const (
	password    = "good"
	digest      = "c4c9334bac560ecc979e58001b3e22fb"
	plainLogin  = "AG1lAGdvb2Q=" // me, good
	theGreeting = "+OK recorder.example <1896.697170952@recorder.example>\r\n"
)

// known are the verbs that a server may be asked, each with whether it needs a login; AUTH is an exchange and not the box's.
var known = map[string]bool{
	"USER": false, "PASS": false, "APOP": false, "AUTH": false, "CAPA": false, "LANG": false, "UTF8": false, "QUIT": false,
	"STAT": true, "LIST": true, "UIDL": true, "RETR": true, "TOP": true, "DELE": true, "NOOP": true, "RSET": true,
}

// answer is the reply to a command, with the lines that follow.
func (b *box) answer(line string) string {
	word, arg, _ := strings.Cut(line, " ")
	verb := strings.ToUpper(word)
	if known[verb] && !b.open {
		return no("not now", line)
	}
	switch verb {
	case "USER":
		b.named = !b.open && !strings.HasPrefix(arg, "no")
		return b.says(b.named, line)
	case "PASS":
		return b.logIn(b.named && arg == password, line)
	case "APOP":
		return b.logIn(strings.HasSuffix(arg, " "+digest) && !strings.HasPrefix(arg, "no"), line)
	case "CAPA":
		return ok(line) + listed(b.offers)
	case "LANG":
		if arg == "" {
			return ok(line) + listed([]string{"en English", "de Deutsch"})
		}
	case "STAT":
		return fmt.Sprintf("+OK %d %d %s\r\n", len(b.mail), len(strings.Join(b.mail, "")), sum(line))
	case "RSET":
		b.marks = nil
	case "QUIT":
		return b.quit(line)
	case "LIST", "UIDL":
		return b.list(verb, arg, line)
	case "RETR", "TOP", "DELE":
		return b.touch(verb, arg, line)
	}
	return ok(line)
}

func (b *box) says(yes bool, line string) string {
	if yes {
		return ok(line)
	}
	return no("no", line)
}

func (b *box) logIn(right bool, line string) string {
	right, b.named = right && !b.open, false
	b.open = b.open || right
	return b.says(right, line)
}

func (b *box) quit(line string) string {
	b.over = true
	for n := range b.marks {
		b.deleted = append(b.deleted, n)
	}
	slices.Sort(b.deleted)
	return ok(line)
}

// list answers LIST and UIDL.
func (b *box) list(verb, arg, line string) string {
	say := func(n int) string {
		if verb == "UIDL" {
			return fmt.Sprintf("%d uid-%s", n, sum(b.mail[n-1]))
		}
		return fmt.Sprintf("%d %d", n, len(b.mail[n-1]))
	}
	if arg != "" {
		n := b.number(arg)
		if n == 0 {
			return no("no such message", line)
		}
		return "+OK " + say(n) + " " + sum(line) + "\r\n"
	}
	var lines []string
	for i := range b.mail {
		if !b.marks[i+1] {
			lines = append(lines, say(i+1))
		}
	}
	return ok(line) + listed(lines)
}

// touch answers what is about one message.
func (b *box) touch(verb, arg, line string) string {
	first, count, _ := strings.Cut(arg, " ")
	n := b.number(first)
	switch {
	case n == 0:
		return no("no such message", line)
	case verb == "DELE":
		if b.marks == nil {
			b.marks = map[int]bool{}
		}
		b.marks[n] = true
		return ok(line)
	case verb == "TOP":
		lines, _ := strconv.Atoi(count)
		return ok(line) + top(b.mail[n-1], lines) + ".\r\n"
	}
	return fmt.Sprintf("+OK %d octets %s\r\n%s.\r\n", unstuffed(b.mail[n-1]), sum(line), b.mail[n-1])
}

// number is that of a message that is there; 0: there is none.
func (b *box) number(arg string) int {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > len(b.mail) || b.marks[n] {
		return 0
	}
	return n
}

// top is a header and the first lines behind it.
func top(wire string, lines int) string {
	head, body, there := strings.Cut(wire, "\r\n\r\n")
	if !there {
		return wire
	}
	kept := strings.SplitAfter(body, "\r\n")
	return head + "\r\n\r\n" + strings.Join(kept[:min(lines, len(kept))], "")
}

// unstuffed is how many octets a message has.
func unstuffed(wire string) int {
	n := len(wire)
	for line := range strings.SplitAfterSeq(wire, "\r\n") {
		if strings.HasPrefix(line, ".") {
			n--
		}
	}
	return n
}

func listed(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line + "\r\n")
	}
	return b.String() + ".\r\n"
}

func ok(line string) string       { return "+OK " + sum(line) + "\r\n" }
func no(text, line string) string { return "-ERR " + text + " " + sum(line) + "\r\n" }

func sum(line string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(line))) }

// stuff is RFC 1939, section 3, as simply as can be; text ends in CRLF.
func stuff(text string) string {
	lines := strings.SplitAfter(text, "\r\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") {
			lines[i] = "." + line
		}
	}
	return strings.Join(lines, "")
}
