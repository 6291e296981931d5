package filters_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

func BenchmarkEmptyChain(b *testing.B) {
	run := chainOf(b).Begin(newHost())
	p := recipientOf(b, "<a@example.org>")
	c, r := filters.Command{Verb: "NOOP"}, filters.Reply{Code: 250, Lines: []string{"OK"}}
	check := func(filters.Command) error { return nil }
	b.ReportAllocs()
	for b.Loop() {
		run.Command(&c, check)
		run.Recipient(&p)
		run.Reply(c, &r)
	}
}

// What is not asked costs nothing.
func TestEmptyChainAllocatesNothing(t *testing.T) {
	run := chainOf(t).Begin(newHost())
	p, hello, login := recipientOf(t, "<a@example.org>"), filters.Hello{}, filters.Login{}
	c, r, m := filters.Command{Verb: "NOOP"}, filters.Reply{Code: 250, Lines: []string{"OK"}}, messageOf(t, mail)
	check := func(filters.Command) error { return nil }
	if n := testing.AllocsPerRun(100, func() {
		run.Connect()
		run.Hello(&hello)
		run.Login(&login)
		run.Command(&c, check)
		run.Sender(&p)
		run.Recipient(&p)
		run.Header(m)
		run.Message(m)
		run.Reply(c, &r)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// quiet is a host whose reports go nowhere.
type quiet struct{ *host }

func (quiet) Report(filters.Report) {}

func BenchmarkRecipient(b *testing.B) {
	run := chainOf(b, entry("a", filters.AtRecipient, pass)).Begin(quiet{newHost()})
	p := recipientOf(b, "<a@example.org>")
	b.ReportAllocs()
	for b.Loop() {
		run.Recipient(&p)
	}
}

func BenchmarkBegin(b *testing.B) {
	c := chainOf(b, filters.Entry{Label: "a", Filter: all(pass)}, filters.Entry{Label: "b", Filter: all(pass)})
	h := quiet{newHost()}
	b.ReportAllocs()
	for b.Loop() {
		c.Begin(h)
	}
}
