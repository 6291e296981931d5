package retell

import (
	"fmt"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// reply tells a reply.
func (r *retelling) reply(i int, e *journal.Event) {
	switch {
	case e.Verb == "" && e.Way == journal.SP:
		r.unheard(i, e)
		return
	case r.reused && e.Way != journal.PC:
		r.madeUpGreeting()
	}
	if e.Verb == "." || e.Verb == "" {
		r.endContent(e)
	}
	behind := time.Duration(0)
	switch {
	case e.Way == journal.PC:
		r.passes(e, 0, r.delay(i) > 0)
	case e.Way == journal.SP: // what the client hears instead comes behind the delay
		r.passes(e, r.delayOfNext(i), false)
	default:
		behind = r.delay(i)
		r.passes(e, behind, false)
	}
	r.fresh = r.fresh && e.Way == journal.PC
	if l := r.login; l != nil && challenges(e) && e.Way != journal.PC {
		l.asked, l.challenge = true, strings.Join(e.Lines, " ")
	}
	r.answer(e)
	r.fetched(e)
	if e.Way != journal.SP {
		r.add(r.later...)
		r.later = nil
	}
	if e.Verb == "AUTH" && e.Way != journal.SP && !challenges(e) {
		r.login = nil
	}
	if behind > 0 {
		r.wait(behind)
	}
	switch {
	case e.Code != goAhead || e.Verb != "DATA":
	case e.Way == journal.SP:
		r.goesUp()
	default:
		r.beginContent(i, e)
	}
}

// delayOfNext is the delay of what the client hears in the place of a reply.
func (r *retelling) delayOfNext(i int) time.Duration {
	if i+1 == len(r.events) {
		return 0
	}
	if next := r.events[i+1]; next.Kind != journal.Reply || next.Way != journal.PC || next.Verb != r.events[i].Verb {
		return 0
	}
	return r.delay(i + 1)
}

// goAhead is the code that asks for content.
const goAhead = 354

// answer tells the words of a reply.
func (r *retelling) answer(e *journal.Event) {
	if r.content != nil && r.content.early && e == r.content.reply {
		e = &journal.Event{Way: journal.PC, Code: e.Code, Enhanced: e.Enhanced, Lines: e.Lines} // the upstream has said it before the end
	}
	if last := r.events[len(r.events)-1]; e.Verb == "" && e.By == byGate && last.Kind == journal.Close && isShutdown(last.Value) && r.greeted {
		return // the last words of a gateway that is shut down
	}
	r.greeted = true
	for _, text := range replyTexts(e) {
		r.add(saying(e.Way, text))
	}
	r.listing(e)
}

// replyTexts are the lines of a reply, in POP3 its status line.
func replyTexts(e *journal.Event) (texts []string) {
	if e.Status != "" {
		return []string{e.StatusLine()}
	}
	for i, text := range e.Lines {
		between := "-"
		if i == len(e.Lines)-1 {
			between = " "
		}
		if e.Enhanced != "" {
			text = strings.TrimSpace(e.Enhanced + " " + text)
		}
		text = fmt.Sprintf("%d%s%s", e.Code, between, text)
		if e.Way != journal.PC {
			text = strings.TrimSuffix(text, " ") // a bare code is what an upstream may say
		}
		texts = append(texts, text)
	}
	return texts
}

// unheard tells what an upstream says and no client hears: a greeting, or words that nobody has asked for.
func (r *retelling) unheard(i int, e *journal.Event) {
	greets := r.fresh || !r.up
	r.withhold(greets)
	r.passes(e, 0, false)
	if !greets {
		for _, text := range replyTexts(e) {
			r.lines = append(r.lines, saying(journal.SP, text))
		}
		return
	}
	r.greeting(e)
}

// greeting tells a greeting that no client hears. What the client has said, goes up behind it.
func (r *retelling) greeting(e *journal.Event) {
	later := r.proxy
	r.proxy = nil
	r.answer(e)
	if r.up {
		r.proxy = later
	} else { // the gate has words of its own for it first
		r.held = append(r.held, later...)
	}
	r.up, r.fresh, r.reused = true, false, false
}

// madeUpGreeting is that of a connection which another session has left.
func (r *retelling) madeUpGreeting() {
	r.note("The connection was another session's; this one is new.")
	r.withhold(true)
	r.greeting(&journal.Event{Way: journal.SP, Code: 220, Lines: []string{"made up ESMTP"}})
}
