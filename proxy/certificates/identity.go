package certificates

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Identity is a Config at work. It is safe for use by many sessions.
type Identity struct {
	cfg   Config
	clock wire.Clock
	log   *slog.Logger
	now   atomic.Pointer[shown] // nil: there is none yet

	closing  chan struct{}
	watching sync.WaitGroup

	mu     sync.Mutex // guards what follows
	next   time.Time  // no look at the files before
	seen   []stamp    // at the last look
	failed error      // nil: what was seen is in use
	told   bool       // of failed
	mark   int        // the last that was said of the certificate's validity
}

// How often files are looked at: while clients come, and in any case.
const (
	oftenest = 5 * time.Second
	seldom   = time.Hour
)

// Open reads the files of c, and watches them from then on, by clock. The error is a *FileError, under the label. Whoever opens an
// Identity closes it.
func Open(c Config, clock wire.Clock, log *slog.Logger) (*Identity, error) {
	i := &Identity{cfg: c, clock: clock, log: log.With("tls", c.Label), closing: make(chan struct{})}
	i.next, i.seen = clock.Now().Add(oftenest), stamps(i.files())
	s, err := i.load()
	if err != nil {
		return nil, fmt.Errorf("tls %s: %w", c.Label, err)
	}
	i.use(s)
	i.watching.Go(i.watch)
	return i, nil
}

// Close ends the watch. Sessions that still have the Identity go on with what it shows.
func (i *Identity) Close() {
	close(i.closing)
	i.watching.Wait()
}

func (i *Identity) files() []string {
	return []string{i.cfg.Certificate, i.cfg.Key, i.cfg.ClientCA}
}

func (i *Identity) load() (*shown, error) {
	pair, err := Pair(i.cfg.Certificate, i.cfg.Key)
	if err != nil {
		return nil, err
	}
	clients, err := i.cfg.clients()
	if err != nil {
		return nil, err
	}
	return newShown(pair, clients, i.clock), nil
}

// use shows s from now on.
func (i *Identity) use(s *shown) {
	i.now.Store(s)
	i.failed, i.told = nil, false
	f, mark := validity(s.certificate.Leaf, i.clock.Now())
	i.say(f, mark)
}

func (i *Identity) say(f Finding, mark int) {
	i.mark = mark
	i.log.Log(context.Background(), f.Level, f.Text)
}

// watch is for the times when no client comes.
func (i *Identity) watch() {
	for {
		select {
		case <-i.clock.After(seldom):
			i.look()
			i.age()
		case <-i.closing:
			return
		}
	}
}

// current is what a client is shown who comes now; nil: there is nothing yet.
func (i *Identity) current() *shown {
	i.look()
	return i.now.Load()
}

// look reads the files again if they have changed. One session looks; the others don't wait for it.
func (i *Identity) look() {
	if !i.mu.TryLock() {
		return
	}
	defer i.mu.Unlock()
	now := i.clock.Now()
	if now.Before(i.next) {
		return
	}
	i.next = now.Add(oftenest)
	seen := stamps(i.files())
	changed := !untouched(i.seen, seen)
	if i.seen = seen; changed || i.failed != nil {
		i.again(changed)
	}
}

// again reads the files. A certificate and its key don't fit each other while only one of them is replaced, so what is wrong is said
// when it is wrong at the next look too, and once.
func (i *Identity) again(changed bool) {
	s, err := i.load()
	switch {
	case err == nil:
		i.use(s)
	case changed:
		i.failed, i.told = err, false
	case !i.told:
		i.failed, i.told = err, true
		i.log.Error("changed files can't be used, the certificate from before stays in use", "error", err.Error())
	}
}

// age says how the certificate in use stands, once for each time at which there is something to say.
func (i *Identity) age() {
	i.mu.Lock()
	defer i.mu.Unlock()
	s := i.now.Load()
	if f, mark := validity(s.certificate.Leaf, i.clock.Now()); mark != i.mark {
		i.say(f, mark)
	}
}
