// Package ratelimit lets each client, sender, recipient or login have so much in so much time, and tells whoever wants
// more when to come back.
//
//	rate_limit "per-network" {
//	  key   = "client.network"
//	  count = "messages"
//	  limit = "60/1m"
//	  burst = 20
//	}
//
// For each value of key there is a bucket that holds burst and begins full. What is counted is taken from it, and limit
// is how fast it is filled again. So here a network that was quiet may send 20 messages at once and from then on one a
// second, which is 80 in the first minute and 60 in each after it. Without burst, or with 0, it is the number of limit: 60
// at once. Who asks for more than is there takes nothing by asking.
//
// What count can be, and when it is taken:
//
//	connections    when the client connects
//	messages       at MAIL; where key is of the recipient, at the first RCPT of a message that has it
//	recipients     at each RCPT
//	bytes          when all of a message is there, its size; messages are held for that. limit and burst can be "1GiB/1d" and "50MiB"
//	failed_logins  at each attempt to log in, and put back if it didn't fail
//
// What was let through here counts, whatever the filters behind and the server say to it. What key can be:
//
//	client.ip                    the client's address; of an IPv6 address its /64, since one host has all of it
//	client.network               its /24; of an IPv6 address its /64
//	sender, sender.domain        of MAIL; <> isn't counted. Strangers write there what they like
//	recipient, recipient.domain  of RCPT; <postmaster> without a domain counts as a domain of its own
//	login                        who has logged in; clients that haven't are not counted. Of failed_logins the name that was tried, and without one the client.ip
//
// Connections are counted by client.ip and client.network, failed_logins by these and by login, all others by any key. Of a
// message that goes to several recipients each bucket pays its bytes, or none does and the message is refused. In POP3, which has no
// envelope, connections, failed_logins and bytes are counted, by client.ip, client.network and login; the bytes are those of the messages
// that RETR and TOP bring.
//
// Upper and lower case, the quotes of a local part and the spelling of an address literal make no difference. Other ways to write one name
// do: a tag, as in user+tag@example.org, a domain in letters and in its form of ASCII, "xn--…", the several names by which a server knows one
// login. Beyond ASCII the letters of lower case of Latin, Greek, Cyrillic, Hebrew, Arabic, Japanese, Chinese and Korean are told apart; all
// domains that have others, such as full-width letters or accents of their own, of which many ways to write one name could be made, share one
// bucket, and so do the local parts of one domain that have them. The addresses are those that the filters before this one have left.
//
// An attempt to log in is taken before the server hears of it and put back when it answers anything but 5xx or -ERR, and also
// when its -ERR has the response code SYS/TEMP, IN-USE or LOGIN-DELAY, each of which is about something else than the password. So guessing
// in many sessions at once is no faster, and burst is also how many attempts may be undecided at a time. One without an
// answer, because the client has gone, the server was lost or another filter has refused it, is put back when the session
// ends. So is one whose reply a filter behind this one has kept from it by Accept, whatever it was: none there should accept
// replies to logins. Who guesses at a name can use its bucket up and keep
// its owner out: to make that slow, put a limit by client.ip before the one by login. An attempt of which
// the name can't be seen, as with GSSAPI, is counted by the client's address: also where key is login, else who guesses would take such a
// mechanism. Where the name must be seen and can't be, as in PLAIN with a NUL too many, the gate itself refuses.
//
// It answers:
//
//	421 4.7.1 too many connections from 192.0.2.25, try again in 42 seconds
//	452 4.7.1 too many messages from 192.0.2.0/24, try again in 42 seconds
//	452 4.7.1 too many recipients from <user@example.org>, try again in 9 minutes
//	452 4.7.1 too many messages from this login, try again in 9 minutes
//	452 4.7.1 too many bytes for the domain of <user@example.net>, try again in 3 hours
//	552 5.3.4 a message of 71680 bytes is more than the 51200 that can pass at once
//	421 4.7.0 too many failed logins with this name, try again in 9 minutes
//	421 4.7.0 too many failed logins from 192.0.2.25, try again in 9 minutes
//
// and in POP3
//
//	-ERR [SYS/TEMP] too many connections from 192.0.2.25, try again in 42 seconds
//	-ERR [SYS/TEMP] too many bytes from this login, try again in 3 hours
//	-ERR [SYS/PERM] a message of 71680 bytes is more than the 51200 that can pass at once
//	-ERR [AUTH] too many failed logins from 192.0.2.25, try again in 9 minutes
//
// and notes rate_limit.over with count, key and its value, and rate_limit.not_put_back with the error where the store was away when a session
// ended. Who has failed to log in too often hears so 5 seconds late, whatever the password
// was; after the 421 the connection is closed, after the -ERR it stays, and many programs then ask their users for the password. The 552 is for a message larger than burst, which would never pass;
// it comes at MAIL already where the client announces the size there. So a burst of bytes should not be below max_size of the front.
//
// The buckets are in the gate's store. Those of a filter with a label are the label's: filters of one label on several fronts share them,
// and should have one limit. Without a label they are the front's. They survive a reload, which gives them the new limit and burst. A restart forgets them, and so does a
// store that is full: first those that were used longest ago. A bucket that was forgotten is full. In shadow the filter has
// buckets of its own.
package ratelimit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	l := &limiter{
		key:   o.Choice("key", "", "by what to count; needed", keysOf("")...),
		count: o.Choice("count", "", "what to count; needed", "connections", "messages", "recipients", "bytes", "failed_logins"),
		rate:  o.Rate("limit", filters.Rate{}, "how many in how much time; needed"),
	}
	if l.count == "bytes" {
		l.burst = o.Size("burst", 0, burstUsage)
	} else {
		l.burst = int64(o.Int("burst", 0, burstUsage))
	}
	if o.Err() == nil {
		l.check(o)
	}
	l.burst = cmp.Or(l.burst, int64(l.rate.N))
	return l.hooks(), o.Err()
}

const burstUsage = "how many at once, of bytes also a size such as \"50MiB\"; 0: the number of limit"

// limiter is what New has read; nothing writes it after that.
type limiter struct {
	key, count string
	rate       filters.Rate
	burst      int64
}

// check tells what is missing and what makes no sense.
func (l *limiter) check(o *filters.Options) {
	if l.key == "" {
		o.Errorf("key", "say by what to count, such as \"client.ip\"")
	}
	if l.count == "" {
		o.Errorf("count", "say what to count, such as \"messages\"")
	}
	if l.rate == (filters.Rate{}) {
		o.Errorf("limit", "say how many in how much time, such as \"60/1m\"")
	}
	if text := o.String("limit", "", ""); l.count != "" && l.count != "bytes" && strings.Contains(text, "B/") {
		o.Errorf("limit", "%s are no bytes: want a number of them, such as \"60/1m\"", strings.ReplaceAll(l.count, "_", " "))
	}
	if l.burst < 0 {
		o.Errorf("burst", "want 0 or more, have %d", l.burst)
	}
	if keys := keysOf(l.count); l.key != "" && !slices.Contains(keys, l.key) {
		o.Errorf("key", "%s can't be counted by %s, only by %s", l.count, l.key, strings.Join(keys, ", "))
	}
}

// keysOf are the keys by which something can be counted.
func keysOf(count string) []string {
	keys := []string{"client.ip", "client.network", "login", "sender", "sender.domain", "recipient", "recipient.domain"}
	switch count {
	case "connections":
		return keys[:2]
	case "failed_logins":
		return keys[:3]
	}
	return keys
}
