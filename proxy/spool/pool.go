// Package spool is where content lives while it is held: in memory to a limit, then in a file that has no name.
//
// A [Pool] is the bound for a whole process; a [Content] is one message. Memory is taken in chunks as content arrives,
// never by what was announced, and goes back to the pool when the content is closed.
package spool

import (
	"cmp"
	"errors"
	"os"
	"sync"
	"sync/atomic"
)

// The limits where a Config doesn't say.
const (
	DefaultMemory = 256 << 10
	DefaultTotal  = 4 << 30
)

// ErrFull is the error of a Write that the pool has no room for.
var ErrFull = errors.New("spool: full")

// Config is how much is held, and where.
type Config struct {
	Memory int64  // octets of one message kept in memory, more go to a file; 0: DefaultMemory
	Dir    string // of the files; "": os.TempDir
	Total  int64  // octets of all messages, in memory and in files; 0: DefaultTotal
}

// Pool holds the content of many sessions, which may use it at once.
type Pool struct {
	memory, total int64
	dir           string
	inUse         atomic.Int64
	small, large  sync.Pool // *[smallChunk]byte, *[largeChunk]byte
}

// New makes an empty pool. It doesn't look at the directory; [Pool.Check] does.
func New(c Config) *Pool {
	p := &Pool{memory: cmp.Or(c.Memory, DefaultMemory), total: cmp.Or(c.Total, DefaultTotal), dir: cmp.Or(c.Dir, os.TempDir())}
	p.small.New = func() any { return new([smallChunk]byte) }
	p.large.New = func() any { return new([largeChunk]byte) }
	return p
}

// Check tells why no file can be made in the pool's directory: something to ask before the first large message does.
func (p *Pool) Check() error {
	f, err := openUnlinked(p.dir)
	if err != nil {
		return wrap(err)
	}
	return wrap(f.Close())
}

// Full tells whether there is no room at all. It is asked before 354; a message that is let in may still meet [ErrFull].
func (p *Pool) Full() bool { return p.InUse() >= p.total }

// InUse is how many octets are held.
func (p *Pool) InUse() int64 { return p.inUse.Load() }

// NewContent makes an empty content, which takes neither memory nor a file before its first octet. The caller closes it.
func (p *Pool) NewContent() *Content { return &Content{pool: p, memory: chunks{pool: p}} }

// reserve counts n octets in, unless they would pass the total.
func (p *Pool) reserve(n int) error {
	if p.inUse.Add(int64(n)) > p.total {
		p.release(int64(n))
		return ErrFull
	}
	return nil
}

func (p *Pool) release(n int64) { p.inUse.Add(-n) }
