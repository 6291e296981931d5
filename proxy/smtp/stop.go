package smtp

import "github.com/gatepost-mail/gatepost/proxy/conversation"

// retiring tells whether the next command outside a transaction is the last.
func (s *Session) retiring() bool { return s.Urgency() >= conversation.Retire && !s.tx.open }

// leaving tells whether to wait for the client no more.
func (s *Session) leaving() bool {
	return s.Aborting() || s.Urgency() == conversation.Leave && !s.tx.open
}

// commit is asked before the end of content goes up. From here on the upstream's answer is awaited whoever wants to stop, or it was too
// late: false, and the end must not go up.
func (s *Session) commit() bool { return s.up == nil || s.up.Free() }

// cut tells whether there is no answer because the session is aborted. One to an end of content that has gone up is in doubt, and the
// client is told.
func (s *Session) cut(x *exchange, a *answer) bool {
	return s.Aborting() && a.own && x.answer.code == 0 && !s.tx.doubt
}
