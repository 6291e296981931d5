package headerlog

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestNamesRefused(t *testing.T) {
	long := strings.Repeat("n", maxName+1)
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{}, "option names: name at least one field"},
		{[]string{"Subject", ""}, `option names: "" is not the name of a field`},
		{[]string{"Subject:"}, `option names: "Subject:" is not the name of a field; want one such as "Subject", without colon or spaces`},
		{[]string{"Reply To"}, `option names: "Reply To" is not`},
		{[]string{"Sübject"}, `option names: "Sübject" is not`},
		{[]string{"a\x1b"}, `option names: "a\x1b" is not`},
		{[]string{long}, `option names: "` + long + `" is not`},
		{[]string{"From", "To", "FROM"}, `option names: "FROM" is named twice`},
	} {
		_, err := New(filters.NewOptions(filters.Block{Type: "header_log", Settings: []filters.Setting{{Name: "names", Value: test.names}}}))
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %q", test.names, err, test.want)
		}
	}
}

// The longest name has a key that isn't cut.
func TestLongestName(t *testing.T) {
	name := strings.Repeat("N", maxName)
	if got := found(t, name+": v\r\n\r\n", name); len(got) != 1 || got[0] != "header_log."+strings.ToLower(name)+"=v" {
		t.Errorf("have %q", got)
	}
}

func TestManual(t *testing.T) {
	o := filters.NewManual("header_log", "")
	if _, err := New(o); err != nil {
		t.Error(err)
	}
	uses := filters.OptionUses(o)
	if len(uses) != 1 || uses[0].Name != "names" || uses[0].Default != `["From", "To", "Subject", "Date", "Message-ID"]` {
		t.Errorf("%+v", uses)
	}
}
