package filters_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

const (
	deferred = "451 4.3.0 temporary trouble with a local policy, please try again later"
	failed   = "answer " + deferred + " by a"
)

// verdicts are the rows; the columns are the moments. "-" is a failure; what isn't named is as at "else".
var verdicts = []struct {
	v          filters.Verdict
	smtp, pop3 map[string]string
}{
	{filters.Pass(), row("go"), row("go")},
	{filters.Accept(), row("go"), row("go")},
	{
		filters.Refuse("5.7.1", "no"),
		row("answer 550 5.7.1 no by a", "Connect", "answer 554 5.7.1 no by a", "Login", "answer 535 5.7.1 no by a", "Reply", "-"),
		row("answer 0 SYS/PERM no by a", "Login", "answer 0 AUTH no by a", "Reply", "-"),
	},
	{
		filters.Refuse("", ""),
		row("answer 550 5.7.1 not accepted by a", "Connect", "answer 554 5.7.1 not accepted by a", "Login", "answer 535 5.7.1 not accepted by a", "Reply", "-"),
		row("answer 0 SYS/PERM not accepted by a", "Login", "answer 0 AUTH not accepted by a", "Reply", "-"),
	},
	{
		filters.RefuseCode(552, "5.3.4", "no"),
		row("answer 552 5.3.4 no by a", "Reply", "-"),
		row("answer 0 SYS/PERM no by a", "Login", "answer 0 AUTH no by a", "Reply", "-"),
	},
	{
		filters.Defer("4.7.1", "later"),
		row("answer 451 4.7.1 later by a", "Connect", "answer 421 4.7.1 later by a", "Login", "answer 454 4.7.1 later by a", "Reply", "-"),
		row("answer 0 SYS/TEMP later by a", "Reply", "-"),
	},
	{
		filters.DeferCode(450, "4.2.1", "later"),
		row("answer 450 4.2.1 later by a", "Reply", "-"),
		row("answer 0 SYS/TEMP later by a", "Reply", "-"),
	},
	{filters.Hangup("enough"), row("disconnect 421 4.7.0 enough by a"), row("disconnect 0 SYS/TEMP enough by a")},
	{
		filters.Discard("seen"),
		row("-", "Sender", "swallow 250 2.0.0 OK by a", "Recipient", "swallow 250 2.0.0 OK by a", "Header", "swallow 250 2.0.0 OK by a", "Message", "swallow 250 2.0.0 OK by a"),
		row("-"),
	},
	{filters.Fail(errors.New("no table")), row("-"), row("-")},
	{filters.Fail(nil), row("-"), row("-")},
	{filters.Verdict{}, row("-"), row("-")},
	{filters.Verdict{}.After(1), row("-"), row("-")},
	{filters.RefuseCode(499, "5.7.1", "no"), row("-"), row("-")},
	{filters.RefuseCode(600, "5.7.1", "no"), row("-"), row("-")},
	{filters.RefuseCode(0, "5.7.1", "no"), row("-"), row("-")},
	{filters.RefuseCode(-550, "5.7.1", "no"), row("-"), row("-")},
	{filters.RefuseCode(250, "2.0.0", "yes"), row("-"), row("-")},
	{filters.RefuseCode(550, "4.7.1", "no"), row("-"), row("-")},
	{filters.Refuse("4.7.1", "no"), row("-"), row("-")},
	{filters.Refuse("2.0.0", "yes"), row("-"), row("-")},
	{filters.Refuse("5.7.1\r\n250 OK", "no"), row("-"), row("-")},
	{filters.Refuse("5.7", "no"), row("-"), row("-")},
	{filters.Refuse("5.7.1 no", "no"), row("-"), row("-")},
	{filters.Refuse("5.1000.1", "no"), row("-"), row("-")},
	{filters.DeferCode(399, "4.7.1", "later"), row("-"), row("-")},
	{filters.DeferCode(500, "4.7.1", "later"), row("-"), row("-")},
	{filters.DeferCode(421, "4.7.1", "later"), row("-"), row("-")},
	{filters.DeferCode(0, "4.7.1", "later"), row("-"), row("-")},
	{filters.DeferCode(451, "5.7.1", "later"), row("-"), row("-")},
	{filters.Defer("5.7.1", "later"), row("-"), row("-")},
}

func row(otherwise string, moments ...string) map[string]string {
	r := map[string]string{"else": otherwise}
	for i := 0; i < len(moments); i += 2 {
		r[moments[i]] = moments[i+1]
	}
	return r
}

func TestVerdictsAtMoments(t *testing.T) {
	for _, verdict := range verdicts {
		for _, at := range asked {
			for p, row := range map[filters.Protocol]map[string]string{filters.SMTP: verdict.smtp, filters.POP3: verdict.pop3} {
				wanted, named := row[at.String()]
				if !named {
					wanted = row["else"]
				}
				checkVerdict(t, verdict.v, p, at, wanted)
			}
		}
	}
}

func checkVerdict(t *testing.T, v filters.Verdict, p filters.Protocol, at filters.Moment, wanted string) {
	t.Helper()
	h := newHost()
	h.protocol = p
	e := entry("a", at, says(v))
	e.OnError = filters.OnErrorPass
	d := put(t, chainOf(t, e).Begin(h), at)
	failure := h.reports[0].Kind == filters.Failures
	if failure != (wanted == "-") || !failure && words(d) != wanted || failure && words(d) != "go" {
		t.Errorf("%v at %s %v: %s, %s; want %q", v, p, at, words(d), h.said(), wanted)
	}
	if d.Action != filters.Go && d.Why != v.String() {
		t.Errorf("%v at %v: why is %q", v, at, d.Why)
	}
}

