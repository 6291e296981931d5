//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// maildrop is a Maildir of Dovecot, for one test alone.
type maildrop struct {
	user string
	dir  string
}

// maildrop hands out one with these messages, which have the numbers 1, 2 and so on. Lines may end in LF, as they do in files.
func (d *dovecot) maildrop(t testing.TB, messages ...[]byte) *maildrop {
	t.Helper()
	if d.drops == maxDrops {
		t.Fatal("there are no more maildrops")
	}
	user := fmt.Sprintf("box%d", d.drops)
	d.drops++
	m := &maildrop{user, filepath.Join(d.dir, "mail", user)}
	for _, name := range []string{"", "new", "cur", "tmp"} {
		check(t, os.Mkdir(filepath.Join(m.dir, name), 0o700))
		check(t, os.Chown(filepath.Join(m.dir, name), d.uid, d.gid))
	}
	for i, content := range messages {
		name := filepath.Join(m.dir, "new", fmt.Sprintf("%d.%s", 1_000_000_001+i, user))
		check(t, os.WriteFile(name, content, 0o600))
		check(t, os.Chown(name, d.uid, d.gid))
	}
	return m
}

// left are the numbers of the messages that are still there.
func (m *maildrop) left(t testing.TB) (numbers []int) {
	t.Helper()
	for _, folder := range []string{"new", "cur"} {
		entries, err := os.ReadDir(filepath.Join(m.dir, folder))
		check(t, err)
		for _, e := range entries {
			stamp, _, _ := strings.Cut(e.Name(), ".")
			numbers = append(numbers, number(t, stamp)-1_000_000_000)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// wantLeft says which messages are still there.
func (m *maildrop) wantLeft(t testing.TB, numbers ...int) {
	t.Helper()
	if left := m.left(t); !slices.Equal(left, numbers) {
		t.Errorf("the messages %v of %s are left, want %v", left, m.user, numbers)
	}
}
