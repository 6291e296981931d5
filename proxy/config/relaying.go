package config

import (
	"fmt"
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/stranger"
)

// Relaying is whether strangers could send anywhere through a front of SMTP.
type Relaying struct {
	Text    string // a sentence, without a final dot, that begins with the front
	Open    bool   // they could
	Allowed bool   // they may: the front has open_relay = true, and isn't on loopback only

	at filters.Place
}

// relaying asks about each front of SMTP, in a configuration that is right.
func (r *reader) relaying() []Relaying {
	var all []Relaying
	for _, d := range r.doors {
		all = append(all, d.relaying())
	}
	return all
}

// relaying asks what strangers could send, where they get in at all.
func (d *door) relaying() Relaying {
	i := slices.IndexFunc(d.r.listeners, func(b bound) bool { return b.section == d.name && Public(b.text) })
	if i < 0 {
		return Relaying{Text: d.prefix() + "strangers don't reach it, since it listens on loopback only"}
	}
	account := stranger.Ask(d.policy())
	sieve := len(account.Ways) == 0 && d.leaks()
	one := Relaying{at: d.block.At, Open: len(account.Ways) > 0 || sieve, Allowed: d.open}
	if set, has := d.setting("open_relay"); has {
		one.at = set.At
	}
	switch {
	case !one.Open && d.open:
		one.Text = "open_relay = true isn't needed, since its relay filter refuses strangers: take it out, or it hides the day when that changes"
	case !one.Open:
		one.Text = fmt.Sprintf("no open relay: its relay filter refuses strangers, %d of whom asked for %d recipients each", account.Clients, account.Recipients)
	case sieve && d.open:
		one.Text = "open_relay = true: strangers can send anywhere through it whenever its relay filter fails"
	case sieve:
		one.Text, one.at = whenItFails, d.relays[slices.IndexFunc(d.relays, isLax)].block.At
	case d.open:
		one.Text = fmt.Sprintf("open_relay = true: strangers can send anywhere through it, such as %s", account.Ways[0])
	default:
		one.Text, one.at = d.refusal(d.r.listeners[i].text, account.Ways[0])
	}
	one.Text = d.prefix() + one.Text
	return one
}

// whenItFails says why a relay filter that refuses strangers isn't enough.
const whenItFails = `strangers could send anywhere through it whenever its relay filter fails, since that has on_error = "pass": let it be "defer", ` +
	"or listen on loopback only, or set open_relay = true if something else decides who may send, such as a plugin"

// isLax tells whether a filter lets through what it fails at.
func isLax(l link) bool { return l.entry.OnError == filters.OnErrorPass }

// leaks tells whether strangers get through where all that is lax fails, and nothing else does.
func (d *door) leaks() bool {
	strict := *d
	strict.relays = slices.DeleteFunc(slices.Clone(d.relays), isLax)
	return len(strict.relays) < len(d.relays) && len(stranger.Ask(strict.policy()).Ways) > 0
}

// refusal says why a front is none to put in force, and what to do.
func (d *door) refusal(address string, w stranger.Way) (text string, at filters.Place) {
	var why, advice string
	switch at = d.block.At; {
	case len(d.relays) == 0: // an upstream that saw the client's address could do the work; this one sees the gateway's
		why = fmt.Sprintf("has no relay filter that enforces, and upstream.%s sees the gateway's address instead of theirs", d.upstream)
		advice = `add relay { domains = ["example.org"] } with your own domains to its filters`
	case w.Within.IsValid():
		why, at = fmt.Sprintf("and its relay filter takes all of %s for your networks", w.Within), d.networkAt(w.Within)
		advice = "name only networks of your own"
	default:
		why, at = "and its relay filter lets them", d.relays[0].block.At
		advice = "let its on_error be \"defer\", and name only domains and networks of your own"
	}
	return fmt.Sprintf("strangers could send anywhere through it, such as %s: it listens at %s, %s; %s, or listen on loopback only, or "+
		"set open_relay = true if something else decides who may send, such as a plugin", w, address, why, advice), at
}
