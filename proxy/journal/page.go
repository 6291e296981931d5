package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// file is an open file of a journal; an *os.File outside tests.
type file interface {
	io.WriteCloser
	Sync() error
	Stat() (os.FileInfo, error)
	Chmod(os.FileMode) error
}

// opener opens a file to append to it, and makes it (mode 0600) if it is absent.
type opener func(path string) (file, error)

// page is the file that is written to.
type page struct {
	open opener

	// mu is held while the file is brought to disk, and by the writer while it puts another in its place.
	mu     sync.Mutex
	file   file
	path   string
	info   os.FileInfo
	date   time.Time   // its day
	size   int64       // as it should be at least; the pen's
	looked time.Time   // when it was last seen at its place
	astray atomic.Bool // it was removed since: the writer is to look
}

// openFile opens a file to append to it. What stands at its place and isn't a file isn't written to.
func openFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW, 0o600) // RDWR: it doesn't wait for the reader of a pipe
	if errors.Is(err, syscall.ELOOP) {
		return nil, fmt.Errorf("%s is a symbolic link, and the journal is written to none: %w", path, err)
	}
	if err != nil {
		return nil, err
	}
	return f, wantRegular(f)
}

// onDisk is the opener outside tests.
func onDisk(path string) (file, error) { return openFile(path) }

// lookEvery is how often the file is looked for at its place.
const lookEvery = time.Second

// turn sees to it that the next line goes into the file of the day, and that this is still at its place, and whole.
func (b *Book) turn() error {
	p, now := &b.page, b.clock.Now()
	today := dayOf(now)
	over := today.After(p.date) && b.batch.atLine()
	switch {
	case !over && now.Sub(p.looked) < lookEvery && !p.astray.Load():
		return nil
	case !b.folder.inPlace():
		return b.moveIn()
	case p.lost() > 0:
		return b.resume("the journal's file was cut short, and it goes on behind what is left", "bytes", p.lost())
	case over: // from now on the file may be moved
		return b.turnTo(today)
	case !p.inPlace():
		return b.resume("the journal's file was taken from its place, and goes on in a new one")
	}
	p.looked = now
	p.astray.Store(false)
	return nil
}

// turnTo opens the file of a day, and brings to disk what is in the one before.
func (b *Book) turnTo(date time.Time) error {
	p := &b.page
	path := filepath.Join(b.folder.path, date.Format(dayName))
	f, err := p.open(path)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	info, err := f.Stat()
	if err == nil {
		err = b.folder.sync()
	}
	if err != nil {
		f.Close()
		return fmt.Errorf("journal: %s: %w", path, err)
	}
	b.closeToOthers(f, path, info.Mode())
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file != nil {
		b.syncPage()
		p.file.Close()
	}
	p.file, p.path, p.info, p.size, p.date, p.looked = f, path, info, info.Size(), date, b.clock.Now()
	p.astray.Store(false)
	return nil
}

// closeToOthers takes a file from group and others, who could have it from an archive that was unpacked, or a hand that was too helpful.
func (b *Book) closeToOthers(f file, path string, mode os.FileMode) {
	if mode.Perm()&0o077 == 0 {
		return
	}
	log := b.log.With("file", path, "mode", mode.Perm().String())
	if err := f.Chmod(0o600); err != nil {
		log.Warn("the journal's file is open to others", "error", err)
		return
	}
	log.Warn("the journal's file was open to others, and has mode 0600 now")
}

// inPlace tells whether the file is where its name says. If that can't be told, it is.
func (p *page) inPlace() bool {
	info, err := os.Lstat(p.path)
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	return os.SameFile(info, p.info)
}

// removed tells, under the lock, whether the file has no name any more though its day isn't over. One that was moved is somewhere.
func (p *page) removed(now time.Time) bool {
	info, err := p.file.Stat()
	if err != nil || dayOf(now).After(p.date) {
		return false
	}
	inode, known := info.Sys().(*syscall.Stat_t)
	gone := known && inode.Nlink == 0
	if gone {
		p.astray.Store(true)
	}
	return gone
}

// lost is how many bytes are missing in the file. It may have been written to since they were taken.
func (p *page) lost() int64 {
	info, err := p.file.Stat()
	if err != nil {
		return 0
	}
	return p.size - info.Size()
}
