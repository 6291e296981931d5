package message

import (
	"slices"
	"strings"
)

// types takes the type from the Content-Type; of several from the first, but what one of them calls a multipart or a message is
// read as that, since its parts are what a reader may see.
func (r *reading) types(n *node, fields []field) {
	var is *value
	var boundaries []string
	for i := range fields {
		if !fields[i].is("Content-Type") {
			continue
		}
		raw := fields[i].value(r.src.Stuffed)
		smime, pgp := protectedBy(raw)
		n.smime, n.pgp = n.smime || smime, n.pgp || pgp
		if v := r.contentType(raw); is == nil || !isComposite(is.main) && isComposite(v.main) {
			is = &v
		}
		if strings.HasPrefix(is.main, "multipart") {
			boundaries = append(boundaries, boundariesIn(raw)...)
		}
	}
	if is != nil {
		r.media(n, is, boundaries)
	}
}

// contentType reads a Content-Type as it stands, or without comments where its type is one only then.
func (r *reading) contentType(raw string) value {
	v := cutValue(raw)
	for _, w := range taken(raw) {
		main := strings.ReplaceAll(strings.ReplaceAll(w.main, " /", "/"), "/ ", "/")
		if isMedia(main) {
			if v.main != main {
				r.found.add(badType)
			}
			w.main = main
			return w
		}
	}
	return v
}

// isMedia tells whether a type has a name on each side of its slash.
func isMedia(main string) bool {
	top, sub, is := strings.Cut(main, "/")
	return is && isName(top) && isName(sub) && !strings.ContainsAny(sub, "/,")
}

func (r *reading) media(n *node, v *value, boundaries []string) {
	switch multipart := strings.HasPrefix(v.main, "multipart"); {
	case isMedia(v.main):
		n.media = strings.Clone(Clean(v.main))
	case multipart && len(boundaries) > 0: // which some readers take for one
		r.found.add(badType)
		n.media = "multipart/mixed"
	default:
		r.found.add(badType)
		return
	}
	charset, several := v.get("charset")
	n.charset = strings.Clone(strings.Trim(charset, " \t"))
	if several {
		r.found.add(duplicateCharset)
	}
	if strings.HasPrefix(n.media, "multipart/") {
		if _, several := v.get("boundary"); several {
			r.found.add(duplicateBoundary)
		}
		r.multipart(n, boundaries)
	}
}

func (r *reading) multipart(n *node, boundaries []string) {
	if (n.media == "multipart/signed" || n.media == "multipart/encrypted") && !n.smime && !n.pgp {
		n.smime = true // which of the two isn't said
	}
	if len(boundaries) == 0 {
		r.found.add(noBoundary)
		return
	}
	for _, b := range boundaries {
		switch {
		case len(b) > MaxBoundary:
			r.over = &LimitError{"octets in a boundary", MaxBoundary}
			return
		case len(b) > 70:
			r.found.add(longBoundary)
		}
	}
	boundary := boundaries[0]
	for _, outer := range r.stack {
		if strings.HasPrefix(outer.boundary, boundary) || strings.HasPrefix(boundary, outer.boundary) {
			r.found.add(boundaryPrefix)
		}
	}
	n.kind, n.boundary, n.others = multipart, boundary, slices.Clip(boundaries[1:])
}
