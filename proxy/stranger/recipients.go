package stranger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// In what follows HERE is one of our domains, THERE and FURTHER are none.

// abroad are recipients elsewhere, and what a lenient reader would take for one.
var abroad = []string{
	"<u@THERE>", "<postmaster@THERE>", `<"u"@THERE>`, `<"u v"@THERE>`, "u@THERE", `"u@THERE"`, `<"u@THERE">`,
	"<@THERE:u@FURTHER>", "<@THERE,@FURTHER:u@THERE>", "<u@THERE>,<u@FURTHER>", "<u(@THERE)@FURTHER>",
	"<u%FURTHER@THERE>", "<FURTHER!u@THERE>", `<"u@FURTHER"@THERE>`, "<u@FURTHER@THERE>", "<u%THERE>", "<THERE!u>",
	"<u@[203.0.113.25]>", "<u@[IPv6:2001:db8::25]>", "<u@[127.0.0.1]>", "<u@[IPv6:::1]>", "<u@[IPv6:::ffff:127.0.0.1]>", "<u@[x:THERE]>",
	"<u@203.0.113.25>", "<u@127.0.0.1>", "<u@localhost>",
}

// detours are ways elsewhere by way of us.
var detours = []string{
	"<@HERE:u@THERE>", "<@THERE:u@HERE>", "<@HERE,@THERE:u@HERE>", "<@HERE:u%THERE@HERE>",
	"<u%THERE@HERE>", "<u%FURTHER%THERE@HERE>", "<THERE!u@HERE>", "<FURTHER!THERE!u@HERE>", "<THERE!u%FURTHER@HERE>", "<u%HERE@THERE>", "<HERE!u@THERE>",
	`<"u@THERE"@HERE>`, `<"u\@THERE"@HERE>`, `<"u%THERE"@HERE>`, `<"THERE!u"@HERE>`, `<"@THERE:u"@HERE>`, `<"<u@THERE>"@HERE>`,
	"<u@THERE@HERE>", "<u@HERE@THERE>", "<u＠THERE@HERE>", "<u％THERE@HERE>", "<THERE！u@HERE>", "<=?utf-8?q?u=40THERE?=@HERE>",
	"<u@THERE,u@HERE>", "<u@HERE>,<u@THERE>", "<u@HERE(THERE)>", "<u (THERE) @HERE>",
	"<u@HERE>@THERE", "<u@HERE> <u@THERE>", "<u@THERE\t@HERE>", "<u@THERE\x00@HERE>",
}

// looks are domains that resemble one of ours, with their dots and with another character for each. TOP is all of it but the first label,
// SHORT all but the last letter.
var looks = []string{"HERE", "sub.HERE", "notHERE", "HEREs", "HERE.THERE", "HERE-THERE", "SHORT", "TOP", "ｘHERE", "HERE。THERE", "HERE\u200B"}

// mostDomains bounds those of ours about which strangers ask: who has more has told the filter of all in the same way.
const mostDomains = 100

// recipients are all that strangers ask for.
func recipients(domains []string) []string {
	ours := setOf(domains)
	there, further := elsewhere("elsewhere", ours), elsewhere("further", ours)
	foreign := strings.NewReplacer("THERE", there, "FURTHER", further)
	all := mapped(foreign, abroad)
	for _, domain := range domains[:min(len(domains), mostDomains)] {
		_, top, _ := strings.Cut(domain, ".")
		local := strings.NewReplacer("THERE", there, "FURTHER", further, "HERE", domain, "TOP", top, "SHORT", domain[:len(domain)-1])
		for _, name := range mapped(local, looks) {
			all = append(all, "<u@"+name+">", "<u@"+strings.ReplaceAll(name, ".", "_")+">")
		}
		all = append(all, mapped(local, detours)...)
	}
	return slices.DeleteFunc(all, func(r string) bool { return isOurs(r, ours) })
}

// elsewhere is a domain that nobody has (RFC 2606) and that isn't one of ours.
func elsewhere(name string, ours set) string {
	domain := name + ".invalid"
	for n := 2; ours.has(domain); n++ {
		domain = fmt.Sprintf("%s-%d.invalid", name, n)
	}
	return domain
}

// isOurs tells whether a recipient is one of ours after all, such as of a sub-domain that has mail too.
func isOurs(recipient string, ours set) bool {
	path, err := filters.ParseRecipient("TO:"+recipient, true)
	return err == nil && ours.has(path.Domain()) && path.String() == "<u@"+path.Domain()+">"
}

// set is domains, whatever the case of their letters.
type set map[string]bool

func setOf(domains []string) set {
	s := set{}
	for _, d := range domains {
		s[strings.ToLower(d)] = true
	}
	return s
}

func (s set) has(domain string) bool { return s[strings.ToLower(domain)] }

// senders are in whose names strangers write: nobody's, their own, and that of one of ours.
func senders(domains []string) []string {
	all := []string{"<>", "<u@" + elsewhere("elsewhere", setOf(domains)) + ">"}
	if len(domains) > 0 {
		all = append(all, "<postmaster@"+domains[0]+">")
	}
	return all
}

func mapped(r *strings.Replacer, texts []string) []string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = r.Replace(t)
	}
	return all
}
