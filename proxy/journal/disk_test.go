package journal

import (
	"bytes"
	"os"
	"sync"
	"syscall"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// disk makes real files that fail as they are told, and counts what is asked of them.
type disk struct {
	mu       sync.Mutex
	room     int           // bytes that fit in; -1: any number
	syncErr  error         // of every fsync
	syncGate chan struct{} // what fsyncs wait for; nil: nothing
	openErr  error
	writes   int
	syncs    int
}

func newDisk() *disk { return &disk{room: -1} }

func (d *disk) open(path string) (file, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.openErr != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: d.openErr}
	}
	f, err := openFile(path)
	return &diskFile{f, d}, err
}

// set changes what the disk does from now on.
func (d *disk) set(change func(d *disk)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(d)
}

// asked is how many writes and fsyncs there were.
func (d *disk) asked() (writes, syncs int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.writes, d.syncs
}

type diskFile struct {
	*os.File
	disk *disk
}

func (f *diskFile) Write(b []byte) (int, error) {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	d.writes++
	some, full := len(b), false
	if d.room >= 0 {
		full = some > d.room
		some = min(some, d.room)
		d.room -= some
	}
	n, err := f.File.Write(b[:some])
	if err == nil && full {
		err = &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return n, err
}

func (f *diskFile) Sync() error {
	f.disk.mu.Lock()
	f.disk.syncs++
	gate, err := f.disk.syncGate, f.disk.syncErr
	f.disk.mu.Unlock()
	if gate != nil {
		<-gate
	}
	if err != nil {
		return &os.PathError{Op: "sync", Path: f.Name(), Err: err}
	}
	return f.File.Sync()
}

// book opens a book on the disk.
func (d *disk) book(t *testing.T, dir string, log *bytes.Buffer) *Book {
	t.Helper()
	leaktest.Check(t)
	b, err := openBook(dir, wire.RealClock{}, toldTo(log), d.open)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}
