package journal

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// oneOfEach is an event of each kind, with all that it can have.
func oneOfEach() []*Event { return append(oneOfEachBySMTP(), oneOfEachByPOP3()...) }

func oneOfEachBySMTP() []*Event {
	clock := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	s := newTeller("01KAN9GS00TESTTESTTESTTEST", "192.0.2.1:4001", &clock)
	say := func(transaction int, e Event) *Event {
		e.Transaction = transaction
		return s.say(e)
	}
	return []*Event{
		say(0, Event{Kind: Open}),
		say(0, Event{Kind: Upstream, Upstream: "127.0.0.1:2600", Value: "unavailable", Err: errors.New("connection refused"), Took: 1500 * time.Microsecond}),
		say(0, Event{Kind: TLS, Way: C, TLS: &filters.TLS{Version: "TLS 1.3", Cipher: "TLS_AES_128_GCM_SHA256", ServerName: "mx1.example.org", Subject: "CN=client.example"}}),
		say(0, Event{Kind: Hello, Arg: "client.example"}),
		say(0, Event{Kind: Login, Verb: "PLAIN", Arg: "demo", Code: 235, Enhanced: "2.7.0", Lines: []string{"welcome"}, By: "upstream"}),
		say(1, Event{Kind: Command, Way: CP, Verb: "MAIL", Arg: "FROM:<u@client.example> BODY=8BITMIME"}),
		say(1, Event{Kind: Verdict, Filter: "relay", Hook: "Sender", Verdict: "pass", Took: 20 * time.Microsecond}),
		say(1, Event{Kind: Verdict, Filter: "quota", Hook: "Sender", Verdict: "refuse 5.7.1 too much", Shadow: true}),
		say(1, Event{Kind: Verdict, Filter: "score", Hook: "Sender", Verdict: "on_error defer", Err: errors.New("deadline exceeded"), Took: 5 * time.Second}),
		say(1, Event{Kind: Change, Filter: "rewrite", Hook: "Sender", Key: "sender", Old: "<u@client.example>", Value: "<v@client.example>"}),
		say(1, Event{Kind: Reply, Way: PC, Verb: "MAIL", Code: 250, Enhanced: "2.1.0", Lines: []string{"<u@client.example> & so on", "ok"}, By: "rewrite"}),
		say(1, Event{Kind: Finding, Filter: "relay", Hook: "Recipient", Key: "relay.shape", Value: "percent", Shadow: true}),
		say(1, Event{Kind: Header, Way: C, Lines: []string{"Subject: \x1b[31mgr\u00fcn\u202e", "Received: by a\r\n\tfor b"}}),
		say(1, Event{Kind: Message, Way: C, Size: 1234, SHA256: strings.Repeat("0f", 32)}),
		say(1, Event{Kind: Transaction, Summary: &Summary{
			Hello: "client.example", User: "demo", Sender: "<u@client.example>", Total: 2,
			Recipients: []Recipient{{"<a@example.org>", 250, "upstream"}, {"<b@example.org>", 550, "relay"}},
			Size:       1290, Sent: 1250, Outcome: Delivered, Code: 250, Text: "2.0.0 queued as 42", Answer: "250 2.0.0 queued as 42",
			By: "upstream", Upstream: "127.0.0.1:2600", Took: 12345 * time.Microsecond, Filters: 20 * time.Microsecond, End: 3 * time.Millisecond,
		}}),
		say(2, Event{Kind: Transaction, Summary: &Summary{Sender: "<>", Outcome: Abandoned, By: "RSET"}}),
		say(0, Event{Kind: Violation, Way: S, Value: "a reply that nobody waits for"}),
		say(0, Event{Kind: Close, Value: "QUIT", Took: 2 * time.Second}),
	}
}

func oneOfEachByPOP3() []*Event {
	clock := time.Date(2026, 11, 22, 9, 31, 0, 0, time.UTC)
	s := newTeller("01KAN9JPK0TESTTESTTESTTEST", "192.0.2.1:4110", &clock)
	s.front, s.protocol = "maildrops", "pop3"
	return []*Event{
		s.say(Event{Kind: Login, Verb: "APOP", Arg: "mrose", Status: "+OK"}),
		s.say(Event{Kind: Reply, Way: S, Verb: "LIST", Status: "+OK", Lines: []string{"2 messages", "1 120", "2 200"}, By: "upstream", Size: 17}),
		s.say(Event{Kind: Reply, Way: PC, Verb: "DELE", Status: "-ERR", Enhanced: "SYS/PERM", Lines: []string{"not fetched"}, By: "proxy"}),
		s.say(Event{Kind: Maildrop, Errand: &Errand{
			User: "mrose", Mechanism: "APOP", Fetched: 3, Octets: 4567, Peeked: 2, Withheld: 1, Deleted: 3, Updated: true, By: "QUIT",
			Upstream: "127.0.0.1:1100", Took: 12345 * time.Microsecond, Filters: 20 * time.Microsecond,
		}}),
		s.say(Event{Kind: Maildrop, Errand: &Errand{User: "mrose", Mechanism: "USER", By: "the client has closed"}}),
	}
}

