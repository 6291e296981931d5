package explain_test

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/explain"
)

func TestPath(t *testing.T) {
	for typed, want := range map[string]string{
		"u@d": "<u@d>", " u@d ": "<u@d>", "<u@d>": "<u@d>", "": "<>", "<>": "<>", "postmaster": "<postmaster>",
		`"a b"@d`: `<"a b"@d>`, "no such": "<no such>", "ü@d": "<ü@d>",
	} {
		if have, err := explain.Path(typed); have != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", typed, have, err, want)
		}
	}
	for _, typed := range []string{"<u@d", "<u@d> SIZE=1", "u@d\r\nDATA", strings.Repeat("u", 1000)} {
		if have, err := explain.Path(typed); err == nil {
			t.Errorf("%q: %q, want an error", typed, have)
		}
	}
}

func TestName(t *testing.T) {
	for _, typed := range []string{"mail.example.org", "[192.0.2.1]", "_odd_"} {
		if have, err := explain.Name(typed); have != typed || err != nil {
			t.Errorf("%q: %q, %v", typed, have, err)
		}
	}
	for _, typed := range []string{"", "a b", "ü", "a\r\n", strings.Repeat("u", 1001)} {
		if have, err := explain.Name(typed); err == nil {
			t.Errorf("%q: %q, want an error", typed, have)
		}
	}
}
