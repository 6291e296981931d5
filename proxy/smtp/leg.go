package smtp

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// leg is the session's connection to the upstream.
type leg struct {
	*wire.Conn
	server  *upstream.Server
	offers  offers      // what its EHLO said
	spoke   time.Time   // when something last went up
	spoiled bool        // not for another session: AUTH, a 421 or an error was seen on it
	clean   bool        // the last reply was that to an end of content or RSET
	used    bool        // by another session, and it has said nothing to this one yet
	unbind  func() bool // nil: no context's end concerns it
}

// bind lets the end of ctx abort the connection.
func (l *leg) bind(ctx context.Context) {
	l.free()
	l.unbind = context.AfterFunc(ctx, func() { l.Abort(0) })
}

// free undoes bind; false: the connection is aborted already, or about to be.
func (l *leg) free() bool {
	if l.unbind == nil {
		return true
	}
	unbind := l.unbind
	l.unbind = nil
	return unbind()
}

// Close closes the connection and ends its count.
func (l *leg) Close() error {
	l.free()
	l.server.Release()
	return l.Conn.Close()
}

// Reset closes the connection with a reset and ends its count.
func (l *leg) Reset() error {
	l.free()
	l.server.Release()
	return l.Conn.Reset()
}

// idle is the leg as it waits for another session.
func (l *leg) idle() upstream.Idle { return upstream.Idle{Conn: l, Server: l.server} }

// stall is how long a write up may make no progress before the gate looks whether the upstream has said something instead of reading.
const stall = time.Second

// send writes the commands that are to go up, as one group. The upstream owes no reply at this point, so whatever it has
// said is looked at first.
func (s *Session) send() {
	if len(s.outgoing) == 0 {
		return
	}
	defer func() { s.outgoing = s.outgoing[:0] }()
	if !s.quiet() {
		return
	}
	s.write(s.outgoing)
}

// quiet tells whether the upstream, which owes no reply, has said nothing. If it has said 421 the session ends with that; anything else is
// a violation and drops it.
func (s *Session) quiet() bool {
	if s.up == nil {
		return false
	}
	switch s.up.Pending() {
	case wire.Silent:
		return true
	case wire.Gone, wire.Broken:
		s.lose(errors.New("closed by the upstream"))
	case wire.Spoke:
		s.unasked()
	}
	return false
}

// unasked reads what an upstream says that wasn't asked.
func (s *Session) unasked() {
	s.up.ReadBy(s.now().Add(stall))
	if err := s.up.ReadReply(&s.heard); err == nil && s.heard.Code == 421 {
		s.farewell = append(s.farewell[:0], s.heard.Text...)
		s.lose(errFarewell)
		return
	}
	s.violation(journal.S, "a reply without a command")
	s.lose(errors.New("a reply without a command"))
}

// write writes up. An upstream that can't be written to is lost.
func (s *Session) write(p []byte) {
	s.up.spoke, s.up.clean = s.now(), false
	s.up.WriteBy(s.answerBy())
	if _, err := s.up.Write(p); err != nil {
		s.lose(err)
	}
}

// answerBy is until when the upstream's next step is waited for. Behind the end of content that is the budget alone: servers may take
// longer over a message than over a command (RFC 5321, section 4.5.3.2.6).
func (s *Session) answerBy() time.Time {
	if !s.budget.IsZero() {
		return s.budget
	}
	return s.now().Add(s.front.Upstream.Reply())
}

// hear reads the upstream's reply to an exchange. Where there is none the gate answers in its place, and the upstream is lost.
func (s *Session) hear(x *exchange) answer {
	if s.up == nil {
		return s.unheard(x)
	}
	s.up.ReadBy(s.answerBy())
	err := s.up.ReadReply(&s.heard)
	if err == nil && !expected(x, s.heard.Code) {
		err = &wire.ReplyError{Why: "out of place: " + firstLine(s.heard.Text)}
	}
	if err != nil {
		s.noAnswer(x, err)
		return s.unheard(x)
	}
	s.up.used = false
	if x.row == &endOfContent {
		s.up.bind(s.ctx)
	}
	s.up.clean = s.heard.Code == 250 && (x.row == &endOfContent || x.row.verb == "RSET")
	s.up.spoiled = s.up.spoiled || s.heard.Code >= 400
	return answer{code: s.heard.Code, text: s.heard.Text, by: byUpstream}
}

// unheard is what stands in the place of a reply that didn't come. A connection that served another session may have died since.
func (s *Session) unheard(x *exchange) answer {
	if s.phase != lost && x.introduces() {
		return s.hearAnew(x)
	}
	return s.inItsPlace()
}

func (x *exchange) introduces() bool { return x.row.verb == "EHLO" || x.row.verb == "HELO" }

// expected: 354 belongs to DATA and 334 to AUTH alone, the end of content has no intermediate reply, and of EHLO and HELO only 250 is
// understood.
func expected(x *exchange, code int) bool {
	switch {
	case x.row.verb == "DATA":
		return code == 354 || code >= 400
	case x.row.verb == "AUTH":
		return code == 334 || code/100 != 3
	case x.introduces():
		return code == 250 || code >= 400
	}
	return code/100 != 3
}

// inItsPlace is what the client hears when the upstream has no answer.
func (s *Session) inItsPlace() answer {
	if len(s.farewell) > 0 {
		return answer{code: 421, text: s.farewell, by: byUpstream}
	}
	return answer{code: upstreamSaid.code, text: upstreamSaid.append(nil), by: byProxy, own: true}
}

// noAnswer records why the upstream gave no reply, and loses it: after a time-out or an error it can't be known which reply would be
// the next.
func (s *Session) noAnswer(x *exchange, err error) {
	var bad *wire.ReplyError
	if errors.As(err, &bad) {
		s.violation(journal.S, bad.Error())
	}
	s.up.used = s.up.used && bad == nil && !timedOut(err)
	if x.row == &endOfContent {
		s.tx.doubt = true
		s.emit(journal.Event{Kind: journal.Upstream, Value: "in-doubt", Upstream: s.up.server.Addr(), Err: err})
	}
	s.lose(err)
}

// lose gives up an upstream that has failed.
func (s *Session) lose(err error) {
	s.drop("lost", err)
}

// reset gives up an upstream that hasn't failed, because what it has half read must not look whole to it.
func (s *Session) reset(why error) {
	s.drop("reset", why)
}

// drop resets the upstream connection; it is never used again. One that has served another session, and nobody in this one yet, can be
// replaced.
func (s *Session) drop(what string, why error) {
	if s.up == nil {
		return
	}
	s.emit(journal.Event{Kind: journal.Upstream, Value: what, Upstream: s.up.server.Addr(), Err: why})
	s.up.Reset()
	if !s.up.used {
		s.phase = lost
	}
	s.up = nil
}

// closeUpstream ends the upstream connection at the end of the session. In the middle of content it is reset, because some servers take
// an end of the connection for the end of the message.
func (s *Session) closeUpstream(why error) {
	switch {
	case s.up == nil:
	case s.tx.sending:
		s.reset(why)
	default:
		s.up.Close()
		s.up = nil
	}
}

func timedOut(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }
