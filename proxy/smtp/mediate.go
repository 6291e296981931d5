package smtp

import "strings"

// mediate makes of the upstream's EHLO reply the one that this client is to have: lines keep the upstream's order and case, ours follow.
func (s *Session) mediate(a *answer) {
	lines := replyLines(a.text)
	s.up.offers = offersOf(lines)
	kept, seen := lines[:1:1], offers{}
	for _, line := range lines[1:] {
		e, arg, old, known := keyword(line)
		if !known {
			continue
		}
		theirs := offer{true, strings.TrimSpace(arg)}
		ours := extensions[e].mediated(s, &s.up.offers, theirs)
		switch {
		case !ours.on:
		case ours == theirs:
			kept = append(kept, line)
		case old:
			kept = append(kept, "AUTH="+ours.arg)
		default:
			kept = append(kept, strings.TrimSpace(line[:len(extensions[e].keyword)]+" "+ours.arg))
		}
		seen[e].on = true
	}
	for e := range exts {
		if ours := extensions[e].mediated(s, &s.up.offers, s.up.offers[e]); ours.on && !seen[e].on {
			kept = append(kept, strings.TrimSpace(extensions[e].keyword+" "+ours.arg))
		}
	}
	a.text = replyText(a.text[:0:0], 250, kept)
}

// offersOf reads the keywords of an EHLO reply; its first line has none. What several lines say of AUTH counts together.
func offersOf(lines []string) (o offers) {
	for _, line := range lines[1:] {
		e, arg, _, known := keyword(line)
		switch {
		case !known:
			continue
		case e == extAuth:
			arg = o[e].arg + " " + arg
		}
		o[e] = offer{true, strings.TrimSpace(arg)}
	}
	return o
}

// renamed puts another name at the beginning of a reply.
func renamed(text []byte, name string) []byte {
	lines := replyLines(text)
	_, rest, _ := strings.Cut(lines[0], " ")
	lines[0] = strings.TrimSpace(name + " " + rest)
	return replyText(nil, 250, lines)
}
