package config

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gatepost-mail/gatepost/filters"
)

// doubtful are filters that take all that is written in these tests, and ask the store when a client connects.
var doubtful = Builtins{
	"sender_domain": func(*filters.Options) (*filters.Filter, error) { return &filters.Filter{}, nil },
	"rate_limit": func(o *filters.Options) (*filters.Filter, error) {
		for _, name := range []string{"key", "count", "limit"} {
			o.String(name, "", "")
		}
		return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict {
			s.Store().Get("key")
			return filters.Pass()
		}}, nil
	},
}

// limit is a rate_limit, with its label.
func limit(label, count, limit string, more ...string) string {
	return fmt.Sprintf("rate_limit %s {\nkey = \"client.ip\"\ncount = %q\nlimit = %q\n%s\n}", label, count, limit, strings.Join(more, "\n"))
}

// twoFronts has the filters a and b.
func twoFronts(dns, a, b string) []byte {
	text := dns + "\nupstream \"u\" { servers = [\"192.0.2.1:25\"] }\n"
	for i, block := range []string{a, b} {
		text += fmt.Sprintf("smtp \"f%d\" {\nlisten = [\"127.0.0.1:0\"]\nupstream = upstream.u\nfilters {\n%s\n}\n}\n", i+1, block)
	}
	return []byte(text)
}

func TestDoubts(t *testing.T) {
	const (
		shared = "smtp f2: rate_limit x: the one of this label at gatepost.hcl:7:1 has the same buckets and another limit or burst; " +
			"give one of them a label of its own, or none (at gatepost.hcl:19:1)"
		early = "smtp f1: sender_domain: its deadline of %s is over before a lookup is, which may take the %s that are the timeout of dns: " +
			"a slow server of DNS would look like a failure (at gatepost.hcl:7:1)"
	)
	for _, test := range []struct{ dns, a, b, want string }{
		{"", limit(`"x"`, "messages", "1/1m"), limit(`"x"`, "messages", "2/1m"), shared},
		{"", limit(`"x"`, "messages", "1/1m"), limit(`"x"`, "messages", "1/1m"), ""},
		{"", limit(`"x"`, "messages", "1/1m"), limit(`"x"`, "recipients", "2/1m"), ""},
		{"", limit(`"x"`, "messages", "1/1m"), limit(`"x"`, "messages", "2/1m", `mode = "shadow"`), ""},
		{"", limit(`"x"`, "messages", "1/1m"), limit(`"y"`, "messages", "2/1m"), ""},
		{"", limit("", "messages", "1/1m"), limit("", "messages", "2/1m"), ""},
		{"", "sender_domain {}", "", ""},
		{"", `sender_domain { deadline = "2s" }`, "", ""},
		{"", `sender_domain { deadline = "1s" }`, "", fmt.Sprintf(early, "1s", "2s")},
		{`dns { timeout = "6s" }`, "sender_domain {}", "", fmt.Sprintf(early, "5s", "6s")},
		{"", limit("", "messages", "1/1m", `deadline = "1s"`), "", ""},
		{"", "plugin \"p\" {\nsource = \"p.go\"\ngrant = [\"dns\"]\ndeadline = \"1s\"\n}", "", strings.Replace(fmt.Sprintf(early, "1s", "2s"), "sender_domain", "plugin p", 1)},
		{"", "plugin \"p\" {\nsource = \"p.go\"\ndeadline = \"1s\"\n}", "", ""},
	} {
		cfg, err := Parse("gatepost.hcl", twoFronts(test.dns, test.a, test.b), doubtful.WithPlugins(storing), fstest.MapFS{"p.go": {}})
		if err != nil {
			t.Fatal(err)
		}
		if have := strings.Join(cfg.Warnings, "; "); have != test.want {
			t.Errorf("%s, %s: have\n%s\nwant\n%s", test.a, test.b, have, test.want)
		}
	}
}

// What judges the envelope is out of place where there is none.
func TestIdle(t *testing.T) {
	const bare, at = "pop3 mailboxes: ", "gatepost.hcl"
	limits := func(key, count string) filters.Block {
		return filters.Block{Type: "rate_limit", Label: "x", Settings: []filters.Setting{{Name: "key", Value: key}, {Name: "count", Value: count}}}
	}
	for _, test := range []struct {
		block filters.Block
		want  string
	}{
		{filters.Block{Type: "relay"}, bare + "relay has nothing to decide in POP3, which has no envelope: take it out"},
		{filters.Block{Type: "sender_domain"}, bare + "sender_domain has nothing to decide in POP3, which has no envelope: take it out"},
		{filters.Block{Type: "header_log"}, ""},
		{limits("client.ip", "failed_logins"), ""}, {limits("login", "bytes"), ""}, {limits("client.network", "connections"), ""},
		{limits("client.ip", "messages"), bare + "rate_limit x: there are no messages to count in POP3, only connections, failed_logins and bytes"},
		{limits("login", "recipients"), bare + "rate_limit x: there are no recipients to count in POP3, only connections, failed_logins and bytes"},
		{limits("sender.domain", "bytes"), bare + "rate_limit x: there is no sender by which to count in POP3, only client.ip, client.network and login"},
		{limits("recipient", "bytes"), bare + "rate_limit x: there is no recipient by which to count in POP3, only client.ip, client.network and login"},
	} {
		for p, wanted := range map[filters.Protocol]string{filters.SMTP: "", filters.POP3: test.want} {
			r := new(reader)
			test.block.At.File = at
			r.idle("pop3 mailboxes", p, test.block)
			have := ""
			for _, found := range r.problems {
				have += found.Text
			}
			if have != wanted || have != "" && r.problems[0].At.File != at {
				t.Errorf("%s, %s: have %q, want %q", test.block, p, have, wanted)
			}
		}
	}
}

