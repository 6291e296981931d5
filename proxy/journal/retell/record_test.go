package retell

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"net/netip"
	"os"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// teller numbers the events of one session, a millisecond apart.
type teller struct {
	seq      int
	at       time.Time
	protocol string // "": SMTP
}

func (t *teller) say(e journal.Event) *journal.Event {
	t.seq++
	t.at = t.at.Add(time.Millisecond)
	e.Session, e.Seq, e.Time, e.Front, e.Protocol = "0123456789aaaaaa", t.seq, t.at, "inbound", cmp.Or(t.protocol, "smtp")
	e.Client = netip.MustParseAddrPort("192.0.2.1:4001")
	return &e
}

// everyKind are events as the journal's own test keeps them: some of each kind.
func everyKind(t *testing.T) (events []*journal.Event) {
	text, err := os.ReadFile("../testdata/lines.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(bytes.NewReader(text)); d.More(); {
		var l journal.Line
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		events = append(events, l.Event())
	}
	return events
}

// golden compares got with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: have\n%s\nwant\n%s", file, got, want)
	}
}
