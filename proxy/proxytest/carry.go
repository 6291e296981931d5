package proxytest

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// sayAll writes a group.
func (l *leg) sayAll(b []byte) error {
	const chunk = 1 << 20
	for len(b) > 0 {
		n := min(chunk, len(b))
		l.conn.SetWriteDeadline(time.Now().Add(l.patience))
		if err := l.sayPart(b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// sayPart makes one write of b, be it of many records.
func (l *leg) sayPart(b []byte) error {
	if l.tls == nil {
		_, err := l.conn.Write(b)
		return err
	}
	l.socket.gathers = true
	_, err := l.tls.Write(b)
	return errors.Join(err, l.socket.flush())
}

// hearMeanwhile reads ahead until the read deadline is over.
func (l *leg) hearMeanwhile(most int) {
	for len(l.unread) < most && l.ended == nil && l.read() == nil {
	}
}

// awaited is how much is queued to be heard.
func (l *leg) awaited() int {
	n := 0
	for _, w := range l.queue {
		n += len(w.words)
	}
	return n
}

// arrive returns when the kernel has brought all that was said to the proxy's end, or can't.
func (l *leg) arrive() {
	if l.conn == nil {
		return
	}
	raw, err := l.conn.SyscallConn()
	if err != nil {
		return
	}
	tick := time.NewTicker(time.Millisecond) // the kernel doesn't tell when
	defer tick.Stop()
	for range l.patience / 10 / time.Millisecond {
		left := 0
		raw.Control(func(fd uintptr) { left = undelivered(int(fd)) })
		if left == 0 {
			return
		}
		<-tick.C
	}
}

// undelivered is how many bytes the other end's kernel hasn't confirmed; of a connection that is gone, none.
func undelivered(fd int) int {
	gone := []unix.PollFd{{Fd: int32(fd)}}
	if _, err := unix.Poll(gone, 0); err == nil && gone[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0 {
		return 0
	}
	left, _ := unix.IoctlGetInt(fd, unix.TIOCOUTQ)
	return left
}
