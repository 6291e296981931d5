package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// asksDNS are the filters whose answer waits for one.
var asksDNS = [...]string{"sender_domain"}

// doubts warns of what may not be meant in a filter's block of a front.
func (r *reader) doubts(front string, b filters.Block, e filters.Entry) {
	if (slices.Contains(asksDNS[:], b.Type) || r.isPlugin(b) && strings.Contains(valueOf(b, "grant"), "dns")) && e.Deadline < r.lookup {
		r.warn(b.At, "%s: %s: its deadline of %s is over before a lookup is, which may take the %s that are the timeout of dns: a slow "+
			"server of DNS would look like a failure", front, b, filters.FormatDuration(e.Deadline), filters.FormatDuration(r.lookup))
	}
	if b.Type == "rate_limit" && b.Label != "" && !e.Shadow {
		r.shares(front, b)
	}
	if b.Type == "mime_rewrite" {
		r.endings(front, b)
	}
}

// endings warns of patterns of file names that are but the end of one.
func (r *reader) endings(front string, b filters.Block) {
	for _, rule := range b.Blocks {
		for _, set := range rule.Settings {
			names, _ := set.Value.([]any)
			for _, name := range names {
				if text, _ := name.(string); (set.Name == "name" || set.Name == "members") && !set.Hidden && isEnding(text) {
					r.warn(set.At, "%s: %s: %s: %q is only a file of just that name; %q is any", front, b, rule, text, "*."+strings.TrimPrefix(text, "."))
				}
			}
		}
	}
}

// isEnding tells whether a pattern looks like what stands behind the dot of a file's name.
func isEnding(pattern string) bool {
	const longest = 4 // letters
	end := strings.TrimPrefix(pattern, ".")
	return end != "" && len(end) <= longest && !strings.ContainsAny(end, "*?[.")
}

// ofEnvelopes are the filters that judge nothing but senders and recipients.
var ofEnvelopes = [...]string{"relay", "sender_domain"}

// idle reports a filter that has nothing to decide in POP3, where nobody is sender or recipient: who has written it there relies on it.
func (r *reader) idle(front string, p filters.Protocol, b filters.Block) {
	if p != filters.POP3 {
		return
	}
	if slices.Contains(ofEnvelopes[:], b.Type) {
		r.problem(b.At, "%s: %s has nothing to decide in POP3, which has no envelope: take it out", front, b)
	}
	if count := valueOf(b, "count"); b.Type == "rate_limit" && (count == "messages" || count == "recipients") {
		r.problem(b.At, "%s: %s: there are no %s to count in POP3, only connections, failed_logins and bytes", front, b, count)
	}
	if key, _, _ := strings.Cut(valueOf(b, "key"), "."); b.Type == "rate_limit" && (key == "sender" || key == "recipient") {
		r.problem(b.At, "%s: %s: there is no %s by which to count in POP3, only client.ip, client.network and login", front, b, key)
	}
	if b.Type == "mime_rewrite" && has(b, "networks") && !has(b, "domains") {
		r.warn(b.At, "%s: %s: networks say nothing in POP3, so all mail is from outside: give domains, by which From is judged", front, b)
	}
}

// shares warns of limits that share buckets and fill them differently: whichever counts last would have its way.
func (r *reader) shares(front string, b filters.Block) {
	i := slices.IndexFunc(r.limits[b.Label], func(other filters.Block) bool { return same(b, other, "key", "count") })
	switch {
	case i < 0:
		r.limits[b.Label] = append(r.limits[b.Label], b)
	case !same(b, r.limits[b.Label][i], "limit", "burst"):
		r.warn(b.At, "%s: %s: the one of this label at %s has the same buckets and another limit or burst; give one of them a label of its "+
			"own, or none", front, b, place(r.limits[b.Label][i].At))
	}
}

// same tells whether two blocks say the same of some options.
func same(a, b filters.Block, names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return valueOf(a, name) != valueOf(b, name) })
}

func has(b filters.Block, name string) bool {
	return slices.ContainsFunc(b.Settings, func(set filters.Setting) bool { return set.Name == name })
}

// valueOf is an option as it is written, "" where it isn't.
func valueOf(b filters.Block, name string) string {
	for _, set := range b.Settings {
		if set.Name == name {
			return fmt.Sprint(set.Value)
		}
	}
	return ""
}

// warn remembers what the configuration is not wrong in, but its owner may not have meant: a sentence, without a final dot.
func (r *reader) warn(at filters.Place, format string, args ...any) {
	r.warnings = append(r.warnings, printable(fmt.Sprintf(format, args...))+" (at "+place(at)+")")
}
