package pop3

import (
	"bytes"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// parsed is a status line as filters see it.
func parsed(heard *wire.Status) filters.Reply {
	return reading(bytes.TrimSuffix(heard.Text, []byte("\r\n")))
}

// reading takes a status line without its end apart.
func reading(line []byte) filters.Reply {
	indicator, rest, _ := strings.Cut(string(line), " ")
	if indicator == "+" {
		return filters.StatusReply(true, "", rest)
	}
	code, text := filters.CutResponseCode(rest)
	return filters.StatusReply(strings.EqualFold(indicator, "+OK"), code, text)
}

// statusOf is the indicator of a line in the words of the record.
func statusOf(line []byte) string {
	indicator, _, _ := strings.Cut(string(line), " ")
	return strings.ToUpper(indicator)
}

// status is an indicator.
func status(ok bool) string {
	if ok {
		return "+OK"
	}
	return "-ERR"
}

// textOf is a status line as a log may have it.
func textOf(heard *wire.Status) string {
	return filters.Clean(strings.TrimRight(string(heard.Text), "\r\n"))
}

// filterReply asks the Reply hooks; they may word the status line anew, take lines out of CAPA, or hang up behind the reply.
func (s *Session) filterReply(x *exchange, a *answer) {
	if a.by != byUpstream || !s.run.Asks(filters.AtReply) {
		return
	}
	line := bytes.TrimSuffix(a.told.line, []byte("\r\n"))
	before := reading(line)
	if x.row.verb == "CAPA" && a.told.more != nil {
		before.Lines = append(before.Lines, linesOf(a.told.more)...)
	}
	after := before
	command := x.seen
	if len(s.farewell) > 0 {
		command = filters.Command{} // nobody has asked for it
	}
	d := s.run.Reply(command, &after)
	if !s.utf8 {
		after.Lines = conversation.ASCIILines(after.Lines, before.Lines)
	}
	x.delay += d.Delay
	x.hangup = x.hangup || d.Action == filters.Disconnect
	if after.Enhanced != before.Enhanced || after.Lines[0] != before.Lines[0] {
		indicator, _, _ := strings.Cut(string(line), " ")
		a.told.line = []byte(strings.TrimRight(indicator+" "+filters.StatusText(after), " ") + "\r\n")
	}
	if len(after.Lines) < len(before.Lines) {
		a.told.more = unlined(after.Lines[1:])
		a.told.size = int64(len(a.told.more))
	}
}

// unlined are lines in wire form, with the one that ends them.
func unlined(lines []string) (octets []byte) {
	for _, line := range lines {
		octets = append(append(octets, line...), "\r\n"...)
	}
	return append(octets, ".\r\n"...)
}
