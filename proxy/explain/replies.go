package explain

import (
	"errors"

	"github.com/gatepost-mail/gatepost/filters"
)

// What the gate itself answers, in the words of package smtp.
var (
	okSender    = reply(250, "2.1.0", "sender OK")
	okRecipient = reply(250, "2.1.5", "recipient OK")
	goAhead     = reply(354, "", "end data with <CR><LF>.<CR><LF>")
	discarded   = reply(250, "2.0.0", "OK")

	wantName      = reply(501, "5.5.4", "give the name of your host")
	badArgument   = reply(501, "5.5.4", "syntax error in the argument")
	badParam      = reply(501, "5.5.4", "bad value of a parameter")
	noRecipients  = reply(554, "5.5.1", "no valid recipients")
	tooManyRcpts  = reply(452, "4.5.3", "too many recipients, send the rest later")
	tooManyErrors = reply(421, "4.7.0", "too many errors")

	tooLarge       = reply(552, "5.3.4", "message too large")
	headerTooLarge = reply(552, "5.3.4", "header too large")
	bareContent    = reply(550, "5.6.11", "bare CR or LF in the message; lines end in CRLF")
	nulContent     = reply(550, "5.6.0", "NUL in the message")
)

func reply(code int, enhanced, text string) filters.Reply {
	return filters.Reply{Code: code, Enhanced: enhanced, Lines: []string{text}}
}

// fault is the reply to an argument that is no path.
func fault(err error) filters.Reply {
	var why *filters.PathError
	if errors.As(err, &why) {
		return reply(why.Code, why.Enhanced, filters.Clean(why.Text))
	}
	return badArgument
}
