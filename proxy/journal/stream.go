package journal

import "context"

// Sink is a reader of the stream. Record is called by many sessions at once, must be quick, and may keep e.
type Sink interface{ Record(e *Event) }

// Keeper is a sink whose record is evidence: a session goes on only when what it has recorded is kept.
type Keeper interface {
	Sink
	// Keep returns when all that was recorded before the call has been written, and with durable is on disk. It waits as long as
	// that fails. An error says that ctx has ended meanwhile, and what fails; or that the disk may have lost some of it, where waiting helps
	// nobody.
	Keep(ctx context.Context, durable bool) error
}

// Stream is what sessions emit into. A nil Stream takes nothing.
type Stream struct {
	Sinks  []Sink
	Keeper Keeper // beside the sinks; nil: nobody keeps a record
	Sync   bool   // the keeper's record of a transaction is on disk before the last octet of its content goes up, and before its reply goes down
	// Dialogue asks for Command and Reply events too. Without it a session that nobody watches makes no record of each line.
	Dialogue bool
	Content  bool // asks for Message events
	Header   bool // asks for Header events
}

// Emit hands e to every sink.
func (s *Stream) Emit(e *Event) {
	if s == nil {
		return
	}
	for _, sink := range s.Sinks {
		sink.Record(e)
	}
	if s.Keeper != nil {
		s.Keeper.Record(e)
	}
}

// Keeps tells whether a record is kept, for which sessions wait.
func (s *Stream) Keeps() bool { return s != nil && s.Keeper != nil }

// Written returns when the record so far has left the program, or ctx has ended: see [Keeper]. It is asked before a reply leaves.
func (s *Stream) Written(ctx context.Context) error { return s.keep(ctx, false) }

// Durable returns when the record so far is on disk, if the stream is to have that, or else has left the program.
func (s *Stream) Durable(ctx context.Context) error { return s.keep(ctx, s != nil && s.Sync) }

func (s *Stream) keep(ctx context.Context, durable bool) error {
	if !s.Keeps() {
		return nil
	}
	return s.Keeper.Keep(ctx, durable)
}
