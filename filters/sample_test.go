package filters_test

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// These are filters as users write them: each is the New of a package of its own, and uses nothing but the contract.

// newDNSBL refuses clients that a DNS list names.
func newDNSBL(o *filters.Options) (*filters.Filter, error) {
	zones := o.List("zones", nil, "DNS lists that are asked, in order")
	if len(zones) == 0 {
		o.Errorf("zones", "name at least one list")
	}
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			for _, zone := range zones {
				answers, err := s.Resolver().Listed(zone, s.Client().Addr)
				if err != nil {
					s.Note("dnsbl.error", zone+": "+err.Error()) // a list that is down lets mail pass
					continue
				}
				if len(answers) > 0 {
					s.Note("dnsbl.listed", zone+" "+answers[0].String())
					return filters.RefuseCode(554, "5.7.1", "your address is listed by "+zone)
				}
			}
			return filters.Pass()
		},
	}, o.Err()
}

// newGreylist defers a stranger's first try.
func newGreylist(o *filters.Options) (*filters.Filter, error) {
	wait := o.Duration("wait", 5*time.Minute, "how long a first try is deferred")
	keep := o.Duration("keep", 36*24*time.Hour, "how long a triplet is remembered")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			if s.User() != "" {
				return filters.Pass()
			}
			key := strings.ToLower(s.Client().Network().String() + " " + s.Sender().Mailbox() + " " + to.Mailbox())
			now := s.Now()
			first, err := s.Store().SetNew(key, now.Format(time.RFC3339), keep)
			if err != nil {
				return filters.Fail(err)
			}
			since, err := time.Parse(time.RFC3339, first)
			if err != nil {
				return filters.Fail(err)
			}
			if now.Sub(since) < wait {
				return filters.DeferCode(450, "4.7.1", "greylisted, please try again in some minutes")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// newHideUpstream takes the upstream's software out of what clients hear.
func newHideUpstream(o *filters.Options) (*filters.Filter, error) {
	name := o.String("name", "mail", "what the greeting says instead")
	words, err := regexp.Compile(o.String("words", `(?i)(postfix|exim|sendmail|exchange|dovecot)\S*`, "what is taken out"))
	if err != nil {
		o.Errorf("words", "%v", err)
	}
	return &filters.Filter{
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			if c.Verb == "" && r.OK() && s.Protocol() == filters.SMTP {
				r.Lines = []string{name + " ESMTP"}
				return filters.Pass()
			}
			for i, line := range r.Lines {
				if c.Verb == "EHLO" && i > 0 {
					break
				}
				r.Lines[i] = words.ReplaceAllString(line, "mail")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// newMatrix says who may write to whom.
func newMatrix(o *filters.Options) (*filters.Filter, error) {
	type rule struct {
		name     string
		from, to []string
		allow    bool
	}
	var rules []rule
	for _, b := range o.Blocks("rule", "asked in order; the first that fits decides") {
		rules = append(rules, rule{
			name:  b.Label(),
			from:  b.List("from", []string{"*"}, "patterns of senders"),
			to:    b.List("to", []string{"*"}, "patterns of recipients"),
			allow: b.Choice("do", "refuse", "what happens", "pass", "refuse") == "pass",
		})
	}
	fits := func(patterns []string, mailbox string) bool {
		for _, p := range patterns {
			if ok, _ := path.Match(strings.ToLower(p), strings.ToLower(mailbox)); ok {
				return true
			}
		}
		return false
	}
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			for _, r := range rules {
				if !fits(r.from, s.Sender().Mailbox()) || !fits(r.to, to.Mailbox()) {
					continue
				}
				s.Note("matrix.rule", r.name)
				if r.allow {
					return filters.Pass()
				}
				return filters.Refuse("5.7.1", to.String()+"... you may not write there")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// newPOPReadOnly refuses DELE and notes what was fetched.
func newPOPReadOnly(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Command: func(s *filters.Session, c *filters.Command) filters.Verdict {
			if c.Verb == "DELE" {
				return filters.Refuse("5.7.1", "this mailbox is read-only")
			}
			return filters.Pass()
		},
		Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
			s.Note("retr.size", strconv.FormatInt(m.Size(), 10))
			return filters.Pass()
		},
	}, o.Err()
}

// newQuota bounds the recipients of a whole session.
func newQuota(o *filters.Options) (*filters.Filter, error) {
	most := o.Int("max_rcpts", 10, "most recipients in one session, each counted once")
	return &filters.Filter{
		Open: func(s *filters.Session) *filters.Filter {
			seen := map[string]bool{}
			return &filters.Filter{
				Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
					if seen[to.Mailbox()] {
						return filters.Pass()
					}
					if len(seen) >= most {
						s.Note("quota.over", to.String())
						return filters.DeferCode(452, "4.5.3", "too many recipients, send the rest later")
					}
					seen[to.Mailbox()] = true
					return filters.Pass()
				},
			}
		},
	}, o.Err()
}

// newScore adds up small suspicions and decides when the message is there.
func newScore(o *filters.Options) (*filters.Filter, error) {
	limit := o.Int("refuse_at", 5, "points at which a message is refused")
	return &filters.Filter{Open: func(*filters.Session) *filters.Filter {
		client, mail, transaction := 0, 0, 0
		// An earlier filter's Accept may have skipped a hook: so each asks which transaction it is.
		fresh := func(s *filters.Session) {
			if s.Transaction() != transaction {
				transaction, mail = s.Transaction(), 0
			}
		}
		return &filters.Filter{
			Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
				if client = 0; !strings.Contains(h.Name, ".") {
					client = 2
				}
				return filters.Pass()
			},
			Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
				if fresh(s); s.Sender().Null() && len(s.Recipients()) > 0 {
					mail += 3
				}
				return filters.Pass()
			},
			Header: func(s *filters.Session, m *filters.Message) filters.Verdict {
				if fresh(s); m.Header.Get("Date") == "" {
					mail++
				}
				return filters.Pass()
			},
			Message: func(s *filters.Session, m *filters.Message) filters.Verdict {
				fresh(s)
				total := client + mail
				m.Header.Add("X-Score", strconv.Itoa(total))
				if total >= limit {
					return filters.Refuse("5.7.1", "this looks like spam").After(2 * time.Second)
				}
				return filters.Pass()
			},
		}
	}}, o.Err()
}
