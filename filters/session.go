package filters

import (
	"context"
	"errors"
	"sync"
	"time"
)

// MaxNote is the most bytes of a note's value; the rest is cut.
const MaxNote = 1000

var errNoHook = errors.New("called when no hook of this session was running, or of a host that has no such service")

// Session is one client connection, to be read. What it returns are copies. Calls are valid within a hook only: before
// and after it, and once a hook has outlived its deadline, they return zero values.
type Session struct{ a *access }

// access is the way from a filter's hooks to their session's host. It is open while one of them runs.
type access struct {
	part string // of the store

	mu     sync.Mutex // a hook that outlives its deadline still calls
	run    *Run       // nil while no hook runs
	shadow bool
	ctx    context.Context
	cancel context.CancelFunc
	notes  []note
}

// begin opens the way for a hook that may take d.
func (a *access) begin(r *Run, base context.Context, d time.Duration, late error) context.Context {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.run = r
	a.ctx, a.cancel = context.WithTimeoutCause(base, d, late)
	return a.ctx
}

// end closes the way, whether the hook has returned or not, and hands over its notes.
func (a *access) end() []note {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cancel()
	a.run, a.ctx = nil, nil
	notes := a.notes
	a.notes = nil
	return notes
}

// reach asks the host while it stands still: its goroutine waits for the hook, or for the lock to end it. With the answer comes the
// hook's context; outside a hook that is one that has ended, and the answer is zero.
func reach[T any](s *Session, ask func(Host) T) (ctx context.Context, v T) {
	if s.a != nil {
		s.a.mu.Lock()
		defer s.a.mu.Unlock()
		if s.a.run != nil {
			return s.a.ctx, ask(s.a.run.host)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx, v
}

func read[T any](s *Session, ask func(Host) T) T {
	_, v := reach(s, ask)
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

// Transaction counts MAIL from 1, and in POP3 RETR and TOP. State of a transaction belongs to its number.
func (s *Session) Transaction() int { return read(s, Host.Transaction) }

// Now is the only clock that a filter uses.
func (s *Session) Now() time.Time { return read(s, Host.Now) }

// Context ends at this hook's deadline, and when the session is torn down.
func (s *Session) Context() context.Context {
	ctx, _ := reach(s, Host.Protocol)
	return ctx
}

// Resolver is the host's DNS. A script needs the grant "dns".
func (s *Session) Resolver() *Resolver { return &Resolver{s} }

// Store is this filter's part of the host's store. A script needs the grant "store".
func (s *Session) Store() *Store { return &Store{s} }
