// Package filters is the contract of Gatepost: what a filter is, what it sees and what it may answer.
//
// A filter is a package that imports the standard library and filters, and exports
//
//	func New(o *filters.Options) (*filters.Filter, error)
//
// New reads its options and returns hooks, named for the moment at which they are asked. Every hook gets the
// [Session], to be read, and most get one thing more that the hook may change: a path, a message, a reply. It
// answers with a [Verdict]. A change counts only together with a valid verdict: a hook that edits and then fails has
// changed nothing.
//
// New may be called many times, because an engine keeps several instances. The hooks that it returns may be called by
// many sessions at once, so they don't write what New made: state of one session lives in the closures of Open, all
// other state in [Session.Store].
package filters

import "github.com/gatepost-mail/gatepost/filters/message"

// Filter is a set of optional hooks; one left nil costs nothing. One session's hooks never overlap, in either
// direction. In one exchange the Command hooks of the whole chain speak first, then the typed hooks of the whole chain.
type Filter struct {
	// Open runs before Connect and returns the hooks of this one session, which may keep state in closures;
	// nil means no interest in this session. A Filter with Open has no other hook.
	Open func(*Session) *Filter

	// Connect: the client is there, nothing was said yet. A refusal is the greeting.
	Connect func(*Session) Verdict

	// Hello: HELO or EHLO (RFC 5321, section 4.1.1.1); again after STARTTLS.
	Hello func(*Session, *Hello) Verdict

	// Login: once an attempt, when the name is known and before the upstream can decide it; see [Login].
	Login func(*Session, *Login) Verdict

	// Sender: MAIL, with the reverse-path.
	Sender func(*Session, *Path) Verdict

	// Recipient: RCPT, with the forward-path, which is not yet in Session.Recipients. What differs between recipients is decided here.
	Recipient func(*Session, *Path) Verdict

	// Header: the header block is there, the body is not. Only Header and Size of the message may be used. It is asked on RETR and TOP
	// of POP3 too: a filter that means mail on its way in looks at Session.Protocol.
	Header func(*Session, *Message) Verdict

	// Message: all of it is there and held. As Header it is asked on RETR and TOP too, and on TOP its Partial is true. A message is taken
	// or refused for all its recipients, because SMTP knows no more than one answer to it: what is for one is decided in Recipient.
	Message func(*Session, *Message) Verdict

	// Command: every command, unknown ones too, but no continuation line of AUTH and no content.
	Command func(*Session, *Command) Verdict

	// Reply: every reply of the upstream. Only Pass, Accept, Hangup and Fail are valid; what may change says [Reply]. A failure here is as
	// on_error "pass", whatever is set: the reply stays as the upstream gave it.
	Reply func(*Session, *Command, *Reply) Verdict

	// Close: last, and once, if Open or Connect ran; a filter with neither has it always. It has a deadline of its own.
	Close func(*Session)
}

// The message model has its own package; scripts use it by these names.
type (
	// Message is content on its way up (DATA, BDAT) or down (RETR, TOP).
	Message = message.Message
	// Header is an ordered list of fields.
	Header = message.Header
	// Part is a leaf of the MIME tree.
	Part = message.Part
	// Reader reads content and does nothing else.
	Reader = message.Reader
)
