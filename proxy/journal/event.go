// Package journal is the record of what is said, noted, decided and changed in sessions.
//
// A session emits each thing once, as an [Event], into a [Stream]. The transaction log, the live view and the [Book] on disk are
// readers of that stream; a session knows none of them. Secrets are masked before an event exists.
package journal

import (
	"net/netip"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// Kind says what an event is about.
type Kind string

// The kinds of events.
const (
	Open        Kind = "open"        // a client has connected: Client
	TLS         Kind = "tls"         // TLS was begun: Way "C" with the client, "S" with the Upstream; TLS
	Hello       Kind = "hello"       // HELO or EHLO was accepted: Arg is the name
	Login       Kind = "login"       // an attempt to log in has ended: Verb the mechanism, Arg the name; Code or Status, Enhanced, Lines and By of the reply; Value may be Cancelled or KeptOut
	Command     Kind = "command"     // Way, Verb, Arg
	Reply       Kind = "reply"       // Way, Verb (of the command), Code or Status, Enhanced, Lines, By; Size of what follows a POP3 reply that isn't a message
	Verdict     Kind = "verdict"     // Filter, Hook, Verdict; Err if the filter failed
	Finding     Kind = "finding"     // Filter, Hook, Key, Value; Filter is "" for a finding of the gate itself
	Change      Kind = "change"      // Filter, Hook, Key, Old, Value
	Header      Kind = "header"      // the header block of content as it was read: Way, Lines (its fields, each with its folds); Value if it was cut off
	Message     Kind = "message"     // content is complete: Way, Size, SHA256; C or S as it was read, PS or PC where what went on differs
	Violation   Kind = "violation"   // a peer broke the protocol: Way ("C" or "S"), Value
	Upstream    Kind = "upstream"    // Upstream and Value: "connected", "reused", "parked", "replayed", "unavailable", "lost" (it failed), "reset" (by the gate), "in-doubt"; Err; of "reused" also TLS, if it is on
	Transaction Kind = "transaction" // a transaction is over: Summary
	Maildrop    Kind = "maildrop"    // a POP3 session that had logged in is over: Errand
	Close       Kind = "close"       // the session is over: Value says why, Took how long it was
)

// Way says who spoke to whom, in the letters of the transcripts: C client, P proxy, S upstream. One letter: said and
// heard unchanged the whole way.
type Way string

// The ways. Where the gate sends another command in the place of the client's, that is CP and PS; one of its own is PS.
const (
	C  Way = "C"
	S  Way = "S"
	CP Way = "CP"
	PC Way = "PC"
	PS Way = "PS"
	SP Way = "SP"
)

// Event is one thing that happened. The fields that a kind doesn't name are zero.
type Event struct {
	Session     string
	Seq         int // from 1 in each session, without gaps
	Time        time.Time
	Front       string
	Protocol    string
	Transaction int // counts from 1 in each session, in POP3 its RETR and TOP; 0 outside any
	Kind        Kind
	Client      netip.AddrPort

	Way      Way
	Verb     string
	Arg      string
	Code     int      // of SMTP
	Status   string   // of POP3: "+OK", "-ERR" or, of a challenge, "+"
	Enhanced string   // of POP3 a response code: "SYS/TEMP"
	Lines    []string // of a POP3 reply the status line's text, then the first MaxListing lines of a listing as on the wire
	By       string   // who worded a reply: "upstream", "proxy" or the label of a filter
	Size     int64    // octets of content, without dot-stuffing and final dot; of a listing as on the wire, its final dot line included, 0 where it broke off
	SHA256   string   // of these octets, in hexadecimal digits

	Filter, Hook, Verdict string
	Shadow                bool
	Key, Old, Value       string

	Upstream string // its address
	TLS      *filters.TLS
	Err      error
	Took     time.Duration
	Summary  *Summary
	Errand   *Errand
}

// MaxListing is how many lines of a listing the event of a POP3 reply has at most. Its Size counts all of them.
const MaxListing = 100

// Summary is one transaction, from MAIL to the reply to its content or to what ended it before.
type Summary struct {
	Hello      string
	User       string
	Sender     string      // "<u@d>"
	Recipients []Recipient // at most 1,000 are named
	Total      int         // of the recipients asked for
	Size       int64       // octets of content read from the client, dot-stuffing included
	Sent       int64       // octets of content sent up
	Outcome    Outcome
	Code       int    // of the reply that the client heard last
	Text       string // that reply, with its enhanced code
	Answer     string // what the upstream said to the end of content, "" if it wasn't asked or didn't say
	By         string // who decided: "upstream", "proxy" or the label of a filter; of an abandoned one what ended it, such as "RSET"
	Upstream   string
	Took       time.Duration // from MAIL to the last reply, the client's own time included
	Filters    time.Duration // of that, in hooks
	End        time.Duration // of that, from the client's last octet of content to the reply; 0 where it didn't come so far
	Unkept     bool          // the gate has refused it, since it couldn't be put on record; no line of the record says so
}

// Errand is what became of a maildrop in a POP3 session, from the login to the end.
type Errand struct {
	User      string
	Mechanism string // by which it logged in: "USER", "APOP" or one of SASL
	Fetched   int    // messages that the client got whole, by RETR
	Octets    int64  // of them as on the wire, dot-stuffing and final dot included
	Peeked    int    // messages of which the client got the beginning, by TOP
	Withheld  int    // messages in whose place the client got a notice or -ERR
	Deleted   int    // messages: those marked when the upstream agreed to QUIT; 0 if it didn't, since then nothing is deleted
	Updated   bool   // the upstream has agreed to QUIT
	By        string // what ended it: "QUIT", or why the session was over before that
	Upstream  string
	Took      time.Duration // from the login, the client's own time included
	Filters   time.Duration // of that, in hooks
}

// Recipient is one forward-path with what became of it.
type Recipient struct {
	Path string // "<u@d>"
	Code int    // of the reply
	By   string // as in Summary
}

// Outcome says how a transaction ended.
type Outcome string

// The outcomes.
const (
	Delivered Outcome = "delivered" // the upstream has it
	Refused   Outcome = "refused"   // 5xx
	Deferred  Outcome = "deferred"  // 4xx
	Discarded Outcome = "discarded" // a filter's Discard: the client heard 250, no upstream has it
	Abandoned Outcome = "abandoned" // ended before its content: RSET, QUIT, a new EHLO, or the client went away
	InDoubt   Outcome = "in-doubt"  // all of it went up and no answer came
)
