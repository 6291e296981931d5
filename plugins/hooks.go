package plugins

import (
	"cmp"
	"errors"

	"github.com/gatepost-mail/gatepost/filters"
)

// hooks make calls of a filter's hooks. Those of a session are bound to the instance that its Open was called in.
type hooks struct {
	pool  *pool
	bound *instance       // nil: any instance will do, with its own filter
	own   *filters.Filter // what Open returned; nil: the instance's
}

// of is a filter with the hooks that f has.
func (h *hooks) of(f *filters.Filter) *filters.Filter {
	w := &filters.Filter{}
	if f.Connect != nil {
		w.Connect = func(s *filters.Session) filters.Verdict {
			return h.ask(s, filters.AtConnect, func(f *filters.Filter) filters.Verdict { return f.Connect(s) })
		}
	}
	if f.Hello != nil {
		w.Hello = func(s *filters.Session, hello *filters.Hello) filters.Verdict {
			return h.ask(s, filters.AtHello, func(f *filters.Filter) filters.Verdict { return f.Hello(s, hello) })
		}
	}
	if f.Login != nil {
		w.Login = func(s *filters.Session, l *filters.Login) filters.Verdict {
			return h.ask(s, filters.AtLogin, func(f *filters.Filter) filters.Verdict { return f.Login(s, l) })
		}
	}
	if f.Sender != nil {
		w.Sender = func(s *filters.Session, from *filters.Path) filters.Verdict {
			return h.ask(s, filters.AtSender, func(f *filters.Filter) filters.Verdict { return f.Sender(s, from) })
		}
	}
	if f.Recipient != nil {
		w.Recipient = func(s *filters.Session, to *filters.Path) filters.Verdict {
			return h.ask(s, filters.AtRecipient, func(f *filters.Filter) filters.Verdict { return f.Recipient(s, to) })
		}
	}
	h.content(w, f)
	return w
}

// content adds the hooks of content, of commands and replies, and Close.
func (h *hooks) content(w, f *filters.Filter) {
	if f.Header != nil {
		w.Header = func(s *filters.Session, m *filters.Message) filters.Verdict {
			return h.ask(s, filters.AtHeader, func(f *filters.Filter) filters.Verdict { return f.Header(s, m) })
		}
	}
	if f.Message != nil {
		w.Message = func(s *filters.Session, m *filters.Message) filters.Verdict {
			return h.ask(s, filters.AtMessage, func(f *filters.Filter) filters.Verdict { return f.Message(s, m) })
		}
	}
	if f.Command != nil {
		w.Command = func(s *filters.Session, c *filters.Command) filters.Verdict {
			return h.ask(s, filters.AtCommand, func(f *filters.Filter) filters.Verdict { return f.Command(s, c) })
		}
	}
	if f.Reply != nil {
		w.Reply = func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			return h.ask(s, filters.AtReply, func(f *filters.Filter) filters.Verdict { return f.Reply(s, c, r) })
		}
	}
	if f.Close != nil {
		w.Close = func(s *filters.Session) {
			h.tell(s, filters.AtClose, func(f *filters.Filter) { f.Close(s) })
		}
	}
}

// ask calls a hook. What a call that went wrong has answered is never used.
func (h *hooks) ask(s *filters.Session, at filters.Moment, put func(*filters.Filter) filters.Verdict) filters.Verdict {
	var v filters.Verdict
	if err := h.call(s, at, func(_ *instance, f *filters.Filter) { v = put(f) }); err != nil {
		return filters.Fail(err)
	}
	return v
}

// tell calls a hook that has no verdict.
func (h *hooks) tell(s *filters.Session, at filters.Moment, put func(*filters.Filter)) {
	if err := h.call(s, at, func(_ *instance, f *filters.Filter) { put(f) }); err != nil {
		panic(err)
	}
}

// call waits for the instance and calls what is put to it. The error is a *Failure.
func (h *hooks) call(s *filters.Session, at filters.Moment, put func(*instance, *filters.Filter)) error {
	p, ctx := h.pool, s.Context()
	fail := func(err error) error {
		if f := (*Failure)(nil); errors.As(err, &f) {
			return f // another instance's New, where one was needed
		}
		return &Failure{Plugin: p.plugin.engine.plugin(), Hook: at.String(), Session: s.ID(), Err: err}
	}
	switch {
	case p.life.Err() != nil:
		return fail(ErrClosed)
	case p.plugin.OutOfService():
		return fail(ErrOutOfService)
	case h.bound != nil && h.bound.ctx.Err() != nil:
		return fail(ErrLost)
	}
	in, err := p.take(ctx, h.bound)
	if err != nil {
		return fail(err)
	}
	defer p.let(in)
	if err := in.call(ctx, func() { put(in, cmp.Or(h.own, in.filter)) }); err != nil {
		return in.failure(at.String(), s.ID(), err)
	}
	return nil
}

// session is Open: it binds the session to an instance.
func (p *pool) session(s *filters.Session) *filters.Filter {
	var own *filters.Filter
	var bound *instance
	h := &hooks{pool: p}
	err := h.call(s, filters.AtOpen, func(in *instance, f *filters.Filter) {
		own, bound = f.Open(s), in
	})
	if err != nil {
		panic(err)
	}
	if own == nil || own.Open != nil {
		return own // no interest; or the chain says what is wrong
	}
	p.count(bound, 1)
	f := (&hooks{p, bound, own}).of(own)
	tidy := f.Close
	f.Close = func(s *filters.Session) {
		p.count(bound, -1)
		if tidy != nil {
			tidy(s)
		}
	}
	return f
}
