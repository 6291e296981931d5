// Package dnslist turns away clients that a DNS list names (RFC 5782), before they have said a word. A list that doesn't
// answer lets mail pass, and the journal tells.
//
//	plugin "dnslist" {
//	  source  = "dnslist.go"
//	  grant   = ["dns"]
//	  options = { zones = ["bad.list.example"] }
//	}
package dnslist

import "github.com/gatepost-mail/gatepost/filters"

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	zones := o.List("zones", nil, "the lists, asked in order")
	if len(zones) == 0 {
		o.Errorf("zones", "name a list at least")
	}
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			for _, zone := range zones {
				answers, err := s.Resolver().Listed(zone, s.Client().Addr)
				if err != nil {
					s.Note("dnslist.silent", zone+": "+err.Error())
					continue
				}
				if len(answers) > 0 {
					s.Note("dnslist.listed", zone+" says "+answers[0].String())
					return filters.Refuse("5.7.1", s.Client().Addr.String()+" is listed by "+zone)
				}
			}
			return filters.Pass()
		},
	}, o.Err()
}
