package spool

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// Content is what is held of one message. One goroutine writes; any may read at the same time, also while it is
// closed: a hook that outlived its deadline may still be reading, and must not see memory that is another's by then.
type Content struct {
	mu     sync.RWMutex
	pool   *Pool
	memory chunks // all of it, until there is a file
	file   *spill // nil until then
	size   int64
	err    error // of a failed Write, or fs.ErrClosed
}

// Write appends all of b, or nothing of it and returns an error: [ErrFull] where the pool's total would be passed, one of the
// disk, or [fs.ErrClosed]. The error is final: a message with a hole in it must not be taken for a message.
func (c *Content) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.err = c.write(b)
	}
	if c.err != nil {
		return 0, c.err
	}
	return len(b), nil
}

func (c *Content) write(b []byte) error {
	if err := c.pool.reserve(len(b)); err != nil {
		return err
	}
	if err := c.put(b); err != nil {
		c.pool.release(int64(len(b)))
		return wrap(err)
	}
	c.size += int64(len(b))
	return nil
}

func (c *Content) put(b []byte) error {
	if c.file == nil && c.size+int64(len(b)) > c.pool.memory {
		if err := c.spill(); err != nil {
			return err
		}
	}
	if c.file != nil {
		return c.file.write(b)
	}
	c.memory.write(b)
	return nil
}

// spill moves what is in memory to a file.
func (c *Content) spill() error {
	f, err := openUnlinked(c.pool.dir)
	if err != nil {
		return err
	}
	if err := c.memory.writeTo(f); err != nil {
		return errors.Join(err, f.Close())
	}
	c.memory.free()
	c.file = &spill{pool: c.pool, file: f, written: c.size}
	return nil
}

// ReadAt reads as io.ReaderAt says; after Close its error is [fs.ErrClosed].
func (c *Content) ReadAt(b []byte, off int64) (n int, err error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	switch {
	case errors.Is(c.err, fs.ErrClosed):
		return 0, c.err
	case off < 0:
		return 0, errors.New("spool: negative offset")
	case c.file != nil:
		n, err = c.file.readAt(b, off)
	default:
		n = c.memory.readAt(b, off)
	}
	if err == nil && n < len(b) {
		err = io.EOF
	}
	return n, wrap(err)
}

// Size is how many octets were written; 0 after Close.
func (c *Content) Size() int64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.size
}

// Close frees the memory and the file. The second and later calls do nothing.
func (c *Content) Close() (err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.memory.free()
	if c.file != nil {
		err = c.file.close()
		c.file = nil
	}
	c.pool.release(c.size)
	c.size, c.err = 0, fs.ErrClosed
	return wrap(err)
}

// wrap names the package in an error of the disk; io.EOF stays, as readers compare it.
func wrap(err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	return fmt.Errorf("spool: %w", err)
}
