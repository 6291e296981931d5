package proxytest

import (
	"bytes"
	"net"
)

// wrongs are the proxies of testdata/wrong, by the transcript that finds them out.
func wrongs() map[string]Start {
	return map[string]Start{
		"drops":      relay(unchanged, replaces("2.1.5 ok", "2.1. ok")),
		"adds":       relay(unchanged, replaces("250 2.1.0 ok\r\n", "250 2.1.0 ok\r\n250 2.1.0 ok\r\n")),
		"swaps":      relay(swaps, unchanged),
		"mute":       relay(unchanged, mute),
		"chatty":     relay(unchanged, replaces("221 bye\r\n", "221 bye\r\n221 bye \x00\x1b[1m\u202e\r\n")),
		"long":       relay(unchanged, replaces("aaaz", "aaa!")),
		"words":      relay(unchanged, replaces("421 down\r\n", "421 down\r\n421 bye\r\n")),
		"wildcard":   relay(unchanged, replaces("220", "221")),
		"keeps":      startFake(1, keeps),
		"offline":    startFake(1, offline),
		"closes":     startFake(1, closes),
		"resets":     startFake(1, resets),
		"restless":   startFake(1, restless),
		"twice":      startFake(1, twice),
		"unanswered": relay(unchanged, unchanged),
		"unheard":    startFake(1, holds),
		"held":       relay(goesAhead, unchanged),
		"refuses":    relay(refuses, unchanged),
	}
}

func replaces(old, by string) turn {
	return func(heard []byte) (on, back []byte) {
		return bytes.Replace(heard, []byte(old), []byte(by), 1), nil
	}
}

func swaps(heard []byte) (on, back []byte) {
	lines := bytes.SplitAfter(heard, []byte("\n"))
	if len(lines) > 2 {
		lines[0], lines[1] = lines[1], lines[0]
	}
	return bytes.Join(lines, nil), nil
}

func mute(heard []byte) (on, back []byte) {
	if bytes.HasPrefix(heard, []byte("250")) {
		return nil, nil
	}
	return heard, nil
}

// holds says nothing to the client's words and doesn't pass them on.
func holds(f *fake, client net.Conn) {
	server, err := f.dialServer(0)
	if err != nil {
		return
	}
	f.pass(client, server, unchanged)
	for err == nil {
		_, err = f.hear(client)
	}
}

// keeps doesn't close after QUIT.
func keeps(f *fake, client net.Conn) {
	server, err := f.dialServer(0)
	if err != nil {
		return
	}
	for f.pass(client, server, unchanged) && f.pass(server, client, unchanged) {
	}
	f.hear(client)
}

// offline has no upstream.
func offline(f *fake, client net.Conn) {
	client.Write([]byte("421 4.3.2 no upstream\r\n"))
	f.hear(client)
	client.Close()
}

// closes ends the session where it should answer.
func closes(f *fake, client net.Conn) {
	defer client.Close()
	server, err := f.dialServer(0)
	if err != nil {
		return
	}
	defer server.Close()
	f.pass(client, server, unchanged)
	f.pass(server, client, unchanged)
	f.hear(server)
}

// resets ends the session with a reset.
func resets(f *fake, client net.Conn) {
	client.Write([]byte("421 down\r\n"))
	f.hear(client)
	client.(*conn).SetLinger(0)
	client.Close()
}

// restless reads without the clock.
func restless(f *fake, client net.Conn) {
	defer client.Close()
	client.Write([]byte("220 proxy\r\n"))
	client.Read(make([]byte, 100))
}

// twice connects once too often.
func twice(f *fake, client net.Conn) {
	closes(f, client)
	f.dialServer(0)
}
