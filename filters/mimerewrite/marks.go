package mimerewrite

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// headerEdit is one block header.
type headerEdit struct {
	set, add map[string]string
	remove   []string
	prefix   string // of the subject of mail from outside
}

// readHeader reads the blocks header.
func readHeader(o *filters.Options) []headerEdit {
	var edits []headerEdit
	for _, b := range o.Blocks("header", "fields of the message's header") {
		h := headerEdit{
			set:    b.Map("set", nil, "fields that have this value, in the place of all that they have"),
			add:    b.Map("add", nil, "fields that are put at the end, whether there are such or not"),
			remove: b.List("remove", nil, "fields that go, in any case"),
			prefix: b.String("prefix_subject", "", "what goes before the subject of mail from outside"),
		}
		for name, texts := range map[string][]string{"set": h.names(h.set), "add": h.names(h.add), "remove": h.remove} {
			for _, text := range texts {
				checkName(b, name, text)
			}
		}
		if len(h.set)+len(h.add)+len(h.remove) == 0 && strings.TrimSpace(h.prefix) == "" && b.Err() == nil {
			b.Errorf("", "there is nothing to do: give set, add, remove or prefix_subject")
		}
		if h.prefix != "" && slices.ContainsFunc(edits, func(other headerEdit) bool { return other.prefix != "" }) {
			b.Errorf("prefix_subject", "another block header has it already, and a subject has one prefix")
		}
		edits = append(edits, h)
	}
	return edits
}

// checkName tells what is wrong with the name of a field (RFC 5322, section 3.6.8).
func checkName(o *filters.Options, option, name string) {
	const longest = 76
	odd := func(c rune) bool { return c <= ' ' || c > '~' || c == ':' }
	switch text := lower(name); {
	case name == "" || len(name) > longest || strings.ContainsFunc(name, odd):
		o.Errorf(option, "%q is not the name of a field; want one such as \"X-Mailer\", without colon or spaces", name)
	case strings.HasPrefix(text, "content-"), text == "mime-version":
		o.Errorf(option, "%s says what the message is made of, and stays", name)
	}
}

// names are those of a map in their order.
func (h headerEdit) names(of map[string]string) []string { return slices.Sorted(maps.Keys(of)) }

// changes tells whether there is something to do to a header.
func (h headerEdit) changes(header *filters.Header, external bool) bool {
	there := func(name string) bool { return len(header.Raw(name)) > 0 }
	return len(h.set)+len(h.add) > 0 || h.prefix != "" && external || slices.ContainsFunc(h.remove, there)
}

// apply takes fields away first, so that set and add can bring them back.
func (h headerEdit) apply(header *filters.Header, external bool) {
	for _, name := range h.remove {
		header.Remove(name)
	}
	for _, name := range h.names(h.set) {
		header.Set(name, h.set[name])
	}
	for _, name := range h.names(h.add) {
		header.Add(name, h.add[name])
	}
	if external && h.prefix != "" {
		header.PrefixSubject(h.prefix)
	}
}

// banner is the block banner.
type banner struct {
	text, html string
	always     bool
}

// readBanner reads the block banner, of which there is one at most.
func readBanner(o *filters.Options) []banner {
	var all []banner
	for _, b := range o.Blocks("banner", "what goes before the text of mail; there is one such block at most") {
		one := banner{
			text:   b.String("text", "", "the banner of plain text"),
			html:   b.String("html", "", "the banner of HTML"),
			always: b.Choice("when", "external", "the mail that has it", "external", "always") == "always",
		}
		if strings.TrimSpace(one.text+one.html) == "" && b.Err() == nil {
			b.Errorf("", "there is nothing to put in: give text, html or both")
		}
		if len(one.text)+len(one.html) > longestBanner {
			b.Errorf("", "text and html have %d octets, the most is %d", len(one.text)+len(one.html), longestBanner)
		}
		all = append(all, one)
	}
	if len(all) > 1 {
		o.Errorf("banner", "%s", fmt.Sprintf("there are %d blocks of it, and a message has one", len(all)))
	}
	return all
}

// longestBanner is how many octets a banner may have: more than anyone would read.
const longestBanner = 64 << 10

// judgeMarks finds what is to be done to the header, and whether a banner is due.
func (x *examination) judgeMarks() error {
	for _, h := range x.r.header {
		if !h.changes(x.m.Header, x.external) {
			continue
		}
		spared, err := x.spares("header")
		if err != nil {
			return err
		}
		if !spared {
			x.willChange(func() { h.apply(x.m.Header, x.external) })
		}
	}
	for _, b := range x.r.banner {
		if !b.always && !x.external {
			continue
		}
		spared, err := x.spares("banner")
		if err != nil {
			return err
		}
		if !spared {
			text := x.unlessArmoured(b.text)
			x.willChange(func() { x.m.Banner(text, b.html) })
		}
	}
	return nil
}

// armour is the line with which what PGP has signed or encrypted begins in a text (RFC 9580, sections 6.2 and 7).
var armour = regexp.MustCompile(`(?m)^-----BEGIN PGP (?:SIGNED )?MESSAGE`)

// unlessArmoured is the banner of plain text, or "" where the text that would have it is PGP's. Another part that is so doesn't count.
func (x *examination) unlessArmoured(banner string) string {
	is := func(p *filters.Part) bool { return p.Type() == "text/plain" && !p.Attachment() }
	i := slices.IndexFunc(x.parts, is)
	if banner == "" || i < 0 || !armour.MatchString(x.parts[i].Text()) {
		return banner
	}
	x.s.Note("mime_rewrite.skipped", "banner: the text is signed or encrypted by PGP")
	return ""
}