func TestOnError(t *testing.T) {
	refused := "answer %s 5.3.0 a local policy could not be applied by a"
	for _, c := range []struct {
		on         filters.OnError
		at         filters.Moment
		smtp, pop3 string
	}{
		{"", filters.AtSender, failed, "answer 0 SYS/TEMP" + failed[len("answer 451 4.3.0"):]},
		{filters.OnErrorDefer, filters.AtMessage, failed, "answer 0 SYS/TEMP" + failed[len("answer 451 4.3.0"):]},
		{filters.OnErrorDefer, filters.AtConnect, "answer 421" + failed[len("answer 451"):], "answer 0 SYS/TEMP" + failed[len("answer 451 4.3.0"):]},
		{filters.OnErrorDefer, filters.AtLogin, "answer 454" + failed[len("answer 451"):], "answer 0 SYS/TEMP" + failed[len("answer 451 4.3.0"):]},
		{filters.OnErrorDefer, filters.AtReply, "go", "go"},
		{filters.OnErrorRefuse, filters.AtCommand, fmt.Sprintf(refused, "550"), "answer 0 SYS/PERM a local policy could not be applied by a"},
		{filters.OnErrorRefuse, filters.AtConnect, fmt.Sprintf(refused, "554"), "answer 0 SYS/PERM a local policy could not be applied by a"},
		{filters.OnErrorRefuse, filters.AtLogin, fmt.Sprintf(refused, "535"), "answer 0 AUTH a local policy could not be applied by a"},
		{filters.OnErrorRefuse, filters.AtReply, "go", "go"},
		{filters.OnErrorPass, filters.AtConnect, "go", "go"},
		{filters.OnErrorPass, filters.AtReply, "go", "go"},
	} {
		for p, wanted := range map[filters.Protocol]string{filters.SMTP: c.smtp, filters.POP3: c.pop3} {
			h := newHost()
			h.protocol = p
			e := entry("a", c.at, says(filters.Fail(errors.New("secret detail")).After(5)))
			e.OnError = c.on
			d := put(t, chainOf(t, e).Begin(h), c.at)
			want(t, words(d), wanted)
			if d.Action != filters.Go && d.Why != "failed: secret detail" {
				t.Errorf("why: %q", d.Why)
			}
		}
	}
}

func TestOnErrorInTheRecord(t *testing.T) {
	for on, word := range map[filters.OnError]string{"": "defer", filters.OnErrorDefer: "defer", filters.OnErrorPass: "pass", filters.OnErrorRefuse: "refuse"} {
		h := newHost()
		e := filters.Entry{Label: "a", Filter: all(says(filters.Fail(errors.New("no table")))), OnError: on}
		run := chainOf(t, e).Begin(h)
		run.Connect()
		want(t, h.said(), "a Connect: no table; on_error "+word)
		run.Reply(filters.Command{}, &filters.Reply{Code: 220, Lines: []string{"hi"}})
		want(t, h.said(), "a Reply: no table; on_error pass")
	}
}

// With on_error = "pass" the next filter is asked, and may decide.
func TestFailureThatPasses(t *testing.T) {
	for _, at := range asked[:len(asked)-1] {
		broken := entry("a", at, says(filters.Verdict{}))
		broken.OnError = filters.OnErrorPass
		c := chainOf(t, broken, entry("b", at, says(filters.RefuseCode(550, "5.7.1", "no"))))
		want(t, words(put(t, c.Begin(newHost()), at)), "answer 550 5.7.1 no by b")
	}
}

// A text can't end its line, nor make it longer than a reply line may be: it goes on in the next.
func TestTextsOfReplies(t *testing.T) {
	words := strings.Repeat("word ", 200)
	for _, c := range []struct {
		text  string
		lines int
	}{
		{"a\r\n250 OK\x00\x1b", 1}, {strings.Repeat("x", 480), 1}, {strings.Repeat("x", 481), 2}, {words, 3},
		{strings.Repeat("\u00e9", 240), 1}, {strings.Repeat("\u00e9", 241), 2}, {strings.Repeat("x", 100000), 10},
		{strings.Repeat(" ", 1000), 1}, {"", 1}, {" " + strings.Repeat("x", 1000), 3},
	} {
		for p, lines := range map[filters.Protocol]int{filters.SMTP: c.lines, filters.POP3: 1} {
			h := newHost()
			h.protocol = p
			run := chainOf(t, entry("a", filters.AtConnect, says(filters.Refuse("5.7.1", c.text)))).Begin(h)
			reply := run.Connect().Reply
			if len(reply.Lines) != lines {
				t.Errorf("%s, %.20q: %d lines, want %d", p, c.text, len(reply.Lines), lines)
			}
			for _, line := range reply.Lines {
				if len(line) > 480 || line == "" || strings.ContainsAny(line, "\r\n\x00\x1b") || !strings.Contains(line, "x") && strings.ContainsRune(line, '\ufffd') {
					t.Errorf("%s: line %q", p, line)
				}
			}
		}
	}
}