// A pattern that is but the end of a name, and networks where there is no client to be judged, are not what they look like.
func TestDoubtsOfRewriting(t *testing.T) {
	list := func(name string, texts ...any) filters.Setting { return filters.Setting{Name: name, Value: texts} }
	rewrite := func(settings ...filters.Setting) filters.Block {
		return filters.Block{Type: "mime_rewrite", Settings: settings}
	}
	drop := func(settings ...filters.Setting) filters.Block {
		return filters.Block{Type: "mime_rewrite", Blocks: []filters.Block{{Type: "drop", Settings: settings}}}
	}
	const outside = "f: mime_rewrite: networks say nothing in POP3, so all mail is from outside: give domains, by which From is judged (at :0:0)"
	ending := func(text string) string {
		return fmt.Sprintf("f: mime_rewrite: drop: %q is only a file of just that name; \"*.exe\" is any (at :0:0)", text)
	}
	for _, test := range []struct {
		block filters.Block
		p     filters.Protocol
		want  string
	}{
		{drop(list("name", "*.exe", "a?", "[ab]", "README", "a.exe", "winmail.dat")), filters.SMTP, ""},
		{drop(list("name", "*.com", ".exe")), filters.SMTP, ending(".exe")},
		{drop(list("members", "exe")), filters.POP3, ending("exe")},
		{drop(list("type", "exe")), filters.SMTP, ""},
		{drop(filters.Setting{Name: "name", Value: []any{"exe"}, Hidden: true}), filters.SMTP, ""},
		{rewrite(list("networks", "192.0.2.0/24")), filters.POP3, outside},
		{rewrite(list("networks", "192.0.2.0/24")), filters.SMTP, ""},
		{rewrite(list("networks", "192.0.2.0/24"), list("domains", "example.org")), filters.POP3, ""},
	} {
		r := new(reader)
		r.idle("f", test.p, test.block)
		r.doubts("f", test.block, filters.Entry{})
		if have := strings.Join(r.warnings, "; "); have != test.want || len(r.problems) > 0 {
			t.Errorf("%v, %s: have %s, %v, want %s", test.block, test.p, have, r.problems, test.want)
		}
	}
}

type memory = filters.Values

// parts writes down which part of the store is asked for.
type parts struct {
	filters.Host
	memory
	asked []string
}

func (p *parts) Protocol() filters.Protocol { return filters.SMTP }
func (p *parts) Context() context.Context   { return context.Background() }
func (p *parts) Report(filters.Report)      {}
func (p *parts) Values() filters.Values     { return p }
func (p *parts) Get(_ context.Context, part, _ string) (string, error) {
	p.asked = append(p.asked, part)
	return "", nil
}

// storing makes plugins that ask the store when a client connects.
func storing(Plugin) (builder, []string, error) {
	return func(*filters.Options) (*filters.Filter, error) {
		return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict {
			s.Store().Get("key")
			return filters.Pass()
		}}, nil
	}, nil, nil
}

// What a filter without a label keeps is its front's, and so is what a plugin keeps; fronts share what else is kept under a label.
func TestParts(t *testing.T) {
	chain := limit("", "messages", "1/1m") + "\n" + limit(`"x"`, "messages", "1/1m") + "\nplugin \"p\" {\nsource = \"p.go\"\n}"
	cfg, err := Parse("gatepost.hcl", twoFronts("", chain, chain), doubtful.WithPlugins(storing), fstest.MapFS{"p.go": {}})
	if err != nil {
		t.Fatal(err)
	}
	p := new(parts)
	for _, f := range cfg.Fronts {
		f.Chain.Begin(p).Connect()
	}
	if want := []string{"smtp f1/rate_limit", "x", "smtp f1/p", "smtp f2/rate_limit", "x", "smtp f2/p"}; !slices.Equal(p.asked, want) {
		t.Errorf("have %q, want %q", p.asked, want)
	}
}
