package filters

import (
	"slices"

	"github.com/gatepost-mail/gatepost/filters/message"
)

// maxRemembered is how many notes a session remembers for Noted; the oldest go first.
const maxRemembered = 1000

// Run is a chain at work in one session. Its methods are called by the session's own goroutine, one at a time.
type Run struct {
	host    Host
	members []*member
	by      [moments][]*member // who has a hook, in the order in which they are asked
	moment  Moment             // the last asked
	notes   []note
	later   []func() // what shadow filters say to content, after the client has its reply
}

// Begin opens the chain for a session: Open hooks run, and each moment's list is made.
func (c *Chain) Begin(h Host) *Run {
	r := &Run{host: h}
	if c == nil {
		return r
	}
	for i := range c.entries {
		w := r.open(&c.entries[i])
		if w == nil {
			continue
		}
		r.members = append(r.members, w)
		for _, m := range w.hooks.moments() {
			r.by[m] = append(r.by[m], w)
		}
		if w.openErr != nil {
			r.by[AtConnect] = append(r.by[AtConnect], w)
		}
	}
	slices.Reverse(r.by[AtReply]) // the first filter is the one nearest the client
	return r
}

// open makes the entry's member of this session; nil if the filter has no interest in it.
func (r *Run) open(e *Entry) *member {
	w := &member{Entry: e, hooks: e.Filter}
	if e.Filter.Open == nil {
		return w
	}
	opened := make(chan *Filter, 1) // a late answer of a call that was left behind goes nowhere
	_, err := w.call(r, AtOpen, func(s *Session) Verdict {
		opened <- e.Filter.Open(s)
		return Pass()
	})
	w.hooks = &Filter{}
	if err != nil {
		w.openErr = err
		return w
	}
	switch hooks := <-opened; {
	case hooks == nil:
		return nil
	case hooks.Open != nil:
		w.openErr = errOpenTwice
	default:
		w.hooks = hooks
	}
	return w
}

// Has tells whether any filter has a hook for the moment and is in force.
func (r *Run) Has(m Moment) bool {
	return slices.ContainsFunc(r.by[m], func(w *member) bool { return !w.Shadow })
}

// Asks tells whether any filter has a hook for the moment, in force or in shadow.
func (r *Run) Asks(m Moment) bool { return len(r.by[m]) > 0 }

// Watches tells whether any filter in shadow has a hook for content.
func (r *Run) Watches() bool {
	shadow := func(w *member) bool { return w.Shadow }
	return slices.ContainsFunc(r.by[AtHeader], shadow) || slices.ContainsFunc(r.by[AtMessage], shadow)
}

// Connect asks about the client. A failed Open counts as a failure here.
func (r *Run) Connect() Decision {
	return ask(r, AtConnect, &struct{}{}, question[struct{}]{
		put: func(w *member, s *Session, _ *struct{}) Verdict {
			if w.openErr != nil {
				return Fail(w.openErr)
			}
			return w.hooks.Connect(s)
		},
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
		settle: settlePath("sender"),
	})
}

// Recipient asks about the forward-path of RCPT.
func (r *Run) Recipient(p *Path) Decision {
	return ask(r, AtRecipient, p, question[Path]{
		put:    func(w *member, s *Session, p *Path) Verdict { return w.hooks.Recipient(s, p) },
		clone:  ClonePath,
		settle: settlePath("recipient"),
	})
}

// Command asks about a command line. A changed Arg counts only if check has no error for it.
func (r *Run) Command(c *Command, check func(Command) error) Decision {
	return ask(r, AtCommand, c, question[Command]{
		put:    func(w *member, s *Session, c *Command) Verdict { return w.hooks.Command(s, c) },
		settle: settleCommand(check),
	})
}

// Reply asks about the upstream's reply to c.
func (r *Run) Reply(c Command, reply *Reply) Decision {
	return ask(r, AtReply, reply, question[Reply]{
		put: func(w *member, s *Session, reply *Reply) Verdict {
			command := c
			return w.hooks.Reply(s, &command, reply)
		},
		clone:  cloneReply,
		settle: settleReply(c.Verb),
	})
}

// Header asks about a message of which only the header block is there.
func (r *Run) Header(m *Message) Decision {
	return ask(r, AtHeader, m, question[Message]{
		put:    func(w *member, s *Session, m *Message) Verdict { return w.hooks.Header(s, m) },
		clone:  message.HeaderOnly,
		settle: settleMessage,
	})
}

// Message asks about a message that is wholly there.
func (r *Run) Message(m *Message) Decision {
	return ask(r, AtMessage, m, question[Message]{
		put:    func(w *member, s *Session, m *Message) Verdict { return w.hooks.Message(s, m) },
		clone:  message.Clone,
		settle: settleMessage,
	})
}

// Shadow lets the filters in shadow see content, after the client has its reply. It uses what Header and Message have put by for
// them; content that was not held is given as m, else m is nil.
func (r *Run) Shadow(m *Message) {
	later := r.later
	r.later = nil
	for _, say := range later {
		say()
	}
	if m == nil {
		return
	}
	for _, at := range []Moment{AtHeader, AtMessage} {
		for _, w := range r.by[at] {
			if w.Shadow {
				r.watch(w, at, m)
			}
		}
	}
}

// watch shows a filter in shadow a copy of m.
func (r *Run) watch(w *member, at Moment, m *Message) {
	put := func(s *Session) Verdict { return w.hooks.Message(s, message.Clone(m)) }
	if at == AtHeader {
		put = func(s *Session) Verdict { return w.hooks.Header(s, message.HeaderOnly(m)) }
	}
	v, err := w.call(r, at, put)
	r.judge(w, at, v, err)
}

// Close tells every filter that the session is over.
func (r *Run) Close() {
	for _, w := range r.by[AtClose] {
		_, err := w.call(r, AtClose, func(s *Session) Verdict {
			w.hooks.Close(s)
			return Pass()
		})
		if err != nil {
			r.host.Report(Report{Kind: Failures, Filter: w.Label, Hook: AtClose.String(), Shadow: w.Shadow, Err: err})
		}
	}
}

// transaction is the number that a note of now belongs to.
func (r *Run) transaction() int {
	if r.moment == AtSender || r.host.Sender().p.set {
		return r.host.Transaction()
	}
	return 0
}

func (r *Run) noted(key string) string {
	now := r.transaction()
	for i := len(r.notes) - 1; i >= 0; i-- {
		if n := r.notes[i]; n.key == key && (n.transaction == 0 || n.transaction == now) {
			return n.value
		}
	}
	return ""
}

// remember reports a hook's notes and keeps them for Noted.
func (r *Run) remember(w *member, at Moment, notes []note) {
	for _, n := range notes {
		r.host.Report(Report{Kind: Findings, Filter: w.Label, Hook: at.String(), Shadow: w.Shadow, Key: n.key, Value: n.value})
	}
	r.notes = append(r.notes, notes...)
	if over := len(r.notes) - maxRemembered; over > 0 {
		r.notes = slices.Delete(r.notes, 0, over)
	}
}