// lineOf is what the journal writes of an event.
func lineOf(e *Event, n int64) string {
	rest := newEncoder().(*encoder).encode(e)
	return beforeN + strconv.FormatInt(n, 10) + string(rest)
}

// The names are what others rely on: a change of this file's lines, other than more of them, or than the order of names in one, breaks who
// reads journals.
func TestNamesAreStable(t *testing.T) {
	var b strings.Builder
	for i, e := range oneOfEach() {
		b.WriteString(lineOf(e, int64(i+1)))
	}
	golden(t, "lines.jsonl", b.String())
	for name := range namesOf(reflect.TypeFor[Line]()) {
		if !strings.Contains(b.String(), `"`+name+`":`) {
			t.Errorf("no line shows the name %q", name)
		}
	}
	for _, kind := range allKinds(t) {
		if !strings.Contains(b.String(), `"kind":`+kind) {
			t.Errorf("no line is of kind %s", kind)
		}
	}
}

func namesOf(s reflect.Type) map[string]bool {
	names := map[string]bool{}
	for _, f := range reflect.VisibleFields(s) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			names[name] = true
		}
	}
	return names
}

// allKinds are the values of the constants of type Kind, in quotes.
func allKinds(t *testing.T) (kinds []string) {
	f, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Kind" {
				kinds = append(kinds, spec.Values[0].(*ast.BasicLit).Value)
			}
		}
		return true
	})
	if len(kinds) < 15 {
		t.Fatalf("event.go has %d kinds?", len(kinds))
	}
	return kinds
}

// What an event has is in its line and comes back from it.
func TestLineKeepsTheEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvent().Draw(t, "event")
		n := rapid.Int64Range(1, 1<<53).Draw(t, "n")
		raw := lineOf(e, n)
		if strings.Count(raw, "\n") != 1 || !strings.HasSuffix(raw, "\n") || strings.ContainsFunc(raw[:len(raw)-1], isHarmful) {
			t.Fatalf("not one line that is safe to print: %q", raw)
		}
		var l Line
		if err := json.Unmarshal([]byte(raw), &l); err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		if l.V != Version || l.N != n {
			t.Fatalf("v %d, n %d: %q", l.V, l.N, raw)
		}
		sameTexts := cmp.Comparer(func(a, b error) bool { return (a == nil) == (b == nil) && (a == nil || a.Error() == b.Error()) })
		if diff := cmp.Diff(e, l.Event(), sameTexts, cmp.Comparer(func(a, b netip.AddrPort) bool { return a == b })); diff != "" {
			t.Fatalf("%s(-event +line)\n%s", raw, diff)
		}
	})
}

// anyEvent makes events as sessions do, with times to the microsecond.
func anyEvent() *rapid.Generator[*Event] {
	return rapid.Custom(func(t *rapid.T) *Event {
		e := &Event{
			Session: anyText().Draw(t, "session"), Seq: rapid.IntRange(1, 1e9).Draw(t, "seq"),
			Time:  time.UnixMicro(rapid.Int64Range(0, 1<<52).Draw(t, "time")).UTC(),
			Front: anyText().Draw(t, "front"), Protocol: rapid.SampledFrom([]string{"smtp", "pop3"}).Draw(t, "protocol"), Transaction: rapid.IntRange(0, 9).Draw(t, "transaction"),
		}
		if rapid.Bool().Draw(t, "known") {
			e.Client = netip.AddrPortFrom(netip.AddrFrom16([16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "address"))), 25)
		}
		switch e.Kind = rapid.SampledFrom([]Kind{Reply, Verdict, Finding, Change, Message, Transaction, Maildrop, Close}).Draw(t, "kind"); e.Kind {
		case Transaction:
			e.Summary = anySummary().Draw(t, "summary")
		case Maildrop:
			e.Errand = anyErrand().Draw(t, "errand")
		case Verdict:
			e.Verdict = rapid.SampledFrom([]string{"pass", "accept", "refuse 5.7.1 no", "discard", "hangup 4.3.2 away"}).Draw(t, "verdict")
			if rapid.Bool().Draw(t, "fails") {
				e.Verdict, e.Err = "on_error "+rapid.SampledFrom([]string{"pass", "defer 4.3.0 later"}).Draw(t, "on_error"), anyError().Draw(t, "err")
			}
			anyFields(t, e)
		case Finding, Change:
			e.Key, e.Old = anyText().Draw(t, "key"), anyText().Draw(t, "old")
			anyFields(t, e)
		default:
			e.Err = rapid.OneOf(rapid.Just[error](nil), anyError()).Draw(t, "err")
			anyFields(t, e)
		}
		return e
	})
}

