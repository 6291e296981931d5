package message

import (
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is held against edits. Nobody verifies more signatures; a body that would have to be read in more ways
// is taken for broken.
const (
	maxSignatures = 20
	maxBodies     = 4
)

// broken tells which signatures the edits break that lie between two views: of DKIM (RFC 6376) and ARC (RFC 8617) those whose
// signed octets differ, after canonicalisation; and what covers an edited part. It asks no DNS: a signature that was
// never right breaks too.
func broken(src *source, old, new view, covering []string) (list []string) {
	if same(old.fields, new.fields) && old.body == new.body {
		return nil
	}
	seen := 0
	c := comparison{src: src, old: old, new: new, bodies: map[bodyKey]bool{}}
	for i := range old.fields {
		f := &old.fields[i]
		is := sealed(f)
		if is == "" || seen == maxSignatures {
			continue
		}
		seen++
		tags := tagsOf(f.value(src.Stuffed))
		if what := c.breaks(f, tags); what != "" {
			list = append(list, is+" "+signer(is, tags)+": "+what)
		}
	}
	for _, name := range []string{"smime", "pgp"} {
		if slices.Contains(covering, name) {
			list = append(list, name+": body")
		}
	}
	return list
}

// sealed tells which kind of signature a field is.
func sealed(f *field) string {
	switch {
	case f.is("DKIM-Signature"):
		return "dkim"
	case f.is("ARC-Message-Signature"), f.is("ARC-Seal"):
		return "arc"
	}
	return ""
}

// tagsOf reads a tag list (RFC 6376, section 3.2); of a tag the first counts.
func tagsOf(value string) map[string]string {
	tags := map[string]string{}
	for one := range strings.SplitSeq(unfold(value), ";") {
		name, text, _ := strings.Cut(one, "=")
		name = strings.Trim(name, " \t\r\n")
		if _, twice := tags[name]; !twice {
			tags[name] = strings.Trim(text, " \t\r\n")
		}
	}
	return tags
}

func signer(is string, tags map[string]string) string {
	text := "d=" + tags["d"] + "; s=" + tags["s"]
	if is == "arc" {
		text = "i=" + tags["i"] + "; " + text
	}
	return short(Clean(text))
}

// comparison holds two views of a message against each other.
type comparison struct {
	src      *source
	old, new view
	bodies   map[bodyKey]bool // whether the body differs
	was, is  *byName
}

// bodyKey is how a signature takes the body.
type bodyKey struct {
	relaxed bool
	length  int64 // -1: all
}

// breaks tells what of the edits breaks a signature; "" if nothing does, or if it was taken away.
func (c *comparison) breaks(f *field, tags map[string]string) string {
	i := slices.IndexFunc(c.new.fields, func(g field) bool { return g.id == f.id })
	switch {
	case i < 0 || !c.new.fields[i].is(f.name):
		return ""
	case c.new.fields[i].raw != f.raw:
		return "header " + f.name
	case f.is("ARC-Seal"):
		return c.chain()
	}
	how, body, _ := strings.Cut(strings.ToLower(tags["c"]), "/")
	if name := c.header(tags["h"], strings.TrimSpace(how) == "relaxed"); name != "" {
		return "header " + name
	}
	key := bodyKey{strings.TrimSpace(body) == "relaxed", -1}
	if n, err := strconv.ParseInt(tags["l"], 10, 64); err == nil && n >= 0 {
		key.length = n
	}
	if c.body(key) {
		return "body"
	}
	return ""
}

// chain compares all that an ARC-Seal covers (RFC 8617, section 5.1.1), other sets too.
func (c *comparison) chain() string {
	arc := func(fields []field) (list []string) {
		for i := range fields {
			if f := &fields[i]; f.is("ARC-Seal") || f.is("ARC-Message-Signature") || f.is("ARC-Authentication-Results") {
				list = append(list, canonicalField(f, c.src.Stuffed, true))
			}
		}
		return list
	}
	if !slices.Equal(arc(c.old.fields), arc(c.new.fields)) {
		return "chain"
	}
	return ""
}

// header compares the fields that are named in h=: of several with a name the last is the first that is signed (RFC
// 6376, section 5.4.2). It gives the first name whose field differs.
func (c *comparison) header(names string, relaxed bool) string {
	if same(c.old.fields, c.new.fields) {
		return ""
	}
	if c.was == nil {
		c.was, c.is = indexed(c.old.fields), indexed(c.new.fields)
	}
	taken := map[string]int{}
	for name := range strings.SplitSeq(names, ":") {
		name = strings.ToLower(strings.Trim(name, " \t\r\n"))
		was, had := c.was.last(name, taken[name])
		is, has := c.is.last(name, taken[name])
		taken[name]++
		if had != has || had && canonicalField(was, c.src.Stuffed, relaxed) != canonicalField(is, c.src.Stuffed, relaxed) {
			return Clean(name)
		}
	}
	return ""
}

// byName finds fields by their names in lower case.
type byName struct {
	fields []field
	places map[string][]int
}

func indexed(fields []field) *byName {
	b := &byName{fields, map[string][]int{}}
	for i := range fields {
		if fields[i].kind == named {
			name := strings.ToLower(fields[i].name)
			b.places[name] = append(b.places[name], i)
		}
	}
	return b
}

// last is the n-th field of that name from the end.
func (b *byName) last(name string, n int) (*field, bool) {
	places := b.places[name]
	if n >= len(places) {
		return nil, false
	}
	return &b.fields[places[len(places)-1-n]], true
}

// canonicalField is a field as it is signed (RFC 6376, section 3.4).
func canonicalField(f *field, stuffed, relaxed bool) string {
	if !relaxed {
		return f.plain(stuffed)
	}
	return strings.ToLower(f.name) + ":" + strings.Join(strings.FieldsFunc(f.value(stuffed), isBlank), " ")
}

func isBlank(c rune) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
