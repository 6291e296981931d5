package proxy

import (
	"errors"
	"net"
	"syscall"
	"testing"
)

// Trying takes nothing from who comes next, and tells of who came before.
func TestTryListen(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := TryListen(address); !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("an address in use: %v", err)
	}
	l.Close()
	for range 2 {
		if err := TryListen(address); err != nil {
			t.Error(err)
		}
	}
}
