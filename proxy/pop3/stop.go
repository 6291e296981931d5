package pop3

import "github.com/gatepost-mail/gatepost/proxy/conversation"

// owes tells whether the session is within what stands for a transaction here: messages are marked, and the client will take them for
// deleted once it has said QUIT. One that is cut off fetches them again.
func (s *Session) owes() bool { return s.drop.marked() > 0 }

// retiring tells whether the next command is the last.
func (s *Session) retiring() bool { return s.Urgency() >= conversation.Retire && !s.owes() }

// leaving tells whether to wait for the client no more.
func (s *Session) leaving() bool {
	return s.Aborting() || s.Urgency() == conversation.Leave && !s.owes()
}
