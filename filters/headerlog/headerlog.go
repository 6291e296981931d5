// Package headerlog notes fields of each message's header as people read them, and changes nothing.
//
//	header_log {
//	  names = ["From", "To", "Subject", "Date", "Message-ID"]
//	}
//
// Each value of a field in names becomes a finding with the field's name in lower case, such as header_log.subject and
// header_log.message-id, in the journal and in the log line of the transaction. A field that stands there twice is noted
// twice, one without a value is noted empty, and one that is absent isn't noted. Names are matched without case.
//
// In SMTP that is each message that a client sends; in POP3 it is each that it fetches, every time that RETR or TOP brings it.
//
// Values are unfolded, and encoded words in them are decoded (RFC 2047). Control characters, escape sequences with them,
// characters that change the direction of text, and what is not UTF-8 become '?', so that a value can't do anything to a
// log or a terminal. A sender writes there what he likes: the values are for people to read and no ground to decide on.
//
// Of a value the first 1,000 bytes are noted; one that was cut ends in "…". Of a message there are at most 100 findings;
// no field is crowded out by the repeats of another, and header_log.left_out, the last, says how many are missing. Of a
// header block that passes the gate's own bounds the start is noted, and header_log.unread says which bound that is. The
// log line has room for 20 findings of 200 bytes; the journal has all.
//
// It answers nothing: every message passes. The gate holds a message's header block until it is noted, and the body
// streams; in shadow nothing is held.
package headerlog

import "github.com/gatepost-mail/gatepost/filters"

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	names := o.List("names", []string{"From", "To", "Subject", "Date", "Message-ID"}, "fields of the header that are noted, in any case")
	check(o, names)
	return &filters.Filter{
		Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
			for _, n := range notes(m, names) {
				s.Note(n.key, n.value)
			}
			return filters.Pass()
		},
	}, o.Err()
}
