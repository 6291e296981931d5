package proxytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// everywhere are the names that stand in all lines.
const everywhere = "v n seq time session front protocol kind client"

// columns are, for each kind that is the same in both protocols, the names that a line must have and those that it may have beside
// those that stand everywhere.
var columns = map[journal.Kind][2]string{
	journal.Open:      {"", ""},
	journal.TLS:       {"way tls", "upstream"},
	journal.Command:   {"way verb", "arg"},
	journal.Verdict:   {"filter hook verdict", "reason on_error error shadow took"},
	journal.Finding:   {"note", "value filter hook shadow error"},
	journal.Change:    {"filter hook what", "old value"},
	journal.Header:    {"way", "text value"},
	journal.Message:   {"way sha256", "size"},
	journal.Violation: {"way value", "upstream"},
	journal.Upstream:  {"value upstream", "error took tls"},
	journal.Close:     {"value", "took"},
}

// columnsOf are those of kinds that a protocol has of its own, by the protocol.
var columnsOf = map[string]map[journal.Kind][2]string{
	"smtp": {
		journal.Hello:       {"verb arg", ""},
		journal.Login:       {"verb code by", "arg enhanced text value"},
		journal.Reply:       {"way code by", "verb enhanced text"},
		journal.Transaction: {"tx outcome from by", "hello user to total read sent answer took took_filters took_end code text upstream"},
	},
	"pop3": {
		journal.Login:    {"verb status by", "arg enhanced text value"},
		journal.Reply:    {"way status by", "verb enhanced text size"},
		journal.Maildrop: {"fetched updated by", "user mechanism octets peeked withheld deleted upstream took took_filters"},
	},
}

// namesOf holds a line's names against its kind's.
func namesOf(l *entry) error {
	row, known := columns[l.Kind]
	if own, has := columnsOf[l.Protocol][l.Kind]; has {
		row, known = own, true
	}
	if !known {
		return fmt.Errorf("an unknown kind, %q", l.Kind)
	}
	must := strings.Fields(everywhere + " " + row[0])
	for _, name := range must {
		if _, has := l.names[name]; !has {
			return fmt.Errorf("no %s", name)
		}
	}
	may := strings.Fields("tx " + row[1])
	for name := range l.names {
		if !slices.Contains(must, name) && !slices.Contains(may, name) {
			return fmt.Errorf("%s has no place in a line of kind %s", name, l.Kind)
		}
	}
	return nil
}

// waysOf are, by the protocol, the ways that each kind can have: what is read as content goes up in one and down in the other.
var waysOf = map[string]map[journal.Kind]string{
	"smtp": {
		journal.Command: "C CP PS", journal.Reply: "S SP PC", journal.Header: "C", journal.Message: "C CP PS", journal.Violation: "C S", journal.TLS: "C S",
	},
	"pop3": {
		journal.Command: "C CP PS", journal.Reply: "S SP PC", journal.Header: "S", journal.Message: "S SP PC", journal.Violation: "C S", journal.TLS: "C S",
	},
}

// statuses are those that an answer of POP3 can have: a challenge decides no login.
var statuses = map[journal.Kind]string{journal.Login: "+OK -ERR", journal.Reply: "+OK -ERR +"}

// These are the other words that a reader may compare with.
var (
	verdicts  = "pass accept refuse defer hangup discard failed"
	outcomes  = "delivered refused deferred discarded abandoned in-doubt"
	upstreams = "connected reused parked replayed unavailable lost reset in-doubt"
)
