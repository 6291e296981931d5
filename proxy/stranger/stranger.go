// Package stranger asks the relay filters of a front what they would let strangers send. Nobody is connected, and nothing is kept or
// looked up.
//
// A stranger is a client from outside that hasn't logged in. It writes in nobody's name, in its own and in that of one of ours, to
// recipients that are none of ours, in every form by which some server has been talked into passing mail on: source routes, %, !,
// a second @, quoted local parts, address literals, names that resemble one of our domains. If one of them gets through, the front is an
// open relay.
package stranger

import (
	"fmt"
	"net/netip"

	"github.com/gatepost-mail/gatepost/filters"
)

// Policy is what the relay filters of a front are, and what they were told.
type Policy struct {
	Chain    *filters.Chain // these filters alone
	Domains  []string       // that they take mail for, from everybody
	Networks []netip.Prefix // whose clients may send anywhere; IPv4 ones are never in the IPv4-mapped form
}

// Account is what came of it.
type Account struct {
	Clients    int   // that asked
	Recipients int   // that each of them asked for
	Ways       []Way // what gets through: of each client the first; none: no stranger can send anything
}

// Way is something that a stranger could send.
type Way struct {
	Client    netip.Addr
	Within    netip.Prefix // the network that lets it in, which is too large to be anybody's own; zero: it is in none
	Sender    string       // "<u@d>", as it stands in a command
	Recipient string       // likewise
}

// String reads "203.0.113.25 from <u@d> to <u@d>".
func (w Way) String() string {
	return fmt.Sprintf("%s from %s to %s", w.Client, w.Sender, w.Recipient)
}

// Ask asks all that strangers could ask.
func Ask(p Policy) Account {
	clients, senders, recipients := clients(p.Networks), senders(p.Domains), recipients(p.Domains)
	account := Account{Clients: len(clients), Recipients: len(recipients)}
	for _, c := range clients {
		if sender, recipient, open := p.lets(c.addr, senders, recipients); open {
			account.Ways = append(account.Ways, Way{c.addr, c.within, sender, recipient})
		}
	}
	return account
}

// lets finds the first mail that a client could send.
func (p *Policy) lets(client netip.Addr, senders, recipients []string) (sender, recipient string, open bool) {
	for _, sender := range senders {
		if to, open := p.passes(client, sender, recipients); open {
			return sender, to, true
		}
	}
	return "", "", false
}

// passes finds the first recipient for which no filter objects. They are asked under SMTPUTF8, with which more is a path; to what is
// none the gate itself answers 501, whatever filters there are.
func (p *Policy) passes(client netip.Addr, sender string, recipients []string) (recipient string, open bool) {
	from, err := filters.ParseSender("FROM:" + sender + " SMTPUTF8")
	if err != nil {
		return "", false
	}
	run := p.Chain.Begin(&session{client, from})
	defer run.Close()
	for _, recipient := range recipients {
		to, err := filters.ParseRecipient("TO:"+recipient, true)
		if err == nil && run.Recipient(&to).Action == filters.Go {
			return recipient, true
		}
	}
	return "", false
}
