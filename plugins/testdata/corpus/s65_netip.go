package main

import (
	"fmt"
	"net"
	"net/netip"
)

func main() {
	p := netip.MustParsePrefix("10.0.0.0/8")
	fmt.Println(p.Contains(netip.MustParseAddr("10.1.2.3")))
	_, n, _ := net.ParseCIDR("192.168.0.0/16")
	fmt.Println(n.Contains(net.ParseIP("192.168.1.1")))
}
