package main

import (
	"fmt"
	"net/url"
	"path"
	"sort"
	"strings"
)

func suspicious(raw string) (reasons []string, err error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, err
	}
	add := func(c bool, r string) {
		if c {
			reasons = append(reasons, r)
		}
	}
	host := u.Hostname()
	add(u.Scheme != "https" && u.Scheme != "http", "scheme "+u.Scheme)
	add(u.User != nil, "userinfo")
	add(strings.Count(host, ".") > 3, "deep host")
	add(strings.HasPrefix(host, "xn--"), "idn")
	add(u.Port() != "" && u.Port() != "443", "port "+u.Port())
	add(path.Ext(u.Path) == ".exe", "exe "+path.Base(u.Path))
	return
}

func main() {
	for _, s := range []string{
		"https://example.org/a/b?x=1",
		"http://user:pw@a.b.c.d.e.test:8080/dl/setup.exe",
		"ftp://xn--abc.test/",
		"http://[::1]:443/%zz",
		"mailto:me@x.test",
		":bad",
	} {
		r, err := suspicious(s)
		fmt.Printf("%s %q %v\n", s, r, err)
	}
	u, _ := url.Parse("https://h.test/p%20q/r?b=2&a=1&a=3&e=#frag%21")
	q := u.Query()
	ks := []string{}
	for k := range q {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	for _, k := range ks {
		fmt.Print(k, q[k], q.Get(k), q.Has(k), ";")
	}
	fmt.Println(u.Path, u.RawQuery, u.Fragment, u.EscapedPath())
	q.Set("z", "a b&c")
	q.Del("a")
	u.RawQuery = q.Encode()
	fmt.Println(u)
	ref, _ := u.Parse("../x?y")
	fmt.Println(ref, url.QueryEscape("a/b c+é"), url.PathEscape("a/b c"))
	s, err := url.QueryUnescape("%4")
	fmt.Printf("%q %v\n", s, err)
	fmt.Println(path.Join("a", "../b", "/c/"), path.Clean("/a/./b//../c"), path.Dir("/a/b"), path.IsAbs("x"))
	m, err := path.Match("*.ex?", "setup.exe")
	fmt.Println(m, err)
}