// anyFields fills in what an event of nearly any kind may have.
func anyFields(t *rapid.T, e *Event) {
	e.Way, e.Verb, e.Arg = rapid.SampledFrom([]Way{"", C, PS}).Draw(t, "way"), anyText().Draw(t, "verb"), anyText().Draw(t, "arg")
	e.Status = rapid.SampledFrom([]string{"", "+OK", "-ERR", "+"}).Draw(t, "status")
	e.Code, e.Enhanced, e.By = rapid.IntRange(0, 599).Draw(t, "code"), anyText().Draw(t, "enhanced"), anyText().Draw(t, "by")
	if lines := rapid.SliceOfN(anyText(), 0, 5).Draw(t, "lines"); len(lines) > 0 {
		e.Lines = lines
	}
	e.Filter, e.Hook, e.Shadow, e.Value = anyText().Draw(t, "filter"), anyText().Draw(t, "hook"), rapid.Bool().Draw(t, "shadow"), anyText().Draw(t, "value")
	e.Size, e.SHA256 = rapid.Int64Range(0, 1<<53).Draw(t, "size"), anyText().Draw(t, "sum")
	e.Upstream, e.Took = anyText().Draw(t, "upstream"), anyTime().Draw(t, "took")
}

func anySummary() *rapid.Generator[*Summary] {
	return rapid.Custom(func(t *rapid.T) *Summary {
		s := &Summary{
			Hello: anyText().Draw(t, "hello"), User: anyText().Draw(t, "user"), Sender: anyText().Draw(t, "sender"), Total: rapid.IntRange(0, 2000).Draw(t, "total"),
			Size: rapid.Int64Range(0, 1<<53).Draw(t, "size"), Sent: rapid.Int64Range(0, 1<<53).Draw(t, "sent"),
			Outcome: rapid.SampledFrom([]Outcome{Delivered, Discarded, InDoubt}).Draw(t, "outcome"), Code: rapid.IntRange(0, 599).Draw(t, "code"),
			Text: anyText().Draw(t, "text"), Answer: anyText().Draw(t, "answer"), By: anyText().Draw(t, "by"), Upstream: anyText().Draw(t, "upstream"),
			Took: anyTime().Draw(t, "took"), Filters: anyTime().Draw(t, "filters"), End: anyTime().Draw(t, "end"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "recipients") {
			s.Recipients = append(s.Recipients, Recipient{anyText().Draw(t, "path"), rapid.IntRange(0, 599).Draw(t, "code"), anyText().Draw(t, "by")})
		}
		return s
	})
}

func anyErrand() *rapid.Generator[*Errand] {
	return rapid.Custom(func(t *rapid.T) *Errand {
		number := func(name string) int { return rapid.IntRange(0, 2000).Draw(t, name) }
		return &Errand{
			User: anyText().Draw(t, "user"), Mechanism: anyText().Draw(t, "mechanism"), Fetched: number("fetched"),
			Octets: rapid.Int64Range(0, 1<<53).Draw(t, "octets"), Peeked: number("peeked"), Withheld: number("withheld"), Deleted: number("deleted"),
			Updated: rapid.Bool().Draw(t, "updated"), By: anyText().Draw(t, "by"), Upstream: anyText().Draw(t, "upstream"),
			Took: anyTime().Draw(t, "took"), Filters: anyTime().Draw(t, "filters"),
		}
	})
}

// anyText is UTF-8, often of the kind that would do harm.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom([]string{"", "<u@d>", "a & b", "\x1b[31m\x7f\u009b\u202e", "\r\n.\r\n", "\x00\t\\\"'", "\u2028\ufffd😀"}), rapid.StringN(0, 20, -1))
}

func anyError() *rapid.Generator[error] {
	return rapid.Map(rapid.StringN(1, 20, -1), func(text string) error { return errors.New(text) })
}

func anyTime() *rapid.Generator[time.Duration] {
	return rapid.Map(rapid.Int64Range(0, 36e8), func(n int64) time.Duration { return time.Duration(n) * time.Microsecond })
}

// What isn't UTF-8 doesn't make a line that others can't read.
func TestLineOfOctets(t *testing.T) {
	raw := lineOf(&Event{Kind: Command, Arg: "a\xffb\xc2"}, 1)
	if want := `"arg":"a\ufffdb\ufffd"`; !strings.Contains(raw, want) {
		t.Errorf("%q doesn't have %q", raw, want)
	}
}
