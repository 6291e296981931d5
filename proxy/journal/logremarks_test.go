package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
)

// logged is what is written of the events of a session, in text and as JSON, without the lines that are written at once.
func logged(events ...Event) (text, inJSON string) {
	var out [2]strings.Builder
	options := &slog.HandlerOptions{Level: slog.LevelInfo, ReplaceAttr: untimed}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out[0], options), slog.NewJSONHandler(&out[1], options)} {
		l := NewLog(slog.New(h))
		for _, e := range slices.Concat([]Event{{Kind: Open}}, events, []Event{{Kind: Close, Value: "QUIT"}}) {
			e.Session = "s"
			l.Record(&e)
		}
	}
	return notAtOnce(out[0].String()), notAtOnce(out[1].String())
}

func notAtOnce(log string) string {
	var kept []string
	for line := range strings.Lines(log) {
		if !strings.Contains(line, "filter failed") && !strings.Contains(line, `"discard"`) && !strings.Contains(line, "msg=discard") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// ends is the end of a transaction.
func ends(transaction int) Event {
	return Event{Kind: Transaction, Transaction: transaction, Summary: &Summary{Sender: "<u@d>", Outcome: Delivered}}
}

func finds(transaction int, filter, key, value string) Event {
	return Event{Kind: Finding, Transaction: transaction, Filter: filter, Hook: "Header", Key: key, Value: value}
}

func inShadow(e Event) Event {
	e.Shadow = true
	return e
}

func TestLogFindings(t *testing.T) {
	for _, test := range []struct {
		event      Event
		text, json string
	}{
		{finds(1, "header_log", "header_log.subject", "Hello"), `header_log.subject=Hello`, `header_log.subject=Hello`},
		{finds(1, "header_log", "header_log.subject", ""), `header_log.subject=`, `header_log.subject=`},
		{finds(1, "header_log", "header_log.from", `"Eve" <e@d>`), `header_log.from="\"Eve\" <e@d>"`, `header_log.from="Eve" <e@d>`},
		{finds(1, "header_log", "header_log.subject", "a, header_log.from=boss"), `header_log.subject="a, header_log.from=boss"`, `header_log.subject=a, header_log.from=boss`},
		{finds(1, "header_log", "header_log.subject", "a\x1b[31mb\u202e"), `header_log.subject=a?[31mb?`, `header_log.subject=a?[31mb?`},
		{finds(1, "per-network", "rate_limit.over", "192.0.2.0/24"), `per-network: rate_limit.over=192.0.2.0/24`, `per-network: rate_limit.over=192.0.2.0/24`},
		{inShadow(finds(1, "header_log", "header_log.date", "now")), `in shadow: header_log.date=now`, `in shadow: header_log.date=now`},
		{inShadow(finds(1, "per-network", "rate_limit.over", "x")), `per-network in shadow: rate_limit.over=x`, `per-network in shadow: rate_limit.over=x`},
		{finds(1, "header_log", "header_log.subject", strings.Repeat("ä", 150)), "header_log.subject=" + strings.Repeat("ä", 100) + "…", "header_log.subject=" + strings.Repeat("ä", 100) + "…"},
	} {
		text, inJSON := logged(test.event, ends(1))
		if want := attribute("findings", test.text); !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
		if got := field(t, inJSON, "findings"); !slices.Equal(got, []string{test.json}) {
			t.Errorf("have %q, want %q", got, test.json)
		}
	}
}

// attribute is a text as slog's TextHandler writes it.
func attribute(key, value string) string {
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: untimed})).Info("", key, value)
	_, text, _ := strings.Cut(strings.TrimSpace(b.String()), `msg="" `)
	return text
}

// field is an array in the first of some lines of JSON.
func field(t *testing.T, lines, name string) (texts []string) {
	t.Helper()
	var line map[string]any
	if err := json.NewDecoder(strings.NewReader(lines)).Decode(&line); err != nil {
		t.Fatalf("%v in %s", err, lines)
	}
	all, _ := line[name].([]any)
	for _, v := range all {
		texts = append(texts, fmt.Sprint(v))
	}
	return texts
}

