package leaktest_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// What was opened is named until it is closed.
func TestLeft(t *testing.T) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("descriptors aren't listed here: ", err)
	}
	before := leaktest.Open()
	path := filepath.Join(t.TempDir(), "left")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	left := strings.Join(before.Left(), "\n")
	for _, want := range []string{" " + path, " from " + port + " to 0"} {
		if !strings.Contains(left, want) {
			t.Errorf("left is %q, want %q in it", left, want)
		}
	}
	file.Close()
	listener.Close()
	if left := before.Left(); len(left) > 0 {
		t.Errorf("%q is left when all is closed", left)
	}
}
