package config

import (
	"errors"
	"fmt"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/relay"
)

// relayers are the relay filter, one of its name that fails where nobody looks, and one that lets all mail through.
var relayers = Builtins{
	"relay": func(o *filters.Options) (*filters.Filter, error) {
		if o.Label() == "broken" {
			return &filters.Filter{Recipient: func(s *filters.Session, _ *filters.Path) filters.Verdict { panic(s.User()) }}, nil
		}
		return relay.New(o)
	},
	"quota": func(*filters.Options) (*filters.Filter, error) {
		return &filters.Filter{Recipient: func(*filters.Session, *filters.Path) filters.Verdict { return filters.Accept() }}, nil
	},
}

// inside is a file with a front that listens, and what else stands in it. Its listen is on line 4, its filters begin on line 7.
func inside(listen, more, filters string) string {
	return fmt.Sprintf("\nupstream \"legacy\" { servers = [\"10.0.0.11:25\"] }\nsmtp \"inbound\" {\n  listen = [%s]\n  upstream = upstream.legacy\n%s\n  filters {\n%s\n}\n}\n",
		listen, more, filters)
}

// relayOf is a relay filter's block with these lines.
func relayOf(lines ...string) string { return "relay {\n" + strings.Join(lines, "\n") + "\n}" }

const wholeWorld = `networks = ["192.0.2.0/24", "0.0.0.0/0"]`

// relayingTests are fronts, and what is told of them: to who only looks, in an error, or in a warning, each with its place.
var relayingTests = []struct{ listen, more, filters, refusedAt, warnedAt, told string }{
	// nobody from outside comes there
	{`"127.0.0.1:25", "127.9.9.9:25", "[::1]:25", "localhost:26", "[::ffff:127.0.0.1]:27"`, "", "", "", "", "strangers don't reach it, since it listens on loopback only"},
	{`"127.0.0.1:25"`, "open_relay = true", relayOf(wholeWorld), "", "", "strangers don't reach it"},

	// strangers are refused
	{`"[::]:25"`, "", relayOf(`domains = ["example.org"]`, `networks = ["10.0.0.0/8", "203.0.113.0/24"]`), "", "", "no open relay: its relay filter refuses strangers, 2 of whom asked for "},
	{`"[::]:25"`, "open_relay = false", "quota {}\n" + relayOf("authenticated = true"), "", "", "no open relay"},
	{`"[::]:25"`, "", relayOf(wholeWorld) + "\nrelay \"too\" { domains = [\"example.org\"] }", "", "", "no open relay"},
	{`"[::]:25"`, "open_relay = true", relayOf(), "", "6:1", "open_relay = true isn't needed"},

	// nothing would refuse them
	{`"[::]:25"`, "", "", "3:1", "", "it listens at [::]:25, has no relay filter that enforces, and upstream.legacy sees the gateway's address"},
	{`"127.0.0.1:25", "192.0.2.1:25"`, "", "quota {}", "3:1", "", "it listens at 192.0.2.1:25, has no relay filter"},
	{`":25"`, "", relayOf(`mode = "shadow"`), "3:1", "", "it listens at :25, has no relay filter"},
	{`"mx.example.org:25"`, "", "", "3:1", "", "it listens at mx.example.org:25"},
	{`"10.0.0.1:25"`, "open_relay = false", "", "3:1", "", "such as 203.0.113.25 from <> to <u@elsewhere.invalid>: "},
	{`"[::]:25"`, "open_relay = true", "", "", "6:1", "such as 203.0.113.25 from <> to <u@elsewhere.invalid>"},

	// the relay filter lets them in
	{`"[::]:25"`, "", relayOf(wholeWorld), "9:29", "", "its relay filter takes all of 0.0.0.0/0 for your networks; name only networks of your own"},
	{`"[::]:25"`, "", relayOf(`networks = ["::/0"]`), "9:13", "", "such as 2001:db8::25 from <> to <u@elsewhere.invalid>"},
	{`"[::]:25"`, "", relayOf(`networks = ["::ffff:0.0.0.0/96"]`), "9:13", "", "all of 0.0.0.0/0 for your networks"},
	{`"[::]:25"`, "", "relay \"broken\" { on_error = \"pass\" }", "8:1", "", "its relay filter lets them; let its on_error be \"defer\""},
	{`"[::]:25"`, "open_relay = true", relayOf(wholeWorld), "", "6:1", "open_relay = true: strangers can send"},

	// the relay filter lets them in when it fails
	{`"[::]:25"`, "", relayOf(`on_error = "pass"`), "8:1", "", `whenever its relay filter fails, since that has on_error = "pass": let it be "defer", or`},
	{`"[::]:25"`, "", "on_error = \"pass\"\n" + relayOf(), "9:1", "", "whenever its relay filter fails"},
	{`"[::]:25"`, "open_relay = true", relayOf(`on_error = "pass"`), "", "6:1", "open_relay = true: strangers can send anywhere through it whenever"},
	{`"[::]:25"`, "", relayOf(`on_error = "pass"`) + "\nrelay \"too\" {}", "", "", "no open relay"},
	{`"[::]:25"`, "", relayOf(wholeWorld) + "\nrelay \"too\" { on_error = \"pass\" }", "11:1", "", "whenever its relay filter fails"},
	{`"127.0.0.1:25"`, "", relayOf(`on_error = "pass"`), "", "", "strangers don't reach it"},
}

