package config

import (
	"time"

	"github.com/gatepost-mail/gatepost/proxy"
)

// journal reads what is kept of sessions, and where. Without the block, or with record = "none", nothing is.
func (s *section) journal() proxy.JournalConfig {
	defer s.done()
	c := proxy.JournalConfig{
		Record: s.record(),
		Dir:    s.directory("dir", "of the journal; it is made where it is missing, and no other gateway may use it"),
		Sync:   s.o.Bool("sync", false, "a record is on disk before the reply that it is about leaves"),
	}
	every := s.duration("sync_every", time.Second, "how often the record is forced to disk, instead of sync; without either the system decides")
	if _, has := s.setting("sync_every"); has {
		c.SyncEvery = every
	}
	if c.Sync && c.SyncEvery > 0 {
		s.wrong("sync_every", "it is for a journal without sync: leave one of the two out")
	}
	if s.absent || c.Record == recordNone {
		return proxy.JournalConfig{}
	}
	s.given("dir", `name the directory: dir = "/var/lib/gatepost/journal"`)
	return c
}

// What record knows beside the choices of package proxy.
const (
	recordNone proxy.Record = "none"
	recordFull proxy.Record = "full"
)

// record doesn't offer "full", which is known all the same.
func (s *section) record() proxy.Record {
	if set, _ := s.setting("record"); set.Value == string(recordFull) {
		s.taken = append(s.taken, "record")
		s.wrong("record", "%q is not in this version", recordFull)
		return recordFull
	}
	return proxy.Record(s.o.Choice("record", string(proxy.Envelope), `what is kept: "envelope" is the dialogue without contents, "headers" adds header blocks`,
		string(recordNone), string(proxy.Envelope), string(proxy.Headers)))
}

// directory reads the name of a directory that may not be there yet. As with all names in a file, a relative one counts from the
// folder of that file; it becomes a path from the root, which stays the same from reload to reload.
func (s *section) directory(name, usage string) string {
	dir := s.o.String(name, "", usage)
	if dir == "" {
		return ""
	}
	set, _ := s.setting(name)
	return s.r.disk.key(s.r.disk.beside(set.At.File, dir))
}

// given complains of a text that is absent or empty.
func (s *section) given(name, advice string) {
	set, has := s.setting(name)
	if text, is := set.Value.(string); !has || is && text == "" {
		s.wrong(name, "%s", advice)
	}
}
