package journal

import (
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// Version is the v of each line. Names may come to be added under it; none that it has changes its meaning.
const Version = 1

// Line is an event as the journal keeps it: one JSON object a line (https://jsonlines.org), with the names below. What an event
// doesn't have is left out. In texts of clients, servers and filters control characters and those that turn the direction of writing
// are escaped (\u001b), so that no terminal obeys them, and octets that aren't UTF-8 are U+FFFD; secrets are "***".
//
// A gap in n is where lines were taken away, or a disk has lost them. There is none where lines were never written: those that waited for a full disk when the
// gatepost ended are told by the log, and their n go to the lines that come next. Nobody's Keep has returned nil for them.
type Line struct {
	V        int       `json:"v"`
	N        int64     `json:"n"`    // counts the journal's lines from 1, across files and restarts
	Seq      int       `json:"seq"`  // counts the session's events from 1, without gaps
	Time     time.Time `json:"time"` // RFC 3339, UTC, to the microsecond
	Session  string    `json:"session"`
	Tx       int       `json:"tx,omitempty"` // the transaction, from 1 in each session; absent outside any
	Front    string    `json:"front"`
	Protocol string    `json:"protocol"` // "smtp", "pop3"
	Kind     Kind      `json:"kind"`
	Client   string    `json:"client,omitempty"` // address and port

	Way      Way      `json:"way,omitempty"`      // who speaks, who hears: C, S, CP, PC, PS, SP
	Verb     string   `json:"verb,omitempty"`     // of a command, or of the command of a reply; "." is the end of content
	Arg      string   `json:"arg,omitempty"`      // of a command; the name given at hello and login
	Code     int      `json:"code,omitempty"`     // of a reply in SMTP
	Status   string   `json:"status,omitempty"`   // of a reply in POP3: "+OK", "-ERR", "+" of a challenge
	Enhanced string   `json:"enhanced,omitempty"` // its enhanced status code; in POP3 its response code, such as "SYS/TEMP"
	Text     []string `json:"text,omitempty"`     // its lines without codes, of a listing the first 100; the fields of a header
	By       string   `json:"by,omitempty"`       // who worded the reply, or decided the transaction or the login: "upstream", "proxy", a filter's label; what ended the errand

	Filter  string `json:"filter,omitempty"` // the filter's label
	Hook    string `json:"hook,omitempty"`
	Verdict string `json:"verdict,omitempty"`  // "pass", "accept", "refuse", "defer", "hangup", "discard", or "failed"
	Reason  string `json:"reason,omitempty"`   // the rest of the verdict: codes and text; the error of one that failed is in error
	OnError string `json:"on_error,omitempty"` // of one that failed: what it became
	Shadow  bool   `json:"shadow,omitempty"`   // would have
	Note    string `json:"note,omitempty"`     // the key of a finding
	What    string `json:"what,omitempty"`     // what a change has changed: "sender", "header Subject"
	Old     string `json:"old,omitempty"`      // of a change
	Value   string `json:"value,omitempty"`    // of a finding; new, of a change; what has happened, of upstream, violation and close; "cancelled" or "refused", of a login; how a header was cut off

	Upstream string  `json:"upstream,omitempty"` // its address
	Error    string  `json:"error,omitempty"`
	Took     float64 `json:"took,omitempty"`   // seconds
	Size     int64   `json:"size,omitempty"`   // octets of content, without dot-stuffing and final dot; of a POP3 listing as on the wire, its final dot line included, and absent where it broke off
	SHA256   string  `json:"sha256,omitempty"` // of these octets

	TLS *Protection `json:"tls,omitempty"`

	User        string  `json:"user,omitempty"`         // of a transaction or an errand: the name of the login
	TookFilters float64 `json:"took_filters,omitempty"` // seconds of its took that were in filters

	*Outcomes
	*Fetching
}

// Outcomes is what a line of kind transaction has besides: the whole of it in one line. Its code and text are the reply that the
// client heard last, took is from MAIL to that reply.
type Outcomes struct {
	Outcome Outcome `json:"outcome"`
	Hello   string  `json:"hello,omitempty"`
	From    string  `json:"from"`               // the reverse-path: "<u@d>"
	To      []To    `json:"to,omitempty"`       // the forward-paths, at most 1,000
	Total   int     `json:"total,omitempty"`    // of the recipients asked for
	Read    int64   `json:"read,omitempty"`     // octets of content from the client as on the wire
	Sent    int64   `json:"sent,omitempty"`     // octets of content sent up as on the wire
	Answer  string  `json:"answer,omitempty"`   // what the upstream said to the end of content
	TookEnd float64 `json:"took_end,omitempty"` // seconds from the client's last octet of content to the reply
}

// Fetching is what a line of kind maildrop has besides: a POP3 session from its login on, in one line. Its took is from the login to the end.
type Fetching struct {
	Mechanism string `json:"mechanism,omitempty"` // of the login: "USER", "APOP" or one of SASL
	Fetched   int    `json:"fetched"`             // messages that the client got whole
	Octets    int64  `json:"octets,omitempty"`    // of them as on the wire, dot-stuffing and final dot included
	Peeked    int    `json:"peeked,omitempty"`    // messages of which it got the beginning, by TOP
	Withheld  int    `json:"withheld,omitempty"`  // messages in whose place it got a notice or -ERR
	Deleted   int    `json:"deleted,omitempty"`   // messages that are gone
	Updated   bool   `json:"updated"`             // the upstream has agreed to QUIT; if not, nothing is deleted
}

// To is one forward-path with what became of it.
type To struct {
	Path string `json:"path"`
	Code int    `json:"code,omitempty"`
	By   string `json:"by,omitempty"`
}

// NewLine is an event as a line; its n is the journal's to give.
func NewLine(e *Event) *Line {
	l := &Line{
		V: Version, Seq: e.Seq, Time: e.Time.UTC().Truncate(time.Microsecond), Session: e.Session, Tx: e.Transaction,
		Front: e.Front, Protocol: e.Protocol, Kind: e.Kind,
		Way: e.Way, Verb: e.Verb, Arg: e.Arg, Code: e.Code, Status: e.Status, Enhanced: e.Enhanced, Text: e.Lines, By: e.By,
		Filter: e.Filter, Hook: e.Hook, Shadow: e.Shadow, Old: e.Old, Value: e.Value,
		Upstream: e.Upstream, Took: e.Took.Seconds(), Size: e.Size, SHA256: e.SHA256,
	}
	if e.Client.IsValid() {
		l.Client = e.Client.String()
	}
	if e.Err != nil {
		l.Error = e.Err.Error()
	}
	if e.TLS != nil {
		l.TLS = (*Protection)(e.TLS)
	}
	switch e.Kind {
	case Finding:
		l.Note = e.Key
	case Change:
		l.What = e.Key
	case Verdict:
		l.setVerdict(e)
	case Transaction:
		l.setSummary(e.Summary)
	case Maildrop:
		l.setErrand(e.Errand)
	}
	return l
}

// failed is the verdict of a filter that gave none.
const failed = "failed"

func (l *Line) setVerdict(e *Event) {
	word, rest, _ := strings.Cut(e.Verdict, " ")
	if e.Err != nil {
		l.Verdict, l.OnError = failed, rest
		return
	}
	l.Verdict, l.Reason = word, rest
}

func (l *Line) setSummary(s *Summary) {
	if s == nil {
		return
	}
	l.Code, l.By, l.Upstream, l.Took = s.Code, s.By, s.Upstream, s.Took.Seconds()
	if s.Text != "" {
		l.Text = []string{s.Text}
	}
	l.User, l.TookFilters = s.User, s.Filters.Seconds()
	l.Outcomes = &Outcomes{
		Outcome: s.Outcome, Hello: s.Hello, From: s.Sender, Total: s.Total, Read: s.Size, Sent: s.Sent,
		Answer: s.Answer, TookEnd: s.End.Seconds(),
	}
	for _, r := range s.Recipients {
		l.To = append(l.To, To(r))
	}
}

func (l *Line) setErrand(r *Errand) {
	if r == nil {
		return
	}
	l.By, l.Upstream, l.Took, l.User, l.TookFilters = r.By, r.Upstream, r.Took.Seconds(), r.User, r.Filters.Seconds()
	l.Fetching = &Fetching{
		Mechanism: r.Mechanism, Fetched: r.Fetched, Octets: r.Octets, Peeked: r.Peeked, Withheld: r.Withheld, Deleted: r.Deleted, Updated: r.Updated,
	}
}

// Event is what the line keeps of its event: times to the microsecond, and of errors their texts.
func (l *Line) Event() *Event {
	e := &Event{
		Session: l.Session, Seq: l.Seq, Time: l.Time, Front: l.Front, Protocol: l.Protocol, Transaction: l.Tx, Kind: l.Kind,
		Way: l.Way, Verb: l.Verb, Arg: l.Arg, Code: l.Code, Status: l.Status, Enhanced: l.Enhanced, Lines: l.Text, By: l.By,
		Filter: l.Filter, Hook: l.Hook, Shadow: l.Shadow, Key: l.Note + l.What, Old: l.Old, Value: l.Value,
		Upstream: l.Upstream, Took: inSeconds(l.Took), Size: l.Size, SHA256: l.SHA256,
	}
	e.Client, _ = netip.ParseAddrPort(l.Client) // the zero AddrPort where there is none
	if l.Error != "" {
		e.Err = errors.New(l.Error)
	}
	if l.TLS != nil {
		e.TLS = (*filters.TLS)(l.TLS)
	}
	switch {
	case l.Verdict == failed:
		e.Verdict = "on_error " + l.OnError
	case l.Verdict != "":
		e.Verdict = strings.TrimSpace(l.Verdict + " " + l.Reason)
	case l.Outcomes != nil:
		e.Summary = l.summary()
		e.Code, e.By, e.Upstream, e.Took, e.Lines = 0, "", "", 0, nil
	case l.Fetching != nil:
		e.Errand = l.errand()
		e.By, e.Upstream, e.Took = "", "", 0
	}
	return e
}

func (l *Line) summary() *Summary {
	s := &Summary{
		Hello: l.Hello, User: l.User, Sender: l.From, Total: l.Total, Size: l.Read, Sent: l.Sent, Outcome: l.Outcome,
		Code: l.Code, Text: strings.Join(l.Text, " "), Answer: l.Answer, By: l.By, Upstream: l.Upstream,
		Took: inSeconds(l.Took), Filters: inSeconds(l.TookFilters), End: inSeconds(l.TookEnd),
	}
	for _, r := range l.To {
		s.Recipients = append(s.Recipients, Recipient(r))
	}
	return s
}

func (l *Line) errand() *Errand {
	return &Errand{
		User: l.User, Mechanism: l.Mechanism, Fetched: l.Fetched, Octets: l.Octets, Peeked: l.Peeked, Withheld: l.Withheld,
		Deleted: l.Deleted, Updated: l.Updated, By: l.By, Upstream: l.Upstream, Took: inSeconds(l.Took), Filters: inSeconds(l.TookFilters),
	}
}

func inSeconds(s float64) time.Duration {
	return time.Duration(s * float64(time.Second)).Round(time.Microsecond)
}
