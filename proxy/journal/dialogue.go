package journal

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// lines words an event; none for what the dialogue shows anyway.
func lines(e *Event) []line {
	switch e.Kind {
	case Open:
		return []line{{frame, fmt.Sprintf("session %s: %s connects to front %q", e.Session, e.Client, e.Front), plain}}
	case TLS:
		return []line{{note, tlsWords(e), aside}}
	case Command:
		return []line{{mark(e.Way), command(e), voice(e.Way)}}
	case Reply:
		return replyLines(e)
	case Login:
		return []line{{note, fmt.Sprintf("login by %s as %q: %s", e.Verb, e.Arg, cmp.Or(e.Status, strconv.Itoa(e.Code))), aside}}
	case Verdict:
		return []line{verdictLine(e)}
	case Finding:
		return []line{{note, fmt.Sprintf("%s: %s = %q%s", finder(e), e.Key, e.Value, wouldHave(e)), plain}}
	case Change:
		return []line{{note, fmt.Sprintf("%s changes %s from %q to %q", e.Filter, e.Key, e.Old, e.Value), plain}}
	case Header:
		return headerLines(e)
	case Message:
		return []line{{note, fmt.Sprintf("content %s: %d octets, SHA-256 %s", passage(e.Way), e.Size, e.SHA256), aside}}
	case Violation:
		return []line{{note, fmt.Sprintf("the %s breaks the protocol: %s", speaker(e.Way), e.Value), refusal}}
	case Upstream:
		return []line{upstreamLine(e)}
	case Transaction:
		return summaryLine(e.Summary)
	case Maildrop:
		return errandLine(e.Errand)
	case Close:
		return []line{{frame, fmt.Sprintf("the session is over after %s: %s", brief(e.Took), e.Value), plain}}
	}
	return nil
}

func mark(w Way) string { return string(w) + ":" }

// voice is the colour of who speaks, the first letter of a way.
func voice(w Way) style {
	switch {
	case strings.HasPrefix(string(w), "C"):
		return byClient
	case strings.HasPrefix(string(w), "S"):
		return byUpstream
	}
	return byProxy
}

func command(e *Event) string {
	if e.Verb == "." {
		return ". (end of content)"
	}
	return strings.TrimSpace(e.Verb + " " + e.Arg)
}

func verdictLine(e *Event) line {
	l := line{note, said(e), refusal}
	switch {
	case e.Passes():
		l.style = aside
	case e.Shadow:
		l.style = plain
	}
	if e.Took > 0 {
		l.text += " (" + brief(e.Took) + ")"
	}
	return l
}

// headerLines are the fields of a header, each on a line.
func headerLines(e *Event) []line {
	ls := []line{{note, fmt.Sprintf("header %s: %s", passage(e.Way), fieldCount(len(e.Lines))), aside}}
	for _, field := range e.Lines {
		ls = append(ls, line{note, "  " + strings.ReplaceAll(field, "\r\n", ""), plain})
	}
	return ls
}

func fieldCount(n int) string {
	if n == 1 {
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
}

// passage says which content is meant.
func passage(w Way) string {
	switch {
	case w == PC:
		return "as it goes down"
	case voice(w) == byProxy:
		return "as it goes up"
	}
	return "as it came"
}

func finder(e *Event) string {
	if e.Filter == "" {
		return "the gate"
	}
	return e.Filter
}

func wouldHave(e *Event) string {
	if e.Shadow {
		return " (in shadow)"
	}
	return ""
}

func upstreamLine(e *Event) line {
	l := line{note, fmt.Sprintf("upstream %s %s", e.Upstream, e.Value), aside}
	if e.Err != nil {
		l.text += ": " + e.Err.Error()
	}
	if e.Err != nil || e.Value == "lost" || e.Value == "in-doubt" {
		l.style = refusal
	}
	return l
}
