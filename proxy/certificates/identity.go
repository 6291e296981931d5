package certificates

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Identity is a Config at work. It is safe for use by many sessions.
type Identity struct {
	cfg     Config
	clock   wire.Clock
	log     *slog.Logger
	managed *managed // nil: the certificate is in a file
	now     atomic.Pointer[[]*shown]

	closing  chan struct{}
	watching sync.WaitGroup

	mu     sync.Mutex // guards what follows
	next   time.Time  // no look before
	seen   sight      // at the last look
	failed error      // nil: what was seen is in use
	told   bool       // of failed
}

// How often an Identity is looked after: while clients come, and in any case.
const (
	oftenest = 5 * time.Second
	seldom   = 5 * time.Minute
)

// Open reads what c names, and keeps it up to date from then on, by clock. A file that can't be used is a *FileError, under the label. No
// authority is waited for: until it has issued a certificate there is none. Whoever opens an Identity closes it.
func Open(c Config, clock wire.Clock, log *slog.Logger) (*Identity, error) {
	i := &Identity{cfg: c, clock: clock, log: log.With("tls", c.Label), closing: make(chan struct{})}
	i.now.Store(new([]*shown))
	if err := i.begin(); err != nil {
		return nil, fmt.Errorf("tls %s: %w", c.Label, err)
	}
	i.watching.Go(i.watch)
	return i, nil
}

func (i *Identity) begin() (err error) {
	if i.cfg.ACME != nil {
		if i.managed, err = manage(i.cfg.ACME, i.clock, i.log); err != nil {
			return err
		}
	}
	i.next, i.seen = i.clock.Now().Add(oftenest), i.sight()
	all, err := i.load()
	if err != nil {
		i.managed.close()
		return err
	}
	if len(all) == 0 {
		i.log.Warn("there is no certificate yet, and no TLS until the authority has issued one", "authority", i.cfg.ACME.directory(), "names", i.cfg.ACME.Names)
	}
	i.use(all)
	return nil
}

// Close ends all care. Sessions that still have the Identity go on with what it shows.
func (i *Identity) Close() {
	close(i.closing)
	i.watching.Wait()
	i.managed.close()
}

func (i *Identity) load() ([]*shown, error) {
	pairs, err := i.pairs()
	if err != nil {
		return nil, err
	}
	clients, err := i.cfg.clients()
	if err != nil {
		return nil, err
	}
	var all []*shown
	for _, pair := range pairs {
		all = append(all, newShown(pair, clients, i.clock))
	}
	return all, nil
}

func (i *Identity) pairs() ([]*tls.Certificate, error) {
	if i.managed != nil {
		return i.managed.certificates(), nil
	}
	pair, err := Pair(i.cfg.Certificate, i.cfg.Key)
	return []*tls.Certificate{pair}, err
}

// use shows all from now on. What clients were shown before isn't news.
func (i *Identity) use(all []*shown) {
	before := *i.now.Load()
	for _, s := range all {
		at := slices.IndexFunc(before, func(b *shown) bool { return b.certificate.Leaf.Equal(s.certificate.Leaf) })
		if at < 0 || i.told {
			i.say(s)
		} else {
			s.mark = before[at].mark
		}
	}
	i.now.Store(&all)
	i.failed, i.told = nil, false
}

// say tells the log how a certificate stands.
func (i *Identity) say(s *shown) {
	f, mark := validity(s.certificate.Leaf, i.clock.Now())
	s.mark = mark
	i.log.Log(context.Background(), f.Level, f.Text)
}

// watch is for the times when no client comes.
func (i *Identity) watch() {
	for {
		select {
		case <-i.clock.After(seldom):
			i.look()
			i.age()
		case <-i.managed.changes():
			i.Refresh()
		case <-i.closing:
			return
		}
	}
}

// current is what a client is shown who comes now; nothing, before the first certificate.
func (i *Identity) current() []*shown {
	i.look()
	return *i.now.Load()
}

// look loads everything again if something has changed. One session looks; the others don't wait for it.
func (i *Identity) look() {
	if !i.mu.TryLock() {
		return
	}
	defer i.mu.Unlock()
	if now := i.clock.Now(); !now.Before(i.next) {
		i.next = now.Add(oftenest)
		i.compare()
	}
}

// Refresh looks at once, for who has been told that something has changed. What can't be used is said as always.
func (i *Identity) Refresh() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.compare()
}

func (i *Identity) compare() {
	seen := i.sight()
	changed := !seen.same(i.seen)
	if i.seen = seen; changed || i.failed != nil {
		i.again(changed)
	}
}

// again loads everything. A certificate and its key don't fit each other while only one of them is replaced, so what is wrong is said
// when it is wrong at the next look too, and once.
func (i *Identity) again(changed bool) {
	all, err := i.load()
	if err == nil && i.managed == nil {
		err = i.worse(all[0])
	}
	switch {
	case err == nil:
		i.use(all)
	case changed:
		i.failed, i.told = err, false
	case !i.told:
		i.failed, i.told = err, true
		i.log.Error("changed files can't be used, the certificate from before stays in use", "error", err.Error())
	}
}

// worse is what keeps a certificate that isn't valid now from taking the place of one that is.
func (i *Identity) worse(s *shown) error {
	now := i.clock.Now()
	f, _ := validity(s.certificate.Leaf, now)
	inUse, _ := validity((*i.now.Load())[0].certificate.Leaf, now)
	if f.Level == slog.LevelError && inUse.Level < slog.LevelError {
		return errors.New(f.Text)
	}
	return nil
}

// age says how the certificates in use stand, each time that there is something new to say.
func (i *Identity) age() {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, s := range *i.now.Load() {
		if _, mark := validity(s.certificate.Leaf, i.clock.Now()); mark != s.mark {
			i.say(s)
		}
	}
}
