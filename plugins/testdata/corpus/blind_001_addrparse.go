package main

import (
	"fmt"
	"net/mail"
	"strings"
)

type entry struct {
	name, local, domain string
}

func split(a *mail.Address) (e entry, ok bool) {
	i := strings.LastIndexByte(a.Address, '@')
	if i < 0 {
		return
	}
	e.name = a.Name
	e.local, e.domain = a.Address[:i], strings.ToLower(a.Address[i+1:])
	return e, true
}

func main() {
	lines := []string{
		`Ann Lee <ann@Example.COM>, bob@example.org`,
		`"Doe, Jane" <jane.doe@x.test>`,
		`=?utf-8?q?J=C3=B6rg?= <joerg@de.test>`,
		`broken <`,
		``,
	}
	for n, l := range lines {
		as, err := mail.ParseAddressList(l)
		if err != nil {
			fmt.Printf("%d: error %v\n", n, err)
			continue
		}
		for _, a := range as {
			e, ok := split(a)
			fmt.Printf("%d: %q %+v %v\n", n, a.String(), e, ok)
		}
	}
}