// What filters say and find goes to the line of its transaction, or of the session where it belongs to none.
func TestLogWhereFindingsGo(t *testing.T) {
	text, _ := logged(
		finds(0, "a", "a.at", "connect"),
		finds(1, "a", "a.at", "mail"), finds(1, "a", "a.at", "header"), ends(1),
		finds(2, "a", "a.at", "next"), ends(2),
	)
	want := []string{
		`level=INFO msg=transaction session=s transaction=1 from=<u@d> to="" outcome=delivered size=0 sent=0 findings="a.at=mail, a.at=header"`,
		`level=INFO msg=transaction session=s transaction=2 from=<u@d> to="" outcome=delivered size=0 sent=0 findings="a.at=next"`,
		`level=INFO msg=session session=s transactions=2 end=QUIT findings="a.at=connect"`,
	}
	if got := strings.Split(strings.TrimSpace(text), "\n"); !slices.Equal(got, want) {
		t.Errorf("have\n%s\nwant\n%s", text, strings.Join(want, "\n"))
	}
}

// Filters in shadow see content when its transaction is over and its line is written.
func TestLogAfterwards(t *testing.T) {
	text, _ := logged(
		finds(0, "a", "a.at", "connect"), ends(1),
		inShadow(finds(1, "header_log", "header_log.subject", "one")),
		Event{Kind: Verdict, Transaction: 1, Filter: "score", Hook: "Message", Verdict: "refuse 5.7.1 spam", Shadow: true},
		ends(2), inShadow(finds(2, "header_log", "header_log.subject", "two")),
	)
	want := []string{
		`level=INFO msg=transaction session=s transaction=1 from=<u@d> to="" outcome=delivered size=0 sent=0`,
		`level=INFO msg=afterwards session=s transaction=1 verdicts="score Message: would have said refuse 5.7.1 spam" findings="in shadow: header_log.subject=one"`,
		`level=INFO msg=transaction session=s transaction=2 from=<u@d> to="" outcome=delivered size=0 sent=0`,
		`level=INFO msg=afterwards session=s transaction=2 findings="in shadow: header_log.subject=two"`,
		`level=INFO msg=session session=s transactions=2 end=QUIT findings="a.at=connect"`,
	}
	if got := strings.Split(strings.TrimSpace(text), "\n"); !slices.Equal(got, want) {
		t.Errorf("have\n%s\nwant\n%s", text, strings.Join(want, "\n"))
	}
}

// Whatever a filter in shadow answers, nobody can take it for something that happened.
func TestLogShadow(t *testing.T) {
	failure := errors.New("panic: nil map, at score.go:12")
	for _, test := range []struct {
		verdict string
		err     error
		want    string // in shadow; "": nothing is said
	}{
		{"pass", nil, ""},
		{"accept", nil, ""},
		{"refuse 550 5.7.1 spam", nil, "would have said refuse 550 5.7.1 spam"},
		{"defer 4.7.1 later after 2s", nil, "would have said defer 4.7.1 later after 2s"},
		{"hangup go away", nil, "would have said hangup go away"},
		{"discard known junk", nil, "would have said discard known junk"},
		{"on_error defer", failure, "failed, panic: nil map, at score.go:12 (would have been on_error defer)"},
		{"on_error pass", failure, "failed, panic: nil map, at score.go:12 (would have been on_error pass)"},
		{"", failure, "failed, panic: nil map, at score.go:12"}, // at Close there is no verdict
	} {
		_, inJSON := logged(Event{Kind: Verdict, Transaction: 1, Filter: "score", Hook: "Message", Verdict: test.verdict, Err: test.err, Shadow: true}, ends(1))
		want := []string{"score Message: " + test.want}
		if test.want == "" {
			want = nil
		}
		if got := field(t, inJSON, "verdicts"); !slices.Equal(got, want) {
			t.Errorf("%s: have %q, want %q", test.verdict, got, want)
		}
	}
}

// What was said outside of transactions takes no place in their lines away, and no line grows with what filters find.
func TestLogFindingsAreBounded(t *testing.T) {
	var events []Event
	for _, transaction := range []int{0, 1} {
		for i := range 1000 {
			events = append(events, finds(transaction, "a", "a."+strings.Repeat("k", 1000), fmt.Sprint(i, strings.Repeat("é", 1000))))
		}
	}
	text, inJSON := logged(append(events, ends(1), inShadow(finds(1, "a", "a.late", "x")))...)
	got := field(t, inJSON, "findings")
	if len(got) != maxRemarks+1 || !strings.Contains(got[0], "=0é") || got[maxRemarks] != "980 more" {
		t.Errorf("have %d findings, the last %q", len(got), got[len(got)-1])
	}
	for line := range strings.Lines(text) {
		if len(line) > 10_000 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}
