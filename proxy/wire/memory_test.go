package wire

import (
	"io"
	"net"
	"time"
)

// memory is a socket without a kernel, for tests that try thousands of splits. Each read finds nothing first; whoever still
// uses the buffer that was given back meanwhile finds it scribbled over.
type memory struct {
	c        *Conn
	segments [][]byte
}

// inMemory makes a Conn whose peer says the segments, one a read, and closes.
func inMemory(segments [][]byte) *Conn {
	m := &memory{segments: segments}
	m.c = &Conn{c: timeless{}, raw: m, clock: RealClock{}}
	return m.c
}

func (m *memory) Control(func(uintptr)) error    { return nil }
func (m *memory) Write(func(uintptr) bool) error { return nil }

func (m *memory) Read(func(uintptr) bool) error {
	c := m.c
	c.giveBack()
	scribble()
	c.take()
	if c.n, c.err = 0, nil; len(m.segments) == 0 {
		return io.EOF
	}
	c.n = copy(c.buf[c.w:], m.segments[0])
	c.w += c.n
	if m.segments[0] = m.segments[0][c.n:]; len(m.segments[0]) == 0 {
		m.segments = m.segments[1:]
	}
	return nil
}

// scribble writes over the buffers that the pools would give out next.
func scribble() {
	line, content := lineBuffers.Get().(*[lineBuffer]byte), contentBuffers.Get().(*[contentBuffer]byte)
	for i := range 512 {
		line[i], content[i] = '!', '!'
	}
	lineBuffers.Put(line)
	contentBuffers.Put(content)
}

// timeless is a connection without deadlines.
type timeless struct{ net.Conn }

func (timeless) SetReadDeadline(time.Time) error { return nil }
func (timeless) Close() error                    { return nil }

// cut cuts p behind byte i where bit i of where is set; the bits repeat.
func cut(p []byte, where uint64) (segments [][]byte) {
	begin := 0
	for i := range p {
		if i == len(p)-1 || where>>(i%64)&1 == 1 {
			segments = append(segments, p[begin:i+1])
			begin = i + 1
		}
	}
	return segments
}

// cuts are ways to cut n bytes: not at all, everywhere, once at each place, as said, and all there are where they are few.
func cuts(n int, said uint64) []uint64 {
	all := []uint64{0, ^uint64(0), said}
	if n <= 10 {
		for where := range uint64(1) << max(n-1, 0) {
			all = append(all, where)
		}
		return all
	}
	for i := range min(n, 64) {
		all = append(all, 1<<i)
	}
	return all
}
