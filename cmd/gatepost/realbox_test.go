//go:build linux

package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// mailbox is a maildir of Postfix, for one test alone.
type mailbox struct {
	number int
	dir    string // where messages appear whole
	seen   map[string]bool
	news   *os.File // has bytes to read after something has appeared
}

// mailbox hands out an empty one.
func (p *postfix) mailbox(t *testing.T) *mailbox {
	t.Helper()
	if p.boxes == maxBoxes {
		t.Fatal("there are no more mailboxes")
	}
	dir := filepath.Join(p.dir, "mail", fmt.Sprintf("box%d", p.boxes))
	b := &mailbox{p.boxes, filepath.Join(dir, "new"), map[string]bool{}, nil}
	p.boxes++
	for _, name := range []string{dir, b.dir, filepath.Join(dir, "tmp"), filepath.Join(dir, "cur")} {
		check(t, os.Mkdir(name, 0o700))
		check(t, os.Chown(name, p.uid, p.gid))
	}
	fd, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	check(t, err)
	_, err = syscall.InotifyAddWatch(fd, b.dir, syscall.IN_CREATE|syscall.IN_MOVED_TO)
	check(t, err)
	b.news = os.NewFile(uintptr(fd), "inotify")
	t.Cleanup(func() { b.news.Close() })
	return b
}

func (b *mailbox) address() string { return fmt.Sprintf("box%d@example.org", b.number) }

// international is another address of the mailbox, one that needs SMTPUTF8.
func (b *mailbox) international() string { return fmt.Sprintf("bøx%d@example.org", b.number) }

// next waits for a message and returns it as it was stored, with line ends of LF.
func (b *mailbox) next(t *testing.T) []byte {
	t.Helper()
	check(t, b.news.SetReadDeadline(time.Now().Add(patience)))
	for events := make([]byte, 4096); ; {
		entries, err := os.ReadDir(b.dir)
		check(t, err)
		for _, e := range entries {
			if !b.seen[e.Name()] {
				b.seen[e.Name()] = true
				data, err := os.ReadFile(filepath.Join(b.dir, e.Name()))
				check(t, err)
				return data
			}
		}
		if _, err := b.news.Read(events); err != nil {
			t.Fatalf("nothing was delivered to %s: %v", b.address(), err)
		}
	}
}

// trace are the fields that Postfix puts before what it stores.
var trace = []string{"Return-Path: ", "X-Original-To: ", "Delivered-To: ", "Received: "}

// withoutTrace is what stands behind Postfix's own fields.
func withoutTrace(t *testing.T, stored []byte) []byte {
	t.Helper()
	for _, name := range trace {
		if !bytes.HasPrefix(stored, []byte(name)) {
			t.Fatalf("no %sbefore %.200q", name, stored)
		}
		for first := true; first || bytes.HasPrefix(stored, []byte("\t")); first = false {
			_, stored, _ = bytes.Cut(stored, []byte("\n"))
		}
	}
	return stored
}

// sameContent compares what was stored, in lines of LF, with what was sent, in lines of CRLF.
func sameContent(t *testing.T, stored, sent []byte) {
	t.Helper()
	want := bytes.ReplaceAll(sent, []byte("\r\n"), []byte("\n"))
	have := withoutTrace(t, stored)
	if bytes.Equal(have, want) {
		return
	}
	at := 0
	for at < min(len(have), len(want)) && have[at] == want[at] {
		at++
	}
	t.Errorf("stored %d octets, sent %d; from octet %d on %.100q, want %.100q", len(have), len(want), at, have[at:], want[at:])
}

// selfSigned is a key and a certificate, in one file as Postfix takes it.
func selfSigned(t testing.TB) []byte {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	about := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"mail.example.org"}, NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	check(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	check(t, err)
	var file strings.Builder
	check(t, pem.Encode(&file, &pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	check(t, pem.Encode(&file, &pem.Block{Type: "CERTIFICATE", Bytes: cert}))
	return []byte(file.String())
}
