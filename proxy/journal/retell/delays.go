package retell

import (
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// delaysOf finds how long filters have made sessions wait: of the event behind the wait, by its place, how long they wanted that.
func delaysOf(events []*journal.Event, replies map[int]int) map[int]time.Duration {
	delays := map[int]time.Duration{}
	command := -1 // the last that has a reply
	for i, e := range events {
		if _, answered := replies[i]; answered {
			command = i
		}
		if d := delayIn(e); d > 0 {
			delays[delayed(events, replies, i, command)] += d
		}
	}
	return delays
}

// delayIn is how long a verdict makes the session wait.
func delayIn(e *journal.Event) time.Duration {
	if e.Kind != journal.Verdict || e.Err != nil || e.Shadow {
		return 0
	}
	i := strings.LastIndex(e.Verdict, " after ")
	if i < 0 {
		return 0
	}
	d, _ := time.ParseDuration(e.Verdict[i+len(" after "):])
	return d
}

// delayed is the place of what waits for the verdict in a place: the reply to the command that it is about, or what comes of content.
func delayed(events []*journal.Event, replies map[int]int, i, command int) int {
	streams := false
	for j, e := range events[i+1:] {
		reply := e.Kind == journal.Reply && e.Way != journal.SP
		switch events[i].Hook {
		case "Connect":
			if reply || e.Kind == journal.Upstream {
				return i + 1 + j
			}
		case "Reply":
			if reply {
				return i + 1 + j
			}
		case "Header", "Message":
			up := e.Kind == journal.Command && e.Way == journal.PS && (e.Verb == "DATA" || e.Verb == "BDAT")
			streams = streams || up && events[i].Hook == "Header" && !isComplete(events[:i+1+j])
			if reply && (e.Verb == "." || e.Status != "") || up && !streams {
				return i + 1 + j
			}
		default:
			if j, answered := replies[command]; answered {
				return j
			}
			return -1
		}
	}
	return -1
}

// isComplete tells whether the last content was read to its end.
func isComplete(events []*journal.Event) bool {
	for i := len(events) - 1; i >= 0; i-- {
		switch e := events[i]; {
		case e.Kind == journal.Message && e.Way == journal.C:
			return true
		case e.Kind == journal.Reply && e.Code == goAhead && e.Way != journal.SP:
			return false
		}
	}
	return false
}
