package filters

import "github.com/gatepost-mail/gatepost/filters/message"

// question is how one moment's argument is put, copied and taken back.
type question[T any] struct {
	put    func(*member, *Session, *T) Verdict
	clone  func(*T) *T                         // nil: a plain copy
	settle func(old, new *T) ([]change, error) // what a valid verdict changes, or why it can't; nil: nothing can change
	later  func(*Run, *member, *T)             // how it is kept for a filter in shadow; nil: that one is asked in its turn
}

func (q question[T]) copyOf(arg *T) *T {
	if q.clone != nil {
		return q.clone(arg)
	}
	trial := *arg
	return &trial
}

// Connect asks about the client. A failed Open counts as a failure here.
func (r *Run) Connect() Decision {
	return ask(r, AtConnect, &struct{}{}, question[struct{}]{
		put: func(w *member, s *Session, _ *struct{}) Verdict { return w.hooks.Connect(s) },
	})
}

// Hello asks about HELO or EHLO.
func (r *Run) Hello(h *Hello) Decision {
	return ask(r, AtHello, h, question[Hello]{
		put:    func(w *member, s *Session, h *Hello) Verdict { return w.hooks.Hello(s, h) },
		settle: settleHello,
	})
}

// Login asks about an attempt to log in.
func (r *Run) Login(l *Login) Decision {
	return ask(r, AtLogin, l, question[Login]{
		put:    func(w *member, s *Session, l *Login) Verdict { return w.hooks.Login(s, l) },
		settle: settleLogin,
	})
}

// Sender asks about the reverse-path of MAIL.
func (r *Run) Sender(p *Path) Decision {
	return ask(r, AtSender, p, question[Path]{
		put:    func(w *member, s *Session, p *Path) Verdict { return w.hooks.Sender(s, p) },
		clone:  ClonePath,
		settle: settleSender,
	})
}

// Recipient asks about the forward-path of RCPT.
func (r *Run) Recipient(p *Path) Decision {
	return ask(r, AtRecipient, p, question[Path]{
		put:    func(w *member, s *Session, p *Path) Verdict { return w.hooks.Recipient(s, p) },
		clone:  ClonePath,
		settle: settleRecipient,
	})
}

// Command asks about a command line. A changed Arg counts only if check, which isn't nil, has no error for it.
func (r *Run) Command(c *Command, check func(Command) error) Decision {
	if !r.Asks(AtCommand) {
		return Decision{}
	}
	return ask(r, AtCommand, c, question[Command]{
		put:    func(w *member, s *Session, c *Command) Verdict { return w.hooks.Command(s, c) },
		settle: func(old, new *Command) ([]change, error) { return settleCommand(check, old, new) },
	})
}

// Reply asks about the upstream's reply to c.
func (r *Run) Reply(c Command, reply *Reply) Decision {
	if !r.Asks(AtReply) {
		return Decision{}
	}
	return ask(r, AtReply, reply, question[Reply]{
		put: func(w *member, s *Session, reply *Reply) Verdict {
			command := c
			return w.hooks.Reply(s, &command, reply)
		},
		clone:  cloneReply,
		settle: func(old, new *Reply) ([]change, error) { return settleReply(c.Verb, old, new) },
	})
}

// Header asks about a message of which only the header block is there.
func (r *Run) Header(m *Message) Decision { return ask(r, AtHeader, m, aboutHeader()) }

func aboutHeader() question[Message] {
	return question[Message]{
		put:    func(w *member, s *Session, m *Message) Verdict { return w.hooks.Header(s, m) },
		clone:  message.HeaderOnly,
		settle: settleMessage,
		later:  func(r *Run, w *member, m *Message) { r.keep(w, AtHeader, m) },
	}
}

// Message asks about a message that is wholly there.
func (r *Run) Message(m *Message) Decision { return ask(r, AtMessage, m, aboutMessage()) }

func aboutMessage() question[Message] {
	return question[Message]{
		put:    func(w *member, s *Session, m *Message) Verdict { return w.hooks.Message(s, m) },
		clone:  message.Clone,
		settle: settleMessage,
		later:  func(r *Run, w *member, m *Message) { r.keep(w, AtMessage, m) },
	}
}

// Unasked is for content that the hooks of a moment can't be shown: each filter in force counts as failed with err, and on_error decides.
func (r *Run) Unasked(at Moment, err error) Decision {
	for _, w := range r.by[at] {
		if w.Shadow {
			continue
		}
		w.took = 0
		if d := r.judge(w, at, answer{err: err}); d.Action != Go {
			return d
		}
	}
	return Decision{}
}
