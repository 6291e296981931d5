package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// challenges tells whether a reply asks a client for the next line of an AUTH.
func challenges(e *journal.Event) bool { return e.Code == 334 || e.Status == "+" }

// pairUp finds the reply that the client heard to each of its commands. Lines of AUTH behind the first have none of their own.
func pairUp(events []*journal.Event) map[int]int {
	replies := map[int]int{}
	var open []int
	answering := false // a challenge
	for i, e := range events {
		switch {
		case e.Kind == journal.Command && e.Way != journal.PS && !answering:
			open = append(open, i)
		case e.Kind == journal.Command && e.Way != journal.PS:
			answering = false
		case e.Kind == journal.Reply && (e.Way == journal.S || e.Way == journal.PC):
			answering = challenges(e)
			for j, c := range open {
				if !answers(e, events[c]) {
					continue
				}
				if replies[c] = i; !answering {
					open = append(open[:j:j], open[j+1:]...)
				}
				break
			}
		}
	}
	return replies
}

// answers tells whether a reply may be that to a command. The end of content answers the last chunk.
func answers(reply, command *journal.Event) bool {
	return reply.Verb == command.Verb || reply.Verb == "." && command.Verb == "BDAT" && isLast(command.Arg)
}

func isLast(arg string) bool {
	return strings.HasSuffix(strings.ToUpper(strings.TrimSpace(arg)), "LAST")
}
