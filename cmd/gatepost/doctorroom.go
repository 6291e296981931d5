package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/spool"
)

// limits is how much the system lets a gatepost have that is run as this one is.
func limits(cfg *proxy.Config) finding {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return found(doubtful, "descriptors: how many there may be can't be told: %v", err)
	}
	return descriptors(cfg, uint64(limit.Cur))
}

// descriptors is whether there are enough for as many sessions as the fronts take: each has two connections, and may hold a message in a file.
func descriptors(cfg *proxy.Config, have uint64) finding {
	const each, others = 3, 100
	sessions := 0
	for _, f := range cfg.Fronts {
		sessions += f.MaxSessions
	}
	want := uint64(each*sessions + others)
	if have >= want {
		return found(fine, "descriptors: %d, enough for all sessions that max_sessions allows, which are %d", have, sessions)
	}
	enough, g := max(int(have)-others, 0)/each, doubtful
	if enough == 0 {
		g = ill
	}
	return found(g, "descriptors: %d, enough for %d sessions at once, and max_sessions allows %d: raise the limit to %d (LimitNOFILE in a "+
		"unit of systemd, ulimit -n in a shell), or lower max_sessions", have, enough, sessions, want)
}

// directories are those that the gateway writes to.
func directories(cfg *proxy.Config) []finding {
	all := []finding{holding(cfg)}
	if cfg.Journal.Dir != "" {
		all = append(all, journalling(cfg.Journal.Dir)...)
	}
	return all
}

// holding is the directory of messages that are held.
func holding(cfg *proxy.Config) finding {
	hold := cfg.Hold
	if err := spool.New(hold).Check(); err != nil {
		return found(ill, "hold: no file can be made in %s: %v: let dir in the block hold name a directory that gatepost may write to", hold.Dir, cause(err))
	}
	free, err := room(hold.Dir)
	if err != nil {
		return found(doubtful, "hold: %s: how much is free can't be told: %v", hold.Dir, err)
	}
	return holdRoom(hold, free)
}

// nothing is less than one message takes.
const nothing = 1 << 20

// holdRoom is what can be held in so much room.
func holdRoom(hold spool.Config, free int64) finding {
	switch {
	case free < min(nothing, hold.Total):
		return found(ill, "hold: %s has %s free: make room, since a message of more than %s can't be held, and is deferred", hold.Dir, roughly(free), roughly(hold.Memory))
	case free < hold.Total:
		return found(doubtful, "hold: %s has %s free, and messages that are held may take %s: make room, or lower total in the block hold, or "+
			"mail is deferred when the disk is full", hold.Dir, roughly(free), roughly(hold.Total))
	}
	return found(fine, "hold: %s has %s free, and messages that are held take %s at most", hold.Dir, roughly(free), roughly(hold.Total))
}

// leastJournal is room for a busy day.
const leastJournal = 1 << 30

// journalling is the directory of the journal.
func journalling(dir string) []finding {
	if why := unkept(dir); why != "" {
		return []finding{found(ill, "journal: none can be kept in %s: %s: make it, and give it to the user that gatepost runs as", dir, why)}
	}
	free, err := room(dir)
	if err != nil {
		return append(shared(dir), found(doubtful, "journal: %s: how much is free can't be told: %v", dir, err))
	}
	return append(shared(dir), journalRoom(dir, free))
}

// journalRoom is what so much room is for a journal.
func journalRoom(dir string, free int64) finding {
	switch {
	case free < nothing:
		return found(ill, "journal: %s has %s free: make room, since no mail is taken without a record, and clients wait until there is some", dir, roughly(free))
	case free < leastJournal:
		return found(doubtful, "journal: %s has %s free: make room, since no mail is taken without a record, and clients wait when the disk is full", dir, roughly(free))
	}
	return found(fine, "journal: %s has %s free", dir, roughly(free))
}

// shared is whether others could write into the journal. One that isn't there yet is made for its owner alone.
func shared(dir string) []finding {
	const others = 0o002
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&others == 0 {
		return nil
	}
	return []finding{found(doubtful, "journal: everybody on this machine may write to %s, and could forge or remove what is on record: chmod o-w %s", dir, dir)}
}

// room is how many octets are free for this user in a directory, or where it is to be made.
func room(dir string) (int64, error) {
	var fsys unix.Statfs_t
	err := unix.Statfs(dir, &fsys)
	if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
		return room(parent)
	}
	return int64(uint64(fsys.Bavail) * uint64(fsys.Bsize)), err
}

// roughly is a size in words.
func roughly(n int64) string {
	const unit = 1 << 10
	size, units := float64(n), []string{"B", "KiB", "MiB", "GiB", "TiB"}
	for size >= unit && len(units) > 1 {
		size, units = size/unit, units[1:]
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", size), ".0") + units[0]
}
