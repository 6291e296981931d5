package filters_test

import (
	"errors"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// Content that can't be shown is a failure of each filter in force, and on_error decides; none of them is called.
func TestUnasked(t *testing.T) {
	called := &filters.Filter{Message: func(*filters.Session, *filters.Message) filters.Verdict { t.Error("asked"); return filters.Pass() }}
	for _, test := range []struct {
		first, second filters.Entry
		want          filters.Action
		by            string
	}{
		{filters.Entry{OnError: filters.OnErrorPass}, filters.Entry{OnError: filters.OnErrorPass}, filters.Go, ""},
		{filters.Entry{OnError: filters.OnErrorPass}, filters.Entry{OnError: filters.OnErrorRefuse}, filters.Answer, "second"},
		{filters.Entry{}, filters.Entry{OnError: filters.OnErrorRefuse}, filters.Answer, "first"},
		{filters.Entry{Shadow: true}, filters.Entry{OnError: filters.OnErrorPass}, filters.Go, ""},
	} {
		test.first.Label, test.first.Filter = "first", called
		test.second.Label, test.second.Filter = "second", called
		chain, err := filters.NewChain(test.first, test.second)
		if err != nil {
			t.Fatal(err)
		}
		h := newHost()
		d := chain.Begin(h).Unasked(filters.AtMessage, errors.New("too large"))
		if d.Action != test.want || d.Filter != test.by {
			t.Errorf("%+v: %v by %q", test, d.Action, d.Filter)
		}
	}
}
