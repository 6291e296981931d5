package pop3

import (
	"bytes"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sasl"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// maxGathered bounds lines that are read before any of them goes on.
const maxGathered = 64 << 10

// lines begins to read what follows a status line.
func (s *Session) lines() *wire.ContentReader {
	return s.up.Multiline(s.front.Upstream.Reply(), s.ends())
}

// piece waits for the next piece of what follows a status line. On an error the upstream is lost.
func (s *Session) piece(r *wire.ContentReader) (piece []byte, end bool, err error) {
	piece, end, err = r.Next()
	if err != nil {
		s.lose(err)
		if s.Aborting() {
			return nil, false, errStopped
		}
		return nil, false, errTorn
	}
	return piece, end, nil
}

// listing lets lines that are no message pass as they come.
func (s *Session) listing(x *exchange, a answer) error {
	end, err := s.take(x, &a)
	if err != nil {
		return err
	}
	s.later(a.told.line)
	s.midway = true
	r, first := s.lines(), excerpt{wanted: s.scribe.Dialogue()}
	for over := false; !over; {
		var piece []byte
		if piece, over, err = s.piece(r); err != nil {
			a.told.more, a.said.more = first.octets, first.octets
			s.recordReply(x, a)
			return err
		}
		if first.take(piece); over {
			a.told.more, a.told.size, a.said.more, a.said.size = first.octets, r.Size+r.Added(), first.octets, r.Size
			s.recordReply(x, a)
			s.defused(r)
			s.midway = false
		}
		if err := s.through(piece, over); err != nil {
			return err
		}
	}
	return s.ended(x, end)
}

// excerpt is the first lines of a listing.
type excerpt struct {
	wanted bool
	octets []byte
	lines  int
}

func (e *excerpt) take(piece []byte) {
	for line := range bytes.Lines(piece) {
		if !e.wanted || e.lines == journal.MaxListing || len(e.octets) > maxGathered {
			return
		}
		e.octets = append(e.octets, line...)
		if line[len(line)-1] == '\n' {
			e.lines++
		}
	}
}

// gather reads all that follows a status line. More than a server can have to say there ends the connection.
func (s *Session) gather() (lines []byte, err error) {
	r := s.lines()
	for {
		piece, end, err := s.piece(r)
		switch lines = append(lines, piece...); {
		case err != nil:
			return nil, err
		case len(lines) > maxGathered:
			s.violation(journal.S, "too many lines")
			s.lose(&wire.StatusError{Why: "too many lines"})
			return nil, errTorn
		case end:
			return lines, nil
		}
	}
}

// gathered reads all that follows and lets it be made another before the client hears any of it.
func (s *Session) gathered(x *exchange, a answer, mediate func(lines []string) []string) error {
	lines, err := s.gather()
	if err != nil {
		return s.effect(x, s.inItsPlace())
	}
	a.said.more, a.said.size = lines, int64(len(lines))
	a.told.more = unlined(mediate(linesOf(lines)))
	a.told.size = int64(len(a.told.more))
	return s.effect(x, a)
}

// linesOf are lines without the one that ends them.
func linesOf(octets []byte) []string {
	lines := strings.Split(strings.TrimSuffix(string(octets), ".\r\n"), "\r\n")
	return lines[:len(lines)-1]
}

// mechanisms mediates the list that AUTH alone gives.
func (s *Session) mechanisms(x *exchange, a answer) error {
	return s.gathered(x, a, func(lines []string) (kept []string) {
		for _, line := range lines {
			if offer := sasl.Offered(line, s.front.Auth); offer != "" {
				kept = append(kept, offer)
			}
		}
		return kept
	})
}
