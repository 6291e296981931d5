package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

func (s *section) upstreams() []upstream.Config {
	taken := labels{}
	var all []upstream.Config
	for _, block := range s.blocks("upstream") {
		taken.take(block)
		all = append(all, block.upstream())
	}
	return all
}

func (s *section) upstream() upstream.Config {
	defer s.done()
	servers := s.checked("servers", server, "host:port, in the order in which they are tried")
	for _, e := range servers {
		s.r.servers = append(s.r.servers, bound{e, s.name})
	}
	c := upstream.Config{
		Label:   s.block.Label,
		Servers: texts(servers),
		Balance: s.balance(),
		Connect: s.duration("connect", 5*time.Second, "TCP and TLS of one server; then the next is tried"),
		Greet:   s.duration("greet", 30*time.Second, "wait for its greeting"),
		Reply:   s.duration("reply", 5*time.Minute, "wait for a reply"),
	}
	s.someOf("servers", `name at least one: servers = ["192.0.2.1:25"]`)
	s.security(&c)
	return c
}

func (s *section) balance() upstream.Balance {
	return upstream.Balance(s.o.Choice("balance", string(upstream.First), "which server a session gets",
		string(upstream.First), string(upstream.RoundRobin), string(upstream.LeastConn)))
}

// someOf complains of a list that is absent or has nothing in it.
func (s *section) someOf(name, advice string, args ...any) {
	set, has := s.setting(name)
	if list, is := set.Value.([]any); !has || is && len(list) == 0 {
		s.wrong(name, advice, args...)
	}
}

// reference reads the name of a block of a kind, of those with these labels.
func (s *section) reference(name, kind, usage string, known []string) string {
	s.taken = append(s.taken, name)
	set, has := s.setting(name)
	switch {
	case has && s.r.broken[set.At]:
	case slices.ContainsFunc(s.block.Blocks, func(b filters.Block) bool { return b.Type == name }):
		s.r.problem(s.block.At, "%s%s is no block here: %s = %s", s.prefix(), name, name, example(kind, known))
	case !has:
		s.r.problem(s.block.At, "%soption %s: name %s", s.prefix(), name, usage)
	default:
		return s.referred(set.At, name, kind, set.Value, known)
	}
	return ""
}

// referred is the label in a name of a block, or something else if it is on the list.
func (s *section) referred(at filters.Place, option, kind string, value any, known []string) string {
	ref, is := value.(reference)
	label, right := strings.CutPrefix(string(ref), kind+".")
	switch {
	case !is || !right:
		s.r.problem(at, "%soption %s: want a name such as %s", s.prefix(), option, example(kind, known))
	case !slices.Contains(known, label) && !s.r.partial:
		s.r.problem(at, "%soption %s: there is no %s %q%s", s.prefix(), option, kind, label, others(kind, label, known))
	}
	return label
}

func example(kind string, known []string) string {
	if len(known) == 0 {
		return kind + ".name"
	}
	return kind + "." + known[0]
}

// others names what there is instead.
func others(kind, label string, known []string) string {
	if near := suggestion(label, known); near != "" || len(known) == 0 {
		return near
	}
	return fmt.Sprintf("; there is %s.%s", kind, strings.Join(known, ", "+kind+"."))
}
