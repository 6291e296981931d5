// Package matrix says who may write to whom. The rules are asked in order, the first that fits decides, and without one mail
// passes. In a pattern * stands for any text without a slash, ? for one character.
//
//	plugin "matrix" {
//	  source = "matrix.go"
//	  options = {
//	    rules = [
//	      { name = "staff-to-all", from = ["*@example.org"], to = ["all@example.org"], do = "pass" },
//	      { name = "all", to = ["all@example.org"], do = "refuse" },
//	    ]
//	  }
//	}
package matrix

import (
	"path"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

type rule struct {
	name     string
	from, to []string
	pass     bool
}

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	var rules []rule
	for _, b := range o.Blocks("rules", "who may write to whom, asked in order") {
		rules = append(rules, rule{
			name: b.String("name", "unnamed", "what the journal calls it"),
			from: patterns(b, "from", "senders, by patterns"),
			to:   patterns(b, "to", "recipients, by patterns"),
			pass: b.Choice("do", "refuse", "what happens where both fit", "pass", "refuse") == "pass",
		})
	}
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			for _, r := range rules {
				if !fits(r.from, s.Sender().Mailbox()) || !fits(r.to, to.Mailbox()) {
					continue
				}
				s.Note("matrix.rule", r.name)
				if r.pass {
					return filters.Pass()
				}
				return filters.Refuse("5.7.1", to.String()+"... you may not write there")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// patterns reads a list of them in lower case.
func patterns(b *filters.Options, name, usage string) []string {
	list := b.List(name, []string{"*"}, usage)
	for i := range list {
		list[i] = strings.ToLower(list[i])
		if _, err := path.Match(list[i], ""); err != nil {
			b.Errorf(name, "a bracket or a backslash begins something that it doesn't end: %q", list[i])
		}
	}
	return list
}

func fits(patterns []string, mailbox string) bool {
	for _, p := range patterns {
		if ok, _ := path.Match(p, strings.ToLower(mailbox)); ok { // New has checked the pattern
			return true
		}
	}
	return false
}
