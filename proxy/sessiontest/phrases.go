package sessiontest

import "strings"

// Phrases are what the sessions of a fuzz target are put together from.
type Phrases []string

// literal is what an octet is spelt with that is none of the phrases.
const literal = 0xFF

// Say is the session that is spelt: each octet is a phrase, and the one behind 0xFF is meant as it is.
func (p Phrases) Say(spelt []byte) string {
	var said strings.Builder
	for i := 0; i < len(spelt); i++ {
		if spelt[i] == literal && i+1 < len(spelt) {
			i++
			said.WriteByte(spelt[i])
			continue
		}
		said.WriteString(p[int(spelt[i])%len(p)])
	}
	return said.String()
}

// Spell spells a session, with the longest phrase that fits.
func (p Phrases) Spell(session string) (spelt []byte) {
	for session != "" {
		best := -1
		for i, phrase := range p {
			if strings.HasPrefix(session, phrase) && (best < 0 || len(phrase) > len(p[best])) {
				best = i
			}
		}
		if best < 0 {
			spelt = append(spelt, literal, session[0])
			session = session[1:]
			continue
		}
		spelt = append(spelt, byte(best))
		session = session[len(p[best]):]
	}
	return spelt
}
