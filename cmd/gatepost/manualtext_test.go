package main

import (
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// Every kind of option is explained, and those of nested blocks stand below their block.
func TestOptionsText(t *testing.T) {
	build := func(o *filters.Options) (*filters.Filter, error) {
		o.String("text", "x", "a text")
		o.Rate("limit", filters.Rate{}, "so many words that they don't fit into one line of eighty characters and go on in another")
		o.Map("set", nil, "an object")
		o.Lines("words", "a file")
		for _, rule := range o.Blocks("rule", "asked in order") {
			rule.Choice("do", "pass", "what happens", "pass", "refuse")
			rule.Blocks("inner", "further in")[0].Size("most", 1<<20, "how much")
			rule.Size("least", -1, "from where")
		}
		return nil, o.Err()
	}
	const want = `
  text (text; default "x")
      a text

  limit (rate; not set by default)
      so many words that they don't fit into one line of eighty characters and
      go on in another

  set (object of texts; not set by default)
      an object

  words (name of a file; not set by default)
      a file

  rule { … } (blocks, or a list of objects)
      asked in order

      do ("pass" or "refuse"; default "pass")
          what happens

      inner { … } (blocks, or a list of objects)
          further in

          most (size; default "1MiB")
              how much

      least (size; not set by default)
          from where
`
	if have := optionsText(optionsOf("x", build), 2); have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	if have := optionsText(nil, 2); have != "  none\n" {
		t.Errorf("have %q", have)
	}
}
