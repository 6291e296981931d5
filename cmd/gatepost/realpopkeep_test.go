//go:build linux

package main

import (
	"fmt"
	"slices"
	"testing"
)

// few are messages that tell which number they have.
func few(n int) (messages [][]byte) {
	for i := range n {
		messages = append(messages, fmt.Appendf(nil, "Subject: number %d\n\n.\nHello.\n", i+1))
	}
	return messages
}

// testKept has programs that know messages by UIDL leave them where they are: a second run fetches nothing. A third one, without that
// memory, fetches and deletes; a fourth finds nothing.
func testKept(t *testing.T, d *dovecot, addr string) {
	for _, f := range fetchers {
		if !f.knows {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			m := d.maildrop(t, few(5)...)
			e := errandTo(t, addr, m.user, true)
			first := f.wantFetched(t, e)
			if second := f.wantFetched(t, e); len(first) != 5 || !slices.Equal(first, second) {
				t.Errorf("fetched %q, and then there was %q", first, second)
			}
			m.wantLeft(t, 1, 2, 3, 4, 5)
			deletes(t, f, addr, m, 5)
		})
	}
}

// testDeleted has every program fetch and delete.
func testDeleted(t *testing.T, d *dovecot, addr string) {
	for _, f := range fetchers {
		t.Run(f.name, func(t *testing.T) { deletes(t, f, addr, d.maildrop(t, few(3)...), 3) })
	}
}

// deletes has a program fetch and delete what there is, and finds nothing left.
func deletes(t *testing.T, f fetcher, addr string, m *maildrop, messages int) {
	e := errandTo(t, addr, m.user, false)
	first := f.wantFetched(t, e)
	m.wantLeft(t)
	if second := f.wantFetched(t, e); len(first) != messages || !slices.Equal(first, second) {
		t.Errorf("fetched %q, and then there was %q", first, second)
	}
}
