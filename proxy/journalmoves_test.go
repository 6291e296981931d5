package proxy

import (
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
)

// recorded is a session that puts its beginning and its end on record, and greets with whether there is one.
type recorded struct {
	t      *testing.T
	stream *journal.Stream
	conn   net.Conn
	id     string
}

func (s *recorded) Stop(conversation.Stop) { s.conn.Close() }

func (s *recorded) Serve() {
	defer s.conn.Close()
	s.writes("begins")
	fmt.Fprintf(s.conn, "220 %s %v\r\n", s.id, s.stream != nil)
	io.Copy(io.Discard, s.conn) // to the client's end
	s.writes("ends")
}

func (s *recorded) writes(word string) {
	s.stream.Emit(&journal.Event{Session: s.id, Kind: journal.Finding, Key: "test.word", Value: s.id + "-" + word})
	if err := s.stream.Written(s.t.Context()); err != nil {
		s.t.Errorf("%s %s: %v", s.id, word, err)
	}
}

// TestReloadsLoseNothing has clients come and go while the journal moves to and fro, and is given up and taken up again. Each
// session is on record from its beginning to its end, in one place.
func TestReloadsLoseNothing(t *testing.T) {
	dirs := []string{t.TempDir(), t.TempDir(), ""}
	g, err := newGate(t, journalled("mx.example", dirs[0]), Services{})
	if err != nil {
		t.Fatal(err)
	}
	g.newSMTP = func(f *smtp.Front, c net.Conn, id string) session { return &recorded{t, f.Stream, c, id} }
	if err := g.Start(); err != nil {
		t.Fatal(err)
	}
	var done atomic.Bool
	var kept sync.Map // ids of sessions that have a record
	var clients sync.WaitGroup
	for range 3 {
		clients.Go(func() {
			for !done.Load() {
				g.comes(t, &kept)
			}
		})
	}
	for i := range 100 {
		reload(t, g, journalled("mx.example", dirs[i%len(dirs)]))
		g.comes(t, &kept)
	}
	done.Store(true)
	clients.Wait()
	if err := g.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	here, there := words(t, dirs[0]), words(t, dirs[1])
	kept.Range(func(id, _ any) bool {
		if wantWhole(t, id.(string), here) == wantWhole(t, id.(string), there) {
			t.Errorf("%v is on record in both journals, or in none", id)
		}
		return true
	})
}

// comes is a client that hears the greeting and goes.
func (g *gate) comes(t *testing.T, kept *sync.Map) {
	greeting, err := greetingAt(g.Addrs("inbound")[0])
	words := strings.Fields(greeting)
	if err != nil || len(words) != 3 {
		t.Errorf("a client heard %q, %v", greeting, err)
		return
	}
	if words[2] == "true" {
		kept.Store(words[1], true)
	}
}

// wantWhole tells whether a session is on record at all.
func wantWhole(t *testing.T, id, record string) bool {
	begins, ends := strings.Count(record, id+"-begins"), strings.Count(record, id+"-ends")
	if begins != ends || begins > 1 {
		t.Errorf("%s begins %d times on record and ends %d times", id, begins, ends)
	}
	return begins == 1
}
