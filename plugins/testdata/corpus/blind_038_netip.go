package main

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

type acl struct {
	p     netip.Prefix
	allow bool
}

func parseACL(src string) (out []acl, err error) {
	for i, f := range strings.Fields(src) {
		allow := f[0] == '+'
		p, err := netip.ParsePrefix(f[1:])
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", i, err)
		}
		out = append(out, acl{p.Masked(), allow})
	}
	slices.SortStableFunc(out, func(a, b acl) int { return b.p.Bits() - a.p.Bits() })
	return
}

func check(l []acl, s string) string {
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return "bad: " + err.Error()
	}
	for _, a := range l {
		if a.p.Contains(ip.Unmap()) {
			return fmt.Sprint(a.allow, " ", a.p)
		}
	}
	return "no match"
}

func main() {
	l, err := parseACL("+10.0.0.0/8 -10.1.2.3/16 +2001:db8::/32 -10.1.5.0/24")
	for _, a := range l {
		fmt.Print(a.p, a.allow, " ")
	}
	fmt.Println(len(l), err)
	for _, s := range []string{"10.2.3.4", "10.1.9.9", "10.1.5.77", "2001:db8::1", "::ffff:10.1.5.1", "8.8.8.8", "300.1.1.1", ""} {
		fmt.Println(s, check(l, s))
	}
	_, err = parseACL("+10.0.0.0/33")
	fmt.Println(err)
	a := netip.MustParseAddr("192.168.1.255")
	b := a.Next()
	fmt.Println(b, a.Less(b), a.Compare(b), a.IsPrivate(), b.Is4(), a.As4(), a == b.Prev())
	counts := map[netip.Addr]int{}
	for _, s := range strings.Fields("1.1.1.1 2.2.2.2 1.1.1.1") {
		counts[netip.MustParseAddr(s)]++
	}
	fmt.Println(counts[netip.AddrFrom4([4]byte{1, 1, 1, 1})], len(counts))
	ap, err := netip.ParseAddrPort("[::1]:25")
	fmt.Println(ap, ap.Port(), ap.Addr().IsLoopback(), err)
	rev := a.As4()
	slices.Reverse(rev[:])
	fmt.Println(strings.ReplaceAll(fmt.Sprint(rev), " ", "."), netip.Addr{}.IsValid())
	pf, _ := a.Prefix(20)
	fmt.Println(pf, pf.Overlaps(netip.MustParsePrefix("192.168.0.0/24")), pf.Addr().BitLen())
}
