package smtp

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
	errFarewell    = errors.New("the upstream said 421")
	errUpstream    = errors.New("the upstream is lost")
	errErrors      = errors.New("too many errors")
	errStopped     = errors.New("shutdown")
	errPanic       = errors.New("a fault of the gate")
	errHTTP        = errors.New("the client speaks HTTP")
	errClient      = errors.New("the client doesn't read")
	errReset       = errors.New("the client has reset the connection")
	errContent     = errors.New("content that isn't canonical")
	errEndless     = errors.New("content without end")
	errUnrecorded  = errors.New("it can't be put on record")
	errOctets      = errors.New("the client's octets can't be told from commands")
)

// finish says the last words, closes both connections and ends the record.
func (s *Session) finish(err error) {
	s.lastWords(err)
	s.flush()
	ended := s.now() // for the client it has ended then, whatever is still to be put on record
	s.closeUpstream(err)
	s.client.Close()
	why := filters.Clean(err.Error())
	if errors.Is(err, io.EOF) {
		why = "the client has closed"
	}
	s.endLast(err, why)
	s.run.Close()
	s.emit(journal.Event{Kind: journal.Close, Time: ended, Value: why, Took: ended.Sub(s.start)})
	s.await(s.front.Stream.Written, s.patience()) // on an error the keeper has told its operator
}

// endLast ends a transaction that is open at the end of its session: what the gate can't put on record it has put off, else it was given up.
func (s *Session) endLast(err error, why string) {
	if errors.Is(err, errUnrecorded) {
		s.endTransaction(journal.Deferred, noRecord, byProxy)
		return
	}
	s.endTransaction(journal.Abandoned, own{}, why)
}

// letGo lets go of all that the session has, should it end in a panic before finish has.
func (s *Session) letGo() {
	if s.run != nil {
		defer s.run.Close()
	}
	defer s.chunks.close()
	defer s.client.Close()
	s.closeUpstream(errPanic)
}

// lastWords tells the client why the session ends, where it wasn't told yet.
func (s *Session) lastWords(err error) {
	var last own
	switch {
	case errors.Is(err, errClient), errors.Is(err, conversation.ErrNoTLS):
		return
	case timedOut(err):
		last = clientSlow
	case errors.Is(err, errStopped):
		last = closingDown
	case errors.Is(err, errUpstream):
		last = upstreamLost
	case errors.Is(err, errErrors):
		last = tooManyErrors
	case errors.Is(err, errEndless):
		last = contentEndless
	default:
		return
	}
	s.conclude(&exchange{row: &theGreeting, answer: last})
}
