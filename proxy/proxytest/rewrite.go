package proxytest

import (
	"bytes"
	"slices"
	"strings"
)

// rewrite is the transcript with the proxy's words as recorded.
func (t *Transcript) rewrite(all []reaction) []byte {
	var out []string
	for i, r := range all {
		if i > 0 && merges(all[i-1], r, out) {
			out = append(out, "<wait 0s>")
		}
		out = append(out, r.rewrite()...)
	}
	end := "\n"
	if bytes.Contains(t.data[:t.dialog], []byte("\r\n")) {
		end = "\r\n"
	}
	mark := ""
	if bytes.HasPrefix(t.data, []byte(byteOrderMark)) {
		mark = byteOrderMark
	}
	return append([]byte(mark+strings.Join(out, end)+end), t.data[t.dialog:]...)
}

// merges tells whether two groups that the proxy's words parted would now be one.
func merges(before, r reaction, out []string) bool {
	if before.cue == nil || before.cue.by != r.cue.by || before.cue.stage() != nil || r.cue.stage() != nil {
		return false
	}
	for _, raw := range slices.Backward(out) {
		if l, _ := parseLine(0, raw); !l.isSilent() {
			return l.way != "" && l.way.speaker() == r.cue.by
		}
	}
	return false
}

// rewrite gives the lines of the cue and those behind it.
func (r reaction) rewrite() []string {
	var out []string
	toClient, toUpstream := r.client, r.server
	across := &toUpstream
	if r.cue != nil && r.cue.by == 'S' {
		across = &toClient
	}
	var through map[*line]bool
	if r.cue != nil && r.cue.stage() == nil && len(*across) > 0 {
		own := slices.Clone(*across)
		through, own[0].words = passed(r.cue.lines, own[0].words)
		*across = own
	}
	for _, l := range r.lines {
		out = append(out, l.passing(through[l]))
	}
	own := map[way][]word{
		wayPC: wordsFor(wayPC, r.behind, toClient),
		wayPS: wordsFor(wayPS, r.behind, toUpstream),
	}
	return append(out, interleave(r.behind, own)...)
}

// passed finds which lines came through unchanged, in order; what is left was said by the proxy.
func passed(lines []*line, heard []byte) (through map[*line]bool, rest []byte) {
	through = map[*line]bool{}
	for len(heard) > 0 {
		i := slices.IndexFunc(lines, func(l *line) bool {
			return l.speech.size() > 0 && bytes.HasPrefix(heard, l.speech.bytes())
		})
		if i < 0 {
			break
		}
		through[lines[i]] = true
		heard, lines = heard[lines[i].speech.size():], lines[i+1:]
	}
	return through, heard
}

// passing writes a line of the client or the upstream as one that came through or as one that didn't.
func (l *line) passing(through bool) string {
	w := l.way
	switch {
	case l.isSilent() || l.stage != nil:
		return l.raw
	case through:
		w = w[:1]
	default:
		w = w[:1] + "P"
	}
	if w == l.way {
		return l.raw
	}
	return format(w, l.text)
}

// word is one line of the proxy's: an old one that still holds, or a new one.
type word struct {
	old *line // nil: new
	raw string
}

// wordsFor writes what one end heard from the proxy, with the old lines where they still hold.
func wordsFor(w way, behind []*line, answers []answer) []word {
	var words []word
	var old []*line
	for _, l := range behind {
		if l.way == w {
			old = append(old, l)
		}
	}
	add := func(i int, raw string) {
		if i < 0 {
			words = append(words, word{raw: raw})
			return
		}
		words, old = append(words, word{old: old[i], raw: old[i].raw}), old[i+1:]
	}
	for _, a := range answers {
		for heard := a.words; len(heard) > 0; {
			i, n := stillHolds(old, heard)
			add(i, format(w, wordOf(heard[:n])))
			heard = heard[n:]
		}
		if a.end != "" {
			i := slices.IndexFunc(old, func(l *line) bool { return l.stage.is(a.end) })
			add(i, format(w, "<"+string(a.end)+">"))
		}
	}
	return words
}

// stillHolds finds the old line that says how heard begins, -1 if there is none, and how long that is; else one line.
func stillHolds(old []*line, heard []byte) (i, n int) {
	for i, l := range old {
		if how, n := wantOf(l).match(heard); l.stage == nil && how == isMet && n > 0 {
			return i, n
		}
	}
	return -1, lineEnd(heard)
}

// interleave puts the words in the places of the old ones; what is more goes behind the last of them, or behind the
// comments at the beginning of the dialogue, or directly behind the cue.
func interleave(behind []*line, words map[way][]word) []string {
	var out []string
	next := func(w way) {
		out = append(out, words[w][0].raw)
		words[w] = words[w][1:]
	}
	rest := func(w way, places []*line) {
		for len(words[w]) > 0 && !slices.ContainsFunc(places, func(l *line) bool { return l.way == w }) {
			next(w)
		}
	}
	head := headOf(behind)
	for i, l := range behind {
		if i >= head {
			rest(wayPC, behind[i:])
			rest(wayPS, behind[i:])
		}
		if l.way.isKnown() && l.way.proxys() {
			place(l, words[l.way], func() { next(l.way) })
		} else {
			out = append(out, l.raw)
		}
	}
	rest(wayPC, nil)
	rest(wayPS, nil)
	return out
}

// headOf is how many of the lines are the comments with which the dialogue begins.
func headOf(lines []*line) int {
	n := 0
	for n < len(lines) && lines[n].number == n+1 && strings.HasPrefix(lines[n].raw, "#") {
		n++
	}
	return n
}

// place puts at an old line's place the words up to it, if it holds, or one that replaces it.
func place(l *line, words []word, next func()) {
	i := slices.IndexFunc(words, func(w word) bool { return w.old == l })
	if i < 0 && len(words) > 0 && words[0].old == nil {
		next()
	}
	for range i + 1 {
		next()
	}
}
