package resolver_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/resolver"
)

const second = "example.org MX 10 second.example.org\n"

func TestSilentServerLeavesTimeForTheNext(t *testing.T) {
	b := newBench(t, resolver.Config{}, "example.org SILENT", second)
	answer := b.later("MX example.org")
	b.zones[0].Await(1)
	b.advance(500 * time.Millisecond) // of 2 s, for two servers twice
	want(t, <-answer, "10 second.example.org")
	wantQueries(t, b.zones[0], "MX example.org")
}

func TestNextServerAfterTrouble(t *testing.T) {
	for _, fault := range []string{"SERVFAIL", "REFUSED", "LAME", "GARBAGE"} {
		b := newBench(t, resolver.Config{}, "example.org "+fault, second)
		want(t, b.ask("MX example.org"), "10 second.example.org")
		wantQueries(t, b.zones[0], "MX example.org")
	}
}

func TestNoSuchNameIsAnAnswer(t *testing.T) {
	b := newBench(t, resolver.Config{}, "", second)
	want(t, b.ask("MX example.org"), "")
	wantQueries(t, b.zones[1])
}

func TestSilentServersAreAskedTwice(t *testing.T) {
	b := newBench(t, resolver.Config{Timeout: 4 * time.Second}, "example.org SILENT", "example.org SERVFAIL")
	answer := b.later("MX example.org")
	b.zones[0].Await(1)
	b.advance(time.Second)
	b.zones[0].Await(2)
	b.advance(3*time.Second - 1)
	select {
	case have := <-answer:
		t.Errorf("have %q before the time is over", have)
	default:
	}
	b.advance(1)
	want(t, <-answer, "resolver: MX example.org: server SERVER1: no answer in time; server SERVER2: SERVFAIL")
	wantQueries(t, b.zones[0], "MX example.org", "MX example.org")
	wantQueries(t, b.zones[1], "MX example.org")
}

func TestLostDatagram(t *testing.T) {
	b := newBench(t, resolver.Config{}, "example.org SLOW 1500ms\n"+second)
	answer := b.later("MX example.org")
	b.zones[0].Await(1)
	b.advance(time.Second) // the first answer will find its port closed
	b.zones[0].Await(2)
	b.advance(500 * time.Millisecond) // the first is due, the second isn't
	b.advance(499 * time.Millisecond)
	select {
	case have := <-answer:
		t.Errorf("have %q before the time is over", have)
	default:
	}
	b.advance(time.Millisecond)
	want(t, <-answer, "resolver: MX example.org: server SERVER1: no answer in time")
}

func TestSlowAnswer(t *testing.T) {
	b := newBench(t, resolver.Config{}, "example.org SLOW 900ms\n"+second)
	answer := b.later("MX example.org")
	b.zones[0].Await(1)
	b.advance(900 * time.Millisecond)
	want(t, <-answer, "10 second.example.org")
}

// The deadline is that of the lookup, not of each of its queries.
func TestOneDeadlineForTheChain(t *testing.T) {
	b := newBench(t, resolver.Config{}, `
one.example CNAME two.example
one.example UNCHASED
one.example SLOW 900ms
two.example SILENT`)
	answer := b.later("MX one.example")
	b.zones[0].Await(1)
	b.advance(900 * time.Millisecond)
	b.zones[0].Await(2)
	b.advance(550 * time.Millisecond)
	b.zones[0].Await(3)
	b.advance(550 * time.Millisecond)
	want(t, <-answer, "resolver: MX one.example: server SERVER1: no answer in time")
	wantQueries(t, b.zones[0], "MX one.example", "MX two.example", "MX two.example")
}

func TestOneQueryForAll(t *testing.T) {
	const callers = 100
	b := newBench(t, resolver.Config{}, "example.org SLOW 500ms\nexample.org 0 MX 10 mail.example.org")
	var waiting, done sync.WaitGroup
	waiting.Add(callers)
	answers := make([]string, callers)
	for i := range callers {
		ctx := waiter{context.Background(), waiting.Done}
		done.Go(func() { answers[i] = b.askWith(ctx, "MX example.org") })
	}
	waiting.Wait()
	b.zones[0].Await(1)
	b.advance(500 * time.Millisecond)
	done.Wait()
	for _, have := range answers {
		want(t, have, "10 mail.example.org")
	}
	wantQueries(t, b.zones[0], "MX example.org")
}

func TestWhoLeavesLeavesAlone(t *testing.T) {
	b := newBench(t, resolver.Config{}, "example.org SLOW 500ms\n"+second)
	hook, over := context.WithCancelCause(context.Background())
	var waiting sync.WaitGroup
	waiting.Add(2)
	first, other := make(chan string, 1), make(chan string, 1)
	go func() { first <- b.askWith(waiter{hook, waiting.Done}, "MX example.org") }()
	go func() { other <- b.askWith(waiter{context.Background(), waiting.Done}, "MX example.org") }()
	waiting.Wait()
	over(errReason)
	want(t, <-first, "resolver: MX example.org: the hook is over")
	b.zones[0].Await(1)
	b.advance(500 * time.Millisecond)
	want(t, <-other, "10 second.example.org")
}

func TestContextThatEndedIsNoTrouble(t *testing.T) {
	b := newBench(t, resolver.Config{}, "example.org SILENT")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := b.MX(ctx, "example.org")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("have %v, want context.Canceled in it", err)
	}
}

func TestCloseEndsLookups(t *testing.T) {
	b := newBench(t, resolver.Config{}, "example.org SILENT")
	answer := b.later("MX example.org")
	b.zones[0].Await(1)
	b.Close()
	want(t, <-answer, "resolver: MX example.org: server SERVER1: the resolver is closed")
	want(t, b.ask("MX example.net"), "resolver: MX example.net: the resolver is closed")
	b.Close()
}

func TestManyQuestionsAtOnce(t *testing.T) {
	var zone strings.Builder
	for i := range 200 {
		fmt.Fprintf(&zone, "n%d.example MX 10 mail%d.example\n", i, i)
	}
	b := newBench(t, resolver.Config{}, zone.String())
	var done sync.WaitGroup
	for i := range 200 {
		done.Go(func() {
			want(t, b.ask(fmt.Sprintf("MX n%d.example", i)), fmt.Sprintf("10 mail%d.example", i))
		})
	}
	done.Wait()
}
