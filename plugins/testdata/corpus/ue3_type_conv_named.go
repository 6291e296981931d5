package main

import "fmt"

type Domain string
type Domains []Domain

func (d Domain) Up() string { return string(d) + "!" }

type F float64

func main() {
	s := "a.com"
	d := Domain(s)
	fmt.Println(d.Up(), string(d) == s, d == "a.com")
	ds := Domains{d, "b.com"}
	m := map[Domain]bool{}
	for _, x := range ds {
		m[x] = true
	}
	fmt.Println(m["b.com"], m[Domain("zz")], len(ds))
	f := F(2.5)
	fmt.Println(int(f), float64(f)*2, F(3)/2)
	var i64 int64 = int64(len(s))
	fmt.Println(i64+1, uint8(i64), string([]byte{65, 66}))
}
