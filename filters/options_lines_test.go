package filters

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// withFile is a block whose option x names the only file that there is.
func withFile(text string) Block {
	b := quota("x", "list")
	b.ReadFile = func(name string) ([]byte, error) {
		if name != "list" {
			return nil, errors.New(name + ": no such file")
		}
		return []byte(text), nil
	}
	return b
}

func TestLines(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           nil,
		"a\nb":                       {"a", "b"},
		"a\r\n\r\n  b c\t\r\n":       {"a", "b c"},
		"# x\na # x\n#\n\t# x\nb\t#": {"a", "b"},
		"a#1\n":                      {"a#1"},
		"\ufeff# x\na":               {"a"},
	} {
		o := NewOptions(withFile(text))
		if got := o.Lines("x", "u"); !slices.Equal(got, want) || o.Err() != nil {
			t.Errorf("%q: %q, %v, want %q", text, got, o.Err(), want)
		}
	}
}

func TestLinesRefused(t *testing.T) {
	absent, nowhere := withFile(""), quota("x", "list")
	absent.Settings[0].Value = "absent"
	for _, test := range []struct {
		block Block
		want  string
	}{
		{absent, "absent: no such file"},
		{nowhere, "list: there are no files here"},
		{quota("x", 5), "want the name of a file, have 5"},
		{withFile(strings.Repeat("\n", maxFileLines+1)), "list: it has more than 1000000 lines"},
		{withFile(strings.Repeat("x", maxFileBytes+1)), "list: it has more than 16777216 bytes"},
		{withFile("\xff"), "list: it isn't UTF-8"},
	} {
		o := NewOptions(test.block)
		got := o.Lines("x", "u")
		errs := OptionErrors(o)
		if got != nil || len(errs) != 1 || errs[0].Text != test.want || errs[0].At != (Place{"g.hcl", 2, 3}) {
			t.Errorf("have %q, %v, want %q at the option", got, errs, test.want)
		}
	}
}

func TestLinesOfNothing(t *testing.T) {
	o := NewOptions(quota())
	if got := o.Lines("x", "u"); got != nil || o.Err() != nil {
		t.Errorf("%q, %v", got, o.Err())
	}
}

// A nested block reads files as the one does that it is in.
func TestLinesOfNestedBlock(t *testing.T) {
	b := withFile("a\nb")
	b.Settings = nil
	b.Blocks = []Block{{Type: "rule", Settings: []Setting{{Name: "x", Value: "list"}}}}
	o := NewOptions(b)
	if got := o.Blocks("rule", "u")[0].Lines("x", "u"); !slices.Equal(got, []string{"a", "b"}) || o.Err() != nil {
		t.Errorf("%q, %v", got, o.Err())
	}
}

// A filter's instances, which New makes one after the other of the same options, see the same file.
func TestLinesOfLaterInstances(t *testing.T) {
	b, text := quota("x", "list"), "first"
	b.ReadFile = func(string) ([]byte, error) { return []byte(text), nil }
	o := NewOptions(b)
	for range 2 {
		if have := o.Lines("x", "u"); !slices.Equal(have, []string{"first"}) {
			t.Errorf("have %q", have)
		}
		text = "second"
	}
	if have := NewOptions(b).Lines("x", "u"); !slices.Equal(have, []string{"second"}) {
		t.Errorf("after a reload %q", have)
	}
}
