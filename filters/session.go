package filters

import (
	"context"
	"errors"
	"sync"
	"time"
)

// MaxNote is the most bytes of a note's value; the rest is cut.
const MaxNote = 1000

// maxNotes is how many notes one hook call may make; more are dropped.
const maxNotes = 100

var errNoHook = errors.New("called when no hook of this session was running")

// Session is one client connection, to be read. What it returns are copies. Calls are valid within a hook only: before
// and after it, and once a hook has outlived its deadline, they return zero values.
type Session struct {
	part string // of the store

	mu     sync.Mutex // a hook that outlives its deadline still calls
	run    *Run       // nil while no hook runs
	ctx    context.Context
	cancel context.CancelFunc
	notes  []note
}

type note struct {
	key, value  string
	transaction int // 0: outside any
}

// begin opens the session to a hook that may take d.
func (s *Session) begin(r *Run, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.run = r
	s.ctx, s.cancel = context.WithTimeout(r.host.Context(), d)
}

// end closes the session to the hook, whether it has returned or not, and hands over its notes.
func (s *Session) end() []note {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancel()
	s.run, s.ctx = nil, nil
	notes := s.notes
	s.notes = nil
	return notes
}

// running is the hook's context and the host; outside a hook a context that has ended and nil.
func (s *Session) running() (context.Context, Host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run == nil {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		return ended, nil
	}
	return s.ctx, s.run.host
}

// read asks the host while it stands still: its goroutine waits for the hook, or for mu to end it.
func read[T any](s *Session, ask func(Host) T) (v T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil {
		v = ask(s.run.host)
	}
	return v
}

// ID is unique and sorts by time.
func (s *Session) ID() string { return read(s, Host.ID) }

// Front is the front's label in the configuration.
func (s *Session) Front() string { return read(s, Host.Front) }

// Protocol is SMTP or POP3.
func (s *Session) Protocol() Protocol { return read(s, Host.Protocol) }

// Client is who is really there: PROXY and XCLIENT are already applied.
func (s *Session) Client() Client { return read(s, Host.Client) }

// Hello is the last HELO or EHLO; zero before it and after STARTTLS.
func (s *Session) Hello() Hello { return read(s, Host.Hello) }

// TLS is that of the client's leg; zero without.
func (s *Session) TLS() TLS { return read(s, Host.TLS) }

// User is who logged in, after the upstream agreed; else "".
func (s *Session) User() string { return read(s, Host.User) }

// Sender is the reverse-path of this transaction; the zero Path, which is not Null, outside one and in POP3.
func (s *Session) Sender() Path { return read(s, Host.Sender) }

// Recipients are the forward-paths of this transaction that the whole chain has passed and that the upstream has
// not (yet) refused: in a pipelined group it hasn't answered, see [Path.Accepted].
func (s *Session) Recipients() []Path { return read(s, Host.Recipients) }

// Transaction counts MAIL from 1. State of a transaction belongs to its number.
func (s *Session) Transaction() int { return read(s, Host.Transaction) }

// Now is the only clock that a filter uses.
func (s *Session) Now() time.Time { return read(s, Host.Now) }

// Context ends at this hook's deadline, and when the session is torn down.
func (s *Session) Context() context.Context {
	ctx, _ := s.running()
	return ctx
}

// Note records a finding. The key is "filter.word"; control and bidi characters of the value are replaced and it is
// cut at [MaxNote] bytes. A hook makes at most 100 notes a call; more are dropped.
func (s *Session) Note(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil && len(s.notes) < maxNotes {
		s.notes = append(s.notes, note{cut(Clean(key), 100), cut(Clean(value), MaxNote), s.run.transaction()})
	}
}

// Noted is the last note of that key by any filter, made in this transaction or outside of any, or "".
func (s *Session) Noted(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run == nil {
		return ""
	}
	for i := len(s.notes) - 1; i >= 0; i-- {
		if s.notes[i].key == key {
			return s.notes[i].value
		}
	}
	return s.run.noted(key)
}

// Resolver is the host's DNS. A script needs the grant "dns".
func (s *Session) Resolver() *Resolver { return &Resolver{s} }

// Store is this filter's part of the host's store. A script needs the grant "store".
func (s *Session) Store() *Store { return &Store{s} }
