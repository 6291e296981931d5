package spool

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// octets are n octets that differ from place to place.
func octets(n int) []byte {
	b := make([]byte, n)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func mustWrite(t testing.TB, c *Content, b []byte) {
	t.Helper()
	leaktest.Check(t)
	if n, err := c.Write(b); n != len(b) || err != nil {
		t.Fatalf("Write of %d octets = %d, %v", len(b), n, err)
	}
}

func readAll(t testing.TB, c *Content) []byte {
	t.Helper()
	b, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size()))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What was written is read, at every place, whatever the pieces and wherever the content lives.
func TestReadsWhatWasWritten(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		memory := rapid.SampledFrom([]int64{1, 100, smallChunk, smallChunk + 1, 50_000, 1 << 20}).Draw(t, "memory")
		p := New(Config{Memory: memory, Dir: dir})
		c := p.NewContent()
		var want []byte
		for _, n := range rapid.SliceOfN(rapid.SampledFrom([]int{0, 1, 7, 4095, 4096, 4097, 32768, 70_000}), 0, 12).Draw(t, "pieces") {
			piece := octets(n)
			if _, err := c.Write(piece); err != nil {
				t.Fatal(err)
			}
			want = append(want, piece...)
		}
		if c.Size() != int64(len(want)) || p.InUse() != c.Size() {
			t.Fatalf("Size = %d, InUse = %d, want %d", c.Size(), p.InUse(), len(want))
		}
		off := rapid.IntRange(0, len(want)).Draw(t, "off")
		b := make([]byte, rapid.IntRange(0, 100_000).Draw(t, "length"))
		n, err := c.ReadAt(b, int64(off))
		if full := off+len(b) <= len(want); full != (err == nil) || !full && err != io.EOF {
			t.Fatalf("ReadAt(%d, %d) of %d: error %v", len(b), off, len(want), err)
		}
		if !bytes.Equal(b[:n], want[off:min(off+len(b), len(want))]) {
			t.Fatalf("ReadAt(%d, %d) of %d reads other octets", len(b), off, len(want))
		}
		if c.Close() != nil || p.InUse() != 0 {
			t.Fatalf("InUse = %d after Close", p.InUse())
		}
	})
}

// A read that begins behind the end, or before the start, is no panic.
func TestReadAtOutside(t *testing.T) {
	c := New(Config{}).NewContent()
	defer c.Close()
	for _, size := range []int{0, 5} {
		mustWrite(t, c, make([]byte, size))
		if n, err := c.ReadAt(make([]byte, 1), 99); n != 0 || err != io.EOF {
			t.Errorf("behind the end: %d, %v", n, err)
		}
		if _, err := c.ReadAt(make([]byte, 1), -1); err == nil {
			t.Error("before the start: no error")
		}
	}
}

// A file has no name, neither where the file system makes such files itself nor where it doesn't.
func TestNoDirectoryEntry(t *testing.T) {
	for name, open := range map[string]func(string) (*os.File, error){"openUnlinked": openUnlinked, "openAndUnlink": openAndUnlink} {
		dir := t.TempDir()
		f, err := open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 0 {
			t.Errorf("%s left %v", name, entries)
		}
		if _, err := f.WriteAt([]byte("x"), 0); err != nil {
			t.Error(err)
		}
		f.Close()
	}
}

func TestSpills(t *testing.T) {
	dir := t.TempDir()
	p := New(Config{Memory: 10_000, Dir: dir})
	c := p.NewContent()
	defer c.Close()
	want := octets(10_000)
	mustWrite(t, c, want)
	if c.file != nil {
		t.Fatal("in a file at its limit of memory")
	}
	mustWrite(t, c, []byte("x"))
	if c.file == nil || c.memory.first != nil {
		t.Fatal("in memory past its limit")
	}
	if got := readAll(t, c); !bytes.Equal(got, append(want, 'x')) {
		t.Error("reads other octets than were written")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("directory has %v", entries)
	}
}

// A small message takes a small chunk, and one that is announced takes nothing.
func TestMemoryGrows(t *testing.T) {
	c := New(Config{}).NewContent()
	defer c.Close()
	if c.memory.first != nil {
		t.Error("takes memory before its first octet")
	}
	mustWrite(t, c, octets(smallChunk))
	if len(c.memory.rest) != 0 {
		t.Error("takes a large chunk for a small message")
	}
	mustWrite(t, c, octets(1))
	if len(c.memory.rest) != 1 {
		t.Errorf("takes %d large chunks, want 1", len(c.memory.rest))
	}
}

