package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// holder is the program that listens on a port. The zero holder: none that can be seen.
type holder struct {
	name    string
	process int
	same    bool // it runs the file of this program, whatever that is called
}

// gate tells whether it is a gatepost: this one, or another that is called so.
func (h holder) gate() bool { return h.same || strings.HasPrefix(h.name, "gatepost") }

// holderOf looks in proc(5) for who listens on the port of an address, on whichever address. Only root sees the sockets of others.
func holderOf(proc, address string) holder {
	number, err := strconv.ParseUint(portOf(address), 10, 16)
	if err != nil {
		return holder{}
	}
	sockets := slices.Concat(socketsOn(filepath.Join(proc, "net/tcp"), number), socketsOn(filepath.Join(proc, "net/tcp6"), number))
	files, _ := filepath.Glob(filepath.Join(proc, "[0-9]*/fd/*")) // the pattern is a good one
	for _, file := range files {
		link, err := os.Readlink(file)
		if err != nil || !slices.Contains(sockets, link) {
			continue // it is gone meanwhile, or another's
		}
		process := filepath.Dir(filepath.Dir(file))
		name, err := os.ReadFile(filepath.Join(process, "comm"))
		if err != nil {
			continue
		}
		id, _ := strconv.Atoi(filepath.Base(process)) // digits, by the pattern, but for a machine with more processes than int has
		return holder{strings.TrimSpace(string(name)), id, isThis(filepath.Join(process, "exe"))}
	}
	return holder{}
}

// isThis tells whether a file is that of this program.
func isThis(file string) bool {
	own, err := itself()
	if err != nil {
		return false
	}
	this, wrong := os.Stat(own)
	other, err := os.Stat(file)
	return wrong == nil && err == nil && os.SameFile(this, other)
}

// socketsOn are the sockets that listen on a port, as descriptors link to them.
func socketsOn(table string, port uint64) []string {
	text, err := os.ReadFile(table)
	if err != nil {
		return nil // a system without one
	}
	const local, state, inode, listen = 1, 3, 9, "0A"
	var all []string
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) > inode && f[state] == listen && strings.HasSuffix(f[local], fmt.Sprintf(":%04X", port)) {
			all = append(all, "socket:["+f[inode]+"]")
		}
	}
	return all
}
