package sessiontest

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// Course is what a client says behind the greeting, in groups. Each part of a group, a command or the lines that belong to one, has one reply;
// the next group is said when all have come.
type Course [][]string

// Journey is one playing of a course.
type Journey struct {
	Said  string // groups, whether they have arrived or not
	Heard string // whatever came
	Err   error  // at the end
}

// Play plays a course to the end of the connection. What one reply to a part is, the first time to "", is told by the function that reads one. A
// client that doesn't hear it says no more.
func (c Course) Play(t testing.TB, to net.Addr, reply func(r *bufio.Reader, part string) (string, error)) (j Journey) {
	t.Helper()
	conn, err := net.Dial("tcp", to.String())
	if err != nil {
		return Journey{Err: err} // it may be cut already
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(Patience))
	var heard strings.Builder
	r := bufio.NewReader(io.TeeReader(conn, &heard))
	_, err = reply(r, "")
	for _, group := range c {
		if err != nil {
			break
		}
		said := strings.Join(group, "")
		j.Said += said
		io.WriteString(conn, said) // where the other end has closed, the next reply is the end
		for _, part := range group {
			if err == nil {
				_, err = reply(r, part)
			}
		}
	}
	if err == nil {
		_, err = io.Copy(io.Discard, r)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("no end within %v", Patience)
	}
	j.Heard, j.Err = heard.String(), err
	return j
}