func TestFull(t *testing.T) {
	p := New(Config{Memory: 100, Total: 1000, Dir: t.TempDir()})
	a, b := p.NewContent(), p.NewContent()
	mustWrite(t, a, octets(600))
	mustWrite(t, b, octets(400))
	if !p.Full() {
		t.Error("not full at its total")
	}
	if _, err := b.Write([]byte("x")); !errors.Is(err, ErrFull) {
		t.Errorf("past the total: %v", err)
	}
	a.Close()
	if p.Full() || p.InUse() != 400 {
		t.Errorf("InUse = %d after Close, want 400", p.InUse())
	}
	if _, err := b.Write([]byte("x")); !errors.Is(err, ErrFull) {
		t.Errorf("the error of a Write isn't final: %v", err)
	}
	b.Close()
	if p.InUse() != 0 {
		t.Errorf("InUse = %d at the end", p.InUse())
	}
}

func TestDiskErrors(t *testing.T) {
	p := New(Config{Memory: 10, Dir: filepath.Join(t.TempDir(), "absent")})
	if err := p.Check(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Check = %v", err)
	}
	c := p.NewContent()
	mustWrite(t, c, octets(10))
	if _, err := c.Write([]byte("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Write = %v", err)
	}
	if got := readAll(t, c); len(got) != 10 || p.InUse() != 10 {
		t.Errorf("after the error %d octets are read and %d in use, want 10", len(got), p.InUse())
	}
	c.Close()
	if p.InUse() != 0 {
		t.Errorf("InUse = %d at the end", p.InUse())
	}
	if err := New(Config{Dir: t.TempDir()}).Check(); err != nil {
		t.Error(err)
	}
}

// A file that has lost octets doesn't look like a message that ends early.
func TestTruncatedFile(t *testing.T) {
	c := New(Config{Memory: 1, Dir: t.TempDir()}).NewContent()
	defer c.Close()
	mustWrite(t, c, octets(2*largeChunk))
	if err := c.file.file.Truncate(100); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size())); !errors.Is(err, errLost) {
		t.Errorf("error %v", err)
	}
}

func TestClose(t *testing.T) {
	p := New(Config{Memory: 10, Dir: t.TempDir()})
	for _, size := range []int{0, 5, 50} {
		c := p.NewContent()
		mustWrite(t, c, octets(size))
		for range 3 {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := c.ReadAt(make([]byte, 1), 0); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("ReadAt after Close: %v", err)
		}
		if _, err := c.Write([]byte("x")); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("Write after Close: %v", err)
		}
		if p.InUse() != 0 || c.Size() != 0 {
			t.Errorf("InUse = %d, Size = %d after Close", p.InUse(), c.Size())
		}
	}
}

// Many sessions share a pool, and each content is read while it is written and closed: nobody sees another's octets.
func TestRace(t *testing.T) {
	p := New(Config{Memory: 20_000, Total: 1 << 20, Dir: t.TempDir()})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 20 {
				writeReadClose(t, p, byte(i))
			}
		})
	}
	all.Wait()
	if p.InUse() != 0 {
		t.Errorf("InUse = %d at the end", p.InUse())
	}
}

func writeReadClose(t *testing.T, p *Pool, mark byte) {
	c := p.NewContent()
	var reader sync.WaitGroup
	reader.Go(func() {
		b := make([]byte, 5000)
		for off := int64(0); ; {
			n, err := c.ReadAt(b, off)
			if i := bytes.IndexFunc(b[:n], func(r rune) bool { return r != rune(mark) }); i >= 0 {
				t.Errorf("content of %d has an octet %d", mark, b[i])
			}
			if off += int64(n); errors.Is(err, fs.ErrClosed) {
				return
			}
		}
	})
	piece := bytes.Repeat([]byte{mark}, 3000)
	for range 15 {
		if _, err := c.Write(piece); err != nil && !errors.Is(err, ErrFull) {
			t.Error(err)
		}
	}
	c.Close()
	reader.Wait()
}

func BenchmarkContent(b *testing.B) {
	for name, size := range map[string]int{"300B": 300, "100KB": 100 << 10, "10MB": 10 << 20} {
		b.Run(name, func(b *testing.B) {
			p := New(Config{Dir: b.TempDir()})
			piece := octets(min(size, 16<<10))
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				c := p.NewContent()
				for left := size; left > 0; left -= len(piece) {
					mustWrite(b, c, piece[:min(left, len(piece))])
				}
				c.Close()
			}
		})
	}
}
