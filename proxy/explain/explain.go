// Package explain runs the chain of an SMTP front once, for one envelope, and tells what each filter has said.
//
// It is a session of which two sides are thought up: a client that connects, says EHLO or HELO, logs in if it is to, says MAIL,
// RCPT and DATA, and waits for each reply; and a server behind the gate that offers what servers usually offer and agrees to
// everything. Nobody is connected and nothing is kept. The order of the moments, what a verdict means at each of them and the gate's own
// replies are those of package smtp; the tests play what comes out here against a real gateway.
//
// What can't be thought up is left out: the words of the server, so that no Reply hook is asked, and a message, where none is given.
// Delays that filters want are told and not waited for.
package explain

import (
	"context"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Services are what filters reach through their session. None is nil.
type Services struct {
	DNS    filters.DNS
	Values filters.Values
	Clock  wire.Clock
}

// Account is what has happened, from the connection to the reply to the content or to what ended it before.
type Account struct {
	Steps   []Step
	Closing []filters.Report // of Close hooks

	// The labels of filters some hooks of which were not asked because there was nothing to show to them.
	NoMessage []string // Header or Message hooks
	NoReplies []string // Reply hooks
}

// Step is one thing that the client does, with what came of it.
type Step struct {
	Client  string           // the line as the client says it; "" where it connects; "." the end of content
	Reports []filters.Report // of filters, in the order in which they spoke
	Reply   filters.Reply    // what the client hears; the server's has a code and no words
	By      string           // who words it: "upstream", "proxy" or a filter's label
	Delay   time.Duration    // that filters want before it
	Up      string           // the line that goes up; "": none does
	Content []byte           // at the end of content: what goes up, dot-stuffed and without the dot line
	Changed bool             // the content is not what the client has sent
}

// Run asks the chain of an SMTP front about an envelope. Hooks end with ctx.
func Run(ctx context.Context, front *proxy.FrontConfig, e Envelope, with Services) *Account {
	s := &session{ctx: ctx, front: front, envelope: e, with: with}
	s.run = front.Chain.Begin(s)
	for _, step := range []func() bool{s.connect, s.introduce, s.login, s.mail, s.recipients, s.data} {
		if !step() {
			break
		}
	}
	s.account.NoReplies = s.run.Asked(filters.AtReply)
	s.tx = transaction{}
	s.run.Close()
	s.account.Closing = s.reports
	return &s.account
}
