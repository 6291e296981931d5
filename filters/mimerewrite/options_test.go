package mimerewrite

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestOptionsRefused(t *testing.T) {
	drop := block("drop", list("name", "*.exe"))
	for _, test := range []struct {
		b    filters.Block
		want string
	}{
		{with(), "there is nothing to do"},
		{with(set("signed", "maybe"), drop), `option signed: want "skip", "rewrite" or "refuse"`},
		{with(block("drop")), "drop: say which parts it is about"},
		{with(block("drop", set("replace_with", "a.txt"))), "drop: say which parts it is about"},
		{with(block("drop", list("name", "[a"))), `option name: "[a" is not a pattern`},
		{with(block("drop", list("members", ""))), `option members: "" is not a pattern`},
		{with(block("drop", list("type", "exe"))), `option type: "exe" is not a media type`},
		{with(block("drop", list("detected", "a/b/c"))), `option detected: "a/b/c" is not a media type`},
		{with(block("drop", list("name", "*"), set("replace_with", "../a"))), `option replace_with: "../a" is no file name`},
		{with(block("drop", list("name", "*"), set("text", "a"))), "option text: it needs a name"},
		{with(block("rename", list("name", "*"))), "option append: say what goes behind the name"},
		{with(block("rename", list("name", "*"), set("append", ". "))), "option append: say what goes behind the name"},
		{with(block("header")), "header: there is nothing to do"},
		{with(block("header", list("remove", "X:"))), `option remove: "X:" is not the name of a field`},
		{with(block("header", list("remove", "Content-Type"))), "option remove: Content-Type says what the message is made of"},
		{with(block("header", set("set", map[string]any{"mime-version": "2"}))), "option set: mime-version says what the message is made of"},
		{with(block("banner")), "banner: there is nothing to put in"},
		{with(block("banner", set("text", strings.Repeat("x", longestBanner+1)))), "banner: text and html have 65537 octets"},
		{with(block("banner", set("text", "a")), block("banner", set("text", "b"))), "option banner: there are 2 blocks of it"},
		{with(drop, list("domains", "@example.org")), `option domains: "@example.org" is not a domain`},
		{with(drop, list("networks", "192.0.2.7/24")), `option networks: "192.0.2.7/24" has bits behind its prefix; want "192.0.2.0/24" or "192.0.2.7"`},
		{with(drop, list("networks", "192.0.2.7/33")), `option networks: "192.0.2.7/33" is not a network`},
		{with(block("header", set("prefix_subject", "[a] ")), block("header", set("prefix_subject", "[b] "))), "option prefix_subject: another block header has it"},
	} {
		_, err := New(filters.NewOptions(test.b))
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%v: %v, want %q", test.b, err, test.want)
		}
	}
}

func TestManual(t *testing.T) {
	o := filters.NewManual("mime_rewrite", "")
	New(o) // it misses what it needs
	var names []string
	for _, use := range filters.OptionUses(o) {
		names = append(names, use.Name)
		for _, inner := range use.Nested {
			names = append(names, use.Name+"."+inner.Name)
		}
	}
	want := `signed unreadable ambiguous domains networks drop drop.type drop.detected drop.name drop.members drop.size drop.unlisted
		drop.replace_with drop.text rename rename.type rename.detected rename.name rename.members rename.size rename.unlisted rename.append
		header header.set header.add header.remove header.prefix_subject banner banner.text banner.html banner.when active_content`
	if got := strings.Join(names, " "); got != strings.Join(strings.Fields(want), " ") {
		t.Error(got)
	}
}
