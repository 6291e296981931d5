package leaktest

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Descriptors are what this process has open, by number: "socket:[4711]", or the path of a file. There are none where there is no
// /proc.
type Descriptors map[string]string

// folder is where Linux lists them.
const folder = "/proc/self/fd"

// Open lists the descriptors that are open now, without those that the runtime keeps for itself from its first wait on.
func Open() Descriptors {
	open := Descriptors{}
	entries, _ := os.ReadDir(folder) // none elsewhere
	for _, e := range entries {
		what, err := os.Readlink(filepath.Join(folder, e.Name()))
		if err != nil || what == "anon_inode:[eventpoll]" || what == "anon_inode:[eventfd]" {
			continue // of an error: that was the listing itself
		}
		open[e.Name()] = what
	}
	return open
}

// Left lists what is open now and wasn't then, in words.
func (d Descriptors) Left() (left []string) {
	for number, what := range Open() {
		if d[number] != what {
			left = append(left, number+" "+what+ends(what))
		}
	}
	slices.Sort(left)
	return left
}

// ends are the ports of a TCP socket: " from 40123 to 25", the second 0 where it listens; "" of anything else.
func ends(what string) string {
	inode := strings.Trim(strings.TrimPrefix(what, "socket:"), "[]")
	for _, table := range []string{"/proc/self/net/tcp", "/proc/self/net/tcp6"} {
		data, _ := os.ReadFile(table) // not for those that aren't there
		for line := range strings.Lines(string(data)) {
			if fields := strings.Fields(line); len(fields) > 9 && fields[9] == inode {
				return " from " + port(fields[1]) + " to " + port(fields[2])
			}
		}
	}
	return ""
}

// port is that of an address as the tables have it: "0100007F:0019".
func port(address string) string {
	_, hex, _ := strings.Cut(address, ":")
	n, err := strconv.ParseUint(hex, 16, 16)
	if err != nil {
		return address
	}
	return strconv.FormatUint(n, 10)
}
