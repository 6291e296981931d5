//go:build linux

package main

import (
	"bytes"
	"io"
	"net"
	"sync"
	"testing"
)

// injecting stands before addr and puts more behind some words of clients, in the same segment. It is gone with the test.
func injecting(t *testing.T, addr, behind, more string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	var connections sync.WaitGroup
	connections.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			connections.Go(func() { inject(c, addr, []byte(behind), []byte(more)) })
		}
	})
	t.Cleanup(func() { l.Close(); connections.Wait() })
	return l.Addr().String()
}

func inject(client net.Conn, addr string, behind, more []byte) {
	defer client.Close()
	server, err := net.Dial("tcp", addr)
	if err != nil {
		return
	}
	defer server.Close()
	go func() { // ends with the server's connection
		io.Copy(struct{ io.Writer }{client}, struct{ io.Reader }{server}) // as they are, the kernel would copy, by pipes that the runtime keeps
		client.Close()
	}()
	for buf := make([]byte, 4096); ; {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		said := buf[:n]
		if bytes.HasSuffix(said, behind) {
			said = append(bytes.Clone(said), more...)
		}
		if _, err := server.Write(said); err != nil {
			return
		}
	}
}
