package journal

import (
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxRemarks is how many verdicts, and how many findings, are kept for a line, maxFound the bytes of a finding's value in it.
const (
	maxRemarks = 20
	maxFound   = 200
)

// remarks is what is kept for one line: the answers of filters that were no pass, what they found, and the last trouble with
// the upstream.
type remarks struct {
	verdicts list
	unsaid   int // verdicts that didn't fit
	findings findings
	trouble  error
}

// say keeps a verdict in words.
func (r *remarks) say(text string) {
	if len(r.verdicts) == maxRemarks {
		r.unsaid++
		return
	}
	r.verdicts = append(r.verdicts, shorten(filters.Clean(text), maxWords))
}

// find keeps a finding.
func (r *remarks) find(e *Event) {
	if len(r.findings.kept) == maxRemarks {
		r.findings.more++
		return
	}
	r.findings.kept = append(r.findings.kept, newFound(e))
}

// empty tells whether filters have said and found nothing.
func (r *remarks) empty() bool { return len(r.verdicts) == 0 && len(r.findings.kept) == 0 }

// attrs say it all; what there is none of is left out.
func (r *remarks) attrs() []slog.Attr {
	var attrs []slog.Attr
	if len(r.verdicts) > 0 {
		attrs = append(attrs, slog.Any("verdicts", r.verdicts.and(r.unsaid)))
	}
	if len(r.findings.kept) > 0 {
		attrs = append(attrs, slog.Any("findings", r.findings))
	}
	return append(attrs, fault(r.trouble))
}

// found is a finding in words.
type found struct{ finder, key, value string }

func newFound(e *Event) found {
	return found{mention(e), shorten(filters.Clean(e.Key), maxFound), shorten(filters.Clean(e.Value), maxFound)}
}

// mention is what stands before a key: the filter, unless the key begins with it as it should, and whether it is in shadow.
func mention(e *Event) string {
	who := filters.Clean(e.Filter) + " "
	if strings.HasPrefix(e.Key, e.Filter+".") {
		who = ""
	}
	if e.Shadow {
		who += "in shadow"
	}
	if who = strings.TrimSpace(who); who == "" {
		return ""
	}
	return who + ": "
}

// findings are, like a list, joined in text and an array in JSON.
type findings struct {
	kept []found
	more int // that didn't fit
}

// MarshalText puts a value in quotes where it would not be clear how far it goes: a stranger may have written it.
func (f findings) MarshalText() ([]byte, error) {
	return f.list(func(value string) string {
		if strings.ContainsAny(value, `,"`) {
			return strconv.Quote(value)
		}
		return value
	}).MarshalText()
}

// MarshalJSON gives values as they are.
func (f findings) MarshalJSON() ([]byte, error) {
	return f.list(func(value string) string { return value }).MarshalJSON()
}

func (f findings) list(spell func(string) string) list {
	var l list
	for _, it := range f.kept {
		l = append(l, fmt.Sprintf("%s%s=%s", it.finder, it.key, spell(it.value)))
	}
	return l.and(f.more)
}