func TestRelaying(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	for _, test := range relayingTests {
		text := inside(test.listen, test.more, test.filters)
		write(t, file, text)
		_, told, err := Inspect(file, relayers)
		if err != nil || len(told) != 1 || !strings.HasPrefix(told[0].Text, "smtp inbound: ") || !strings.Contains(told[0].Text, test.told) {
			t.Fatalf("%s is told %v, %v, want %q", text, told, err, test.told)
		}
		refused, warned := "", ""
		if test.refusedAt != "" {
			refused = fmt.Sprintf("%s:%s: %s", file, test.refusedAt, told[0].Text)
		}
		if test.warnedAt != "" {
			warned = fmt.Sprintf("%s (at %s:%s)", told[0].Text, file, test.warnedAt)
		}
		cfg, err := Load(file, relayers)
		switch all := (*Error)(nil); {
		case errors.As(err, &all) && (len(all.Problems) != 1 || !strings.HasPrefix(err.Error(), refused+"\n") || refused == ""):
			t.Errorf("%s is refused: %v\nwant %q", text, err, refused)
		case err == nil && (strings.Join(cfg.Warnings, "; ") != warned || refused != ""):
			t.Errorf("%s has the warnings %q, want %q, and is to be refused: %q", text, cfg.Warnings, warned, refused)
		}
	}
}

// Of what isn't a file of the machine the addresses mean nothing.
func TestRelayingOfAText(t *testing.T) {
	cfg, err := Parse("gatepost.hcl", []byte(inside(`"[::]:25"`, "", "")), relayers)
	if err != nil || len(cfg.Warnings) > 0 {
		t.Errorf("%v, %v", err, cfg)
	}
}

// Domains in a file are those that strangers' names resemble, too.
func TestRelayingWithAFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "domains"), "# ours\nexample.org\nelsewhere.invalid\n")
	file := filepath.Join(dir, "gatepost.hcl")
	write(t, file, inside(`"[::]:25"`, "", relayOf(`domains_file = "domains"`)))
	if _, err := Load(file, relayers); err != nil {
		t.Error(err)
	}
}

func TestNetwork(t *testing.T) {
	for text, want := range map[string]string{
		"192.0.2.0/24": "192.0.2.0/24", "192.0.2.1": "192.0.2.1/32", "2001:db8::1": "2001:db8::1/128",
		"::ffff:192.0.2.0/120": "192.0.2.0/24", "::ffff:192.0.2.1": "192.0.2.1/32", "::/0": "::/0", "nowhere": "invalid Prefix",
	} {
		if have := network(text); have.String() != want || want == "invalid Prefix" && have != (netip.Prefix{}) {
			t.Errorf("%s is %s, want %s", text, have, want)
		}
	}
}
