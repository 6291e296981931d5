package mimerewrite

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// maxMembers is how many names in the archives of one message are looked at; each file has two.
const maxMembers = 20_000

// archiveScanner looks for the entries of zip archives (APPNOTE.TXT of PKWARE) in any octets. It trusts no directory: programs differ in where
// they look for it and what they make of one that lies, so every entry counts that could be read from somewhere. What it
// needs doesn't grow with the archive.
type archiveScanner struct {
	r    *bufio.Reader
	left int // names that may still be looked at
}

// The two kinds of entries: lengths of what stands before the name, and where the lengths of name and extra field are.
var (
	localEntry     = entry{signature: []byte("PK\x03\x04"), fixed: 30, lengths: 26}
	directoryEntry = entry{signature: []byte("PK\x01\x02"), fixed: 46, lengths: 28}
	directoryEnd   = []byte("PK\x05\x06")
)

type entry struct {
	signature      []byte
	fixed, lengths int
}

// listing is what a scan has found.
type listing struct {
	local, directory int  // entries
	ended            bool // there is the end of a directory
	over             bool // there are more names than are looked at
}

// isArchive tells whether there is anything of an archive.
func (l listing) isArchive() bool { return l.local+l.directory > 0 || l.ended }

// isListed tells whether the directory is there. Without one the names are encrypted, or not all of it is there.
func (l listing) isListed() bool { return !l.over && (l.directory > 0 || l.local == 0 && l.ended) }

func newArchiveScanner() *archiveScanner {
	const longest = 46 + 2<<16 // an entry with its name and extra field
	return &archiveScanner{bufio.NewReaderSize(nil, longest+4096), maxMembers}
}

// scan shows the name of each entry, every one that it has, until visit wants no more.
func (a *archiveScanner) scan(content io.Reader, visit func(name string) (more bool)) (l listing, err error) {
	a.r.Reset(content)
	for {
		if err := a.seek(); err != nil {
			return l, ignoreEnd(err)
		}
		head, err := a.r.Peek(4)
		if err != nil {
			return l, ignoreEnd(err)
		}
		names, err := a.entry(head, &l)
		if err != nil {
			return l, err
		}
		if a.left -= cost(names); a.left < 0 {
			l.over = true
			return l, nil
		}
		for _, name := range names {
			if !visit(name) {
				return l, nil
			}
		}
		a.r.Discard(1) // it was peeked at
	}
}

// seek goes on before the next P.
func (a *archiveScanner) seek() error {
	for {
		if _, err := a.r.Peek(1); err != nil {
			return err
		}
		b, _ := a.r.Peek(a.r.Buffered())
		i := bytes.IndexByte(b, 'P')
		if i >= 0 {
			_, err := a.r.Discard(i)
			return err
		}
		if _, err := a.r.Discard(len(b)); err != nil {
			return err
		}
	}
}

// entry reads what stands at a P.
func (a *archiveScanner) entry(head []byte, l *listing) (names []string, err error) {
	switch {
	case bytes.Equal(head, localEntry.signature):
		l.local++
		return a.names(localEntry)
	case bytes.Equal(head, directoryEntry.signature):
		l.directory++
		return a.names(directoryEntry)
	case bytes.Equal(head, directoryEnd):
		l.ended = true
	}
	return nil, nil
}

// names are the name of an entry and the one in its extra field, which some programs take instead. An entry that is cut has what is there.
func (a *archiveScanner) names(e entry) (names []string, err error) {
	head, err := a.r.Peek(e.fixed)
	if err != nil {
		return nil, ignoreEnd(err)
	}
	name := int(binary.LittleEndian.Uint16(head[e.lengths:]))
	extra := int(binary.LittleEndian.Uint16(head[e.lengths+2:]))
	all, err := a.r.Peek(e.fixed + name + extra)
	rest := all[e.fixed:]
	name = min(name, len(rest))
	return append(namesInExtra(rest[name:]), string(rest[:name])), ignoreEnd(err)
}

// cost is how many of maxMembers names count as: long ones for several, since each octet takes its time.
func cost(names []string) (n int) {
	for _, name := range names {
		n += 1 + len(name)/longestName
	}
	return n
}

// unicodePath is the extra field of a name in UTF-8, with a version and a checksum before it.
const unicodePath, beforePath = 0x7075, 5

func namesInExtra(extra []byte) (names []string) {
	for len(extra) >= 4 {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		field := extra[:min(size, len(extra))]
		if id == unicodePath && len(field) > beforePath {
			names = append(names, string(field[beforePath:]))
		}
		extra = extra[len(field):]
	}
	return names
}

func ignoreEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
