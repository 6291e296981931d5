package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
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
	date   time.Time // its day
	looked time.Time // when it was last seen at its place
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

// turn sees to it that the next line goes into the file of the day, and that this is still at its place.
func (b *Book) turn() error {
	p, now := &b.page, b.clock.Now()
	today := dayOf(now)
	switch {
	case today.After(p.date) && b.batch.atLine():
		return b.turnTo(today)
	case now.Sub(p.looked) < lookEvery:
		return nil
	case p.inPlace():
		p.looked = now
		return nil
	}
	if err := b.turnTo(p.date); err != nil {
		return err
	}
	b.batch.backToLine()
	b.log.Warn("the journal's file was taken from its place, and goes on in a new one", "file", p.path)
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
	p.file, p.path, p.info, p.date, p.looked = f, path, info, date, b.clock.Now()
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
