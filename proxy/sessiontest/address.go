package sessiontest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"testing"
)

// FreeAddress is one at which nobody is, for a server that is about to start, or for nobody at all. Its port is none of those that the kernel gives
// to whoever asks for any: so none of a thousand connections of other tests has got it by then.
func FreeAddress(t testing.TB) string {
	t.Helper()
	given := firstGiven()
	for {
		address := fmt.Sprintf("127.0.0.1:%d", given-1-rand.IntN(given/2))
		if tcp, err := net.Listen("tcp", address); err == nil {
			tcp.Close()
			if udp, err := net.ListenPacket("udp", address); err == nil {
				udp.Close()
				return address
			}
		}
	}
}

// firstGiven is the first of those ports: what Linux says, and elsewhere that of RFC 6335, section 6.
func firstGiven() int {
	first := 49152
	if text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range"); err == nil {
		fmt.Sscan(string(text), &first)
	}
	return first
}
