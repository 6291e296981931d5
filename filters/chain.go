package filters

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// DefaultDeadline is how long a hook may take where its entry doesn't say.
const DefaultDeadline = 5 * time.Second

// OnError is what a filter's failure becomes; in a Reply hook it is always OnErrorPass.
type OnError string

// The choices; "" is OnErrorDefer.
const (
	OnErrorDefer  OnError = "defer"  // 451 4.3.0
	OnErrorPass   OnError = "pass"   // the next filter is asked
	OnErrorRefuse OnError = "refuse" // 550 5.3.0
)

// Entry is one filter in a chain, as the configuration has it.
type Entry struct {
	Label    string // unique in the chain: names the filter in logs
	Part     string // of the store, which entries of several chains can share; "": the Label
	Filter   *Filter
	OnError  OnError
	Deadline time.Duration // of one hook call; 0: DefaultDeadline
	Shadow   bool          // it runs, its verdict is reported as "would have", and nothing changes
}

// Chain is an ordered list of filters. It may serve many sessions at once. A nil Chain is empty.
type Chain struct{ entries []Entry }

// NewChain makes a chain. It is an error for two entries to have one label, for an entry to have none or one that ends with
// " (shadow)", for its on_error to be none of the choices, and for a Filter with Open to have other hooks.
func NewChain(entries ...Entry) (*Chain, error) {
	c := &Chain{slices.Clone(entries)}
	labels := map[string]bool{}
	for i := range c.entries {
		e := &c.entries[i]
		switch {
		case e.Label == "":
			return nil, fmt.Errorf("chain: entry %d has no label", i+1)
		case labels[e.Label]:
			return nil, fmt.Errorf("chain: two entries are called %q", e.Label)
		}
		if err := e.check(); err != nil {
			return nil, err
		}
		labels[e.Label] = true
		if e.Deadline <= 0 {
			e.Deadline = DefaultDeadline
		}
	}
	return c, nil
}

// check tells what is wrong with an entry by itself.
func (e *Entry) check() error {
	switch e.OnError {
	case "", OnErrorDefer, OnErrorPass, OnErrorRefuse:
	default:
		return fmt.Errorf("chain: entry %q: on_error is %q, want defer, pass or refuse", e.Label, e.OnError)
	}
	switch {
	case e.Filter == nil:
		return fmt.Errorf("chain: entry %q has no filter", e.Label)
	case strings.HasSuffix(e.Label, shadowed):
		return fmt.Errorf("chain: entry %q: a label can't end with %q", e.Label, shadowed)
	case strings.HasSuffix(e.Part, shadowed):
		return fmt.Errorf("chain: entry %q: a part of the store can't end with %q", e.Label, shadowed)
	case e.Filter.Open != nil && len(e.Filter.moments()) > 0:
		return fmt.Errorf("filter %q: has Open and %v; a filter with Open has no other hook", e.Label, e.Filter.moments()[0])
	}
	return nil
}

// shadowed marks the part of the store that a filter has while it is in shadow.
const shadowed = " (shadow)"

// Labels are the entries' labels, in order.
func (c *Chain) Labels() []string {
	if c == nil {
		return nil
	}
	var labels []string
	for _, e := range c.entries {
		labels = append(labels, e.Label)
	}
	return labels
}

// Moment names a hook.
type Moment uint8

// The moments, in the order in which a session has them.
const (
	AtOpen Moment = iota
	AtConnect
	AtHello
	AtLogin
	AtSender
	AtRecipient
	AtHeader
	AtMessage
	AtCommand
	AtReply
	AtClose
	moments
)

func (m Moment) String() string {
	return [...]string{"Open", "Connect", "Hello", "Login", "Sender", "Recipient", "Header", "Message", "Command", "Reply", "Close"}[m]
}

// moments lists the hooks that a filter has, but Open, in the order of a session.
func (f *Filter) moments() []Moment {
	has := [moments]bool{
		AtConnect: f.Connect != nil, AtHello: f.Hello != nil, AtLogin: f.Login != nil, AtSender: f.Sender != nil,
		AtRecipient: f.Recipient != nil, AtHeader: f.Header != nil, AtMessage: f.Message != nil,
		AtCommand: f.Command != nil, AtReply: f.Reply != nil, AtClose: f.Close != nil,
	}
	var list []Moment
	for m := range moments {
		if has[m] {
			list = append(list, m)
		}
	}
	return list
}
