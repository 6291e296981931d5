package senderdomain

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// TestOptions: what each option makes of what it decides about. The notes are there whatever it says.
func TestOptions(t *testing.T) {
	for _, test := range []struct{ name, value, domain, want string }{
		{"unresolved", "defer", "broken.example", mustResolve},
		{"unresolved", "refuse", "broken.example", "550 5.1.8 Sender domain must resolve"},
		{"unresolved", "pass", "broken.example", ""},
		{"missing", "refuse", "none.example", mustExist},
		{"missing", "defer", "none.example", "451 4.1.8 Sender domain must have an MX or an address"},
		{"missing", "pass", "none.example", ""},
		{"null_mx", "refuse", "quiet.example", "550 5.7.27 Sender address has null MX"},
		{"null_mx", "pass", "quiet.example", ""},
	} {
		o := mail(t, &world{sites: places}, entry(t, option(test.name, test.value)), "<u@"+test.domain+">")
		if o.answer != test.want || o.failed != nil {
			t.Errorf("%s = %q: %q, %v", test.name, test.value, o.answer, o.failed)
		}
		if len(o.notes) != 1 || !strings.HasPrefix(o.notes[0], "sender_domain."+test.name+": ") {
			t.Errorf("%s = %q: notes %q", test.name, test.value, o.notes)
		}
	}
}

func TestOptionsRefused(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"unresolved", "accept", `option unresolved: want "defer", "refuse" or "pass", have "accept"`},
		{"missing", "", `option missing: want "refuse", "defer" or "pass", have ""`},
		{"null_mx", "defer", `option null_mx: want "refuse" or "pass", have "defer"`},
	} {
		_, err := New(filters.NewOptions(filters.Block{Type: "sender_domain", Settings: []filters.Setting{option(test.name, test.value)}}))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s = %q: %v", test.name, test.value, err)
		}
	}
}

func TestManual(t *testing.T) {
	o := filters.NewManual("sender_domain", "")
	if _, err := New(o); err != nil {
		t.Error(err)
	}
	var lines []string
	for _, use := range filters.OptionUses(o) {
		lines = append(lines, use.Name+" "+use.Default)
	}
	if got := strings.Join(lines, ", "); got != `unresolved "defer", missing "refuse", null_mx "refuse"` {
		t.Error(got)
	}
}
