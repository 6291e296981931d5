package proxy

import (
	"cmp"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// addJournal finds the book of this configuration's directory, or opens it: a directory has a lock, so all generations that name it
// write into one.
func (p *Proxy) addJournal(g *generation) (err error) {
	dir := g.cfg.Journal.Dir
	if g.stream = p.services.Stream; dir == "" {
		return nil
	}
	g.book, err = p.books.take(dir, func() (*journal.Book, error) {
		return journal.OpenBook(dir, p.services.Clock, p.services.Log)
	})
	if err != nil {
		return &JournalError{dir, err}
	}
	g.leave = append(g.leave, func() { p.books.leave(dir) })
	g.stream = g.cfg.Journal.stream(p.services.Stream, g.book)
	return nil
}

// JournalError is why no journal can be kept in a directory.
type JournalError struct {
	Dir string
	Err error
}

// Error names the directory, as all errors of a book do.
func (e *JournalError) Error() string { return e.Err.Error() }

func (e *JournalError) Unwrap() error { return e.Err }

// stream is what sessions emit into: what all generations have, and the book.
func (c *JournalConfig) stream(others *journal.Stream, book *journal.Book) *journal.Stream {
	var s journal.Stream
	if others != nil {
		s = *others
	}
	s.Keeper, s.Sync = book, c.Sync
	s.Dialogue, s.Content, s.Header = true, true, s.Header || c.Record == Headers
	return &s
}

// record begins to keep the journal as next says, and tells where it is.
func (p *Proxy) record(next *generation) {
	c := next.cfg.Journal
	if next.book != nil {
		next.book.SyncEvery(c.SyncEvery)
	}
	switch first := next == p.now; {
	case !first && c == p.now.cfg.Journal:
	case c.Dir != "":
		p.services.Log.Info("keeping a journal", "dir", c.Dir, "record", cmp.Or(c.Record, Envelope), "sync", c.Sync, "sync_every", c.SyncEvery)
	case !first:
		p.services.Log.Info("no journal is kept any more")
	}
}

// closeBook closes a book that no session writes into any more.
func (p *Proxy) closeBook(b *journal.Book) {
	if err := b.Close(); err != nil {
		p.services.Log.Error("a journal is closed, and may be incomplete", "error", err)
	}
}
