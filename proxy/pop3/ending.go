package pop3

import (
	"errors"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// How a session ends. Any other error is a connection's.
var (
	errQuit        = errors.New("quit")
	errHangup      = errors.New("hung up by a filter")
	errUnreachable = errors.New("no server can be reached")
	errTurnedAway  = errors.New("the server turns the client away")
	errExpiring    = errors.New("the server would delete what the client didn't get")
	errFarewell    = errors.New("the upstream has said goodbye")
	errUpstream    = errors.New("the upstream is lost")
	errTorn        = errors.New("the upstream is lost in the middle of a reply")
	errErrors      = errors.New("too many errors")
	errStopped     = errors.New("shutdown")
	errHTTP        = errors.New("the client speaks HTTP")
	errClient      = errors.New("the client doesn't read")
	errUnrecorded  = errors.New("it can't be put on record")
	errOctets      = errors.New("the client's octets can't be told from commands")
)

// finish says the last words, closes both connections and ends the record.
func (s *Session) finish(err error) {
	s.lastWords(err)
	s.flush()
	s.restDown()
	ended := s.now() // for the client it has ended then, whatever is still to be put on record
	s.closeUpstream()
	s.client.Close()
	why := filters.Clean(err.Error())
	if errors.Is(err, io.EOF) {
		why = "the client has closed"
	}
	s.recordErrand(why)
	s.run.Close()
	s.emit(journal.Event{Kind: journal.Close, Time: ended, Value: why, Took: ended.Sub(s.start)})
	s.scribe.Await(s.Torn, s.front.Stream.Written, s.patience()) // on an error the keeper has told its operator
}

// letGo lets go of all that the session has, should it end in a panic before finish has.
func (s *Session) letGo() {
	if s.run != nil {
		defer s.run.Close()
	}
	defer s.client.Close()
	s.closeUpstream()
}

// lastWords tells the client why the session ends, where it wasn't told yet. One that was silent too long hears nothing (RFC 1939, section
// 3), and nothing may stand where a message was cut off.
func (s *Session) lastWords(err error) {
	var last own
	switch {
	case s.midway, errors.Is(err, errClient), errors.Is(err, conversation.ErrNoTLS):
		return
	case errors.Is(err, errStopped):
		last = closingDown
	case errors.Is(err, errUpstream):
		last = upstreamLost
	case errors.Is(err, errErrors):
		last = tooManyErrors
	default:
		return
	}
	s.conclude(&exchange{row: &theGreeting, answer: last})
}
