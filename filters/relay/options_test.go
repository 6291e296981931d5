package relay

import (
	"errors"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// files are those that a block can name.
func files(name string) ([]byte, error) {
	text, is := map[string]string{
		"ours":  "# ours\n\nexample.net # the other\n  EXAMPLE.com\t\r\n[192.0.2.25]",
		"stars": "example.org\n*.example.org\n",
		"empty": "# none yet\n",
	}[name]
	if !is {
		return nil, errors.New(name + ": no such file")
	}
	return []byte(text), nil
}

func TestDomainsFile(t *testing.T) {
	run := begin(t, &host{client: "203.0.113.9"}, settings([]string{"example.org"}, nil, filters.Setting{Name: "domains_file", Value: "ours"}))
	for path, want := range map[string]string{
		"<u@example.org>": "", "<u@example.net>": "", "<u@example.com>": "", "<u@[192.0.2.25]>": "", "<u@ours>": denied("<u@ours>"),
	} {
		if got := rcpt(t, run, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestOptionsRefused(t *testing.T) {
	set := func(name string, value any) filters.Setting { return filters.Setting{Name: name, Value: value} }
	for _, test := range []struct {
		set  []filters.Setting
		want string
	}{
		{[]filters.Setting{set("domains", []string{"*.example.org"})}, `option domains: "*.example.org" is not a domain`},
		{[]filters.Setting{set("domains", []string{"example.org."})}, `option domains: "example.org." is not a domain`},
		{[]filters.Setting{set("domains", []string{"@example.org"})}, `option domains: "@example.org" is not a domain`},
		{[]filters.Setting{set("domains", []string{"u@example.org"})}, `option domains: "u@example.org" is not a domain`},
		{[]filters.Setting{set("domains", []string{""})}, `option domains: "" is not a domain`},
		{[]filters.Setting{set("domains", []string{"[192.0.2.256]"})}, `option domains: "[192.0.2.256]" is not a domain`},
		{[]filters.Setting{set("domains_file", "none")}, "option domains_file: none: no such file"},
		{[]filters.Setting{set("domains_file", "stars")}, `option domains_file: "*.example.org" is not a domain`},
		{[]filters.Setting{set("networks", []string{"192.0.2.0/33"})}, `option networks: "192.0.2.0/33" is not a network`},
		{[]filters.Setting{set("networks", []string{"example.org"})}, `option networks: "example.org" is not a network`},
		{[]filters.Setting{set("networks", []string{"fe80::1%eth0"})}, `option networks: "fe80::1%eth0" is not a network`},
		{[]filters.Setting{set("networks", []string{"192.0.2.7/24"})}, `option networks: "192.0.2.7/24" has bits behind its prefix; want "192.0.2.0/24" or "192.0.2.7"`},
		{[]filters.Setting{set("authenticated", false)}, "relay: nobody could send anything"},
		{[]filters.Setting{set("authenticated", "yes")}, "option authenticated: want true or false"},
	} {
		_, err := New(filters.NewOptions(filters.Block{Type: "relay", Settings: test.set, ReadFile: files}))
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%v: %v, want %q", test.set, err, test.want)
		}
	}
}

// TestNothingSet: without options it lets in who has logged in, and so is the policy of a front for submission.
func TestNothingSet(t *testing.T) {
	h := &host{client: "203.0.113.9"}
	run := begin(t, h, nil)
	if got := rcpt(t, run, "<u@example.org>"); got != denied("<u@example.org>") {
		t.Error(got)
	}
	h.user = "alice"
	if got := rcpt(t, run, "<u@example.org>"); got != "" {
		t.Error(got)
	}
}

func TestManual(t *testing.T) {
	o := filters.NewManual("relay", "")
	if _, err := New(o); err != nil {
		t.Error(err)
	}
	var names []string
	for _, use := range filters.OptionUses(o) {
		names = append(names, use.Name)
	}
	if got := strings.Join(names, " "); got != "domains domains_file networks authenticated" {
		t.Error(got)
	}
}
