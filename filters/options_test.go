package filters

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// quota is a block as a configuration would give it, each setting on a line of its own from 2.
func quota(values ...any) Block {
	b := Block{Type: "plugin", Label: "quota", At: Place{"g.hcl", 1, 1}}
	for i := 0; i < len(values); i += 2 {
		at := Place{"g.hcl", i/2 + 2, 3}
		if inner, ok := values[i+1].(Block); ok {
			inner.Type, inner.At = values[i].(string), at
			b.Blocks = append(b.Blocks, inner)
			continue
		}
		b.Settings = append(b.Settings, Setting{Name: values[i].(string), Value: values[i+1], At: at})
	}
	return b
}

// readers read option "x", each with a default that no case sets.
var readers = map[string]func(*Options) any{
	"text":     func(o *Options) any { return o.String("x", "def", "u") },
	"choice":   func(o *Options) any { return o.Choice("x", "a", "u", "a", "b", "c") },
	"number":   func(o *Options) any { return o.Int("x", 7, "u") },
	"bool":     func(o *Options) any { return o.Bool("x", true, "u") },
	"duration": func(o *Options) any { return o.Duration("x", time.Minute, "u") },
	"size":     func(o *Options) any { return o.Size("x", 7<<20, "u") },
	"rate":     func(o *Options) any { return o.Rate("x", Rate{60, time.Minute}, "u") },
	"list":     func(o *Options) any { return strings.Join(o.List("x", []string{"d"}, "u"), "|") },
	"map": func(o *Options) any {
		m := o.Map("x", map[string]string{"d": "e"}, "u")
		var all []string
		for _, k := range slices.Sorted(maps.Keys(m)) {
			all = append(all, k+"="+m[k])
		}
		return strings.Join(all, "|")
	},
}

func TestReaders(t *testing.T) {
	for _, c := range []struct {
		reader string
		value  any
		want   any
		err    string
	}{
		{"text", "v", "v", ""},
		{"text", "", "", ""},
		{"text", int64(5), "def", `want a text, have 5`},
		{"text", Block{}, "def", `want a text, have a block`},
		{"text", []any{"a", int64(1)}, "def", `want a text, have ["a", 1]`},
		{"choice", "b", "b", ""},
		{"choice", "B", "a", `want "a", "b" or "c", have "B"`},
		{"choice", true, "a", `want "a", "b" or "c", have true`},
		{"number", int64(-3), -3, ""},
		{"number", 3, 3, ""},
		{"number", 3.0, 3, ""},
		{"number", 3.5, 7, `want a whole number, have 3.5`},
		{"number", 1e300, 7, `want a whole number from -9223372036854775808 to 9223372036854775807, have 1e+300`},
		{"number", "many", 7, `want a whole number, have "many"`},
		{"bool", false, false, ""},
		{"bool", "no", true, `want true or false, have "no"`},
		{"duration", "3s", 3 * time.Second, ""},
		{"duration", "0s", time.Duration(0), ""},
		{"duration", "1.5d", 36 * time.Hour, ""},
		{"duration", int64(3), time.Minute, `want a duration such as "3s", have 3`},
		{"duration", "-3s", time.Minute, `want a duration such as "3s", have "-3s"`},
		{"size", "50MiB", int64(50 << 20), ""},
		{"size", int64(0), int64(0), ""},
		{"size", "0", int64(0), ""},
		{"size", int64(50), int64(7 << 20), `want a size with a unit such as "50MB", or "50B" if bytes are meant, have 50`},
		{"size", "50", int64(7 << 20), `want a size with a unit such as "50MB", or "50B" if bytes are meant, have "50"`},
		{"size", int64(9999), int64(7 << 20), `want a size with a unit such as "9999MB", or "9999B" if bytes are meant, have 9999`},
		{"size", int64(10000), int64(10000), ""},
		{"size", "52428800", int64(50 << 20), ""},
		{"size", int64(-1), int64(7 << 20), `want a size such as "50MiB", have -1`},
		{"size", "50 apples", int64(7 << 20), `want a size such as "50MiB", have "50 apples"`},
		{"rate", "5/10m", Rate{5, 10 * time.Minute}, ""},
		{"rate", "5", Rate{60, time.Minute}, `want a rate such as "60/1m", have "5"`},
		{"list", []any{"a", "b"}, "a|b", ""},
		{"list", []string{"a"}, "a", ""},
		{"list", []any{}, "", ""},
		{"list", "a", "d", `want a list of texts, have "a"`},
		{"list", []any{"a", 5.5}, "d", `want a list of texts, have ["a", 5.5]`},
		{"map", map[string]any{"a": "b", "c": "d"}, "a=b|c=d", ""},
		{"map", Object{{Name: "a", Value: "b"}}, "a=b", ""},
		{"map", Object{{Name: "a", Value: true}}, "d=e", `want an object of texts, have { a = true }`},
		{"map", []any{}, "d=e", `want an object of texts, have []`},
	} {
		o := NewOptions(quota("x", c.value))
		if have := readers[c.reader](o); have != c.want {
			t.Errorf("%s of %v: have %v, want %v", c.reader, c.value, have, c.want)
		}
		want := c.err
		if want != "" {
			want = "plugin quota: option x: " + want
		}
		if have := text(o.Err()); have != want {
			t.Errorf("%s of %v:\nhave error %s\nwant       %s", c.reader, c.value, have, want)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestAbsentOptionIsItsDefault(t *testing.T) {
	for name, read := range readers {
		o, manual := NewOptions(quota()), NewManual("plugin", "quota")
		if have, man := read(o), read(manual); have != man || o.Err() != nil || manual.Err() != nil {
			t.Errorf("%s: have %v, in the manual %v; errors %v, %v", name, have, man, o.Err(), manual.Err())
		}
		if uses := OptionUses(o); len(uses) != 1 || uses[0].Type != name || uses[0].Usage != "u" {
			t.Errorf("%s: have %v", name, uses)
		}
	}
}

func TestErrorsKnowTheirPlace(t *testing.T) {
	o := NewOptions(quota("max", "many", "list", "b", "typo", true, "drop", Block{Label: "one"}))
	o.Int("max", 1, "")
	o.Int("max", 1, "read twice, complained of once")
	o.List("list", nil, "")
	o.Errorf("list", "no %s", "good")
	o.Errorf("absent", "name at least one")
	o.Errorf("", "nothing to do")
	want := []OptionError{
		{At: Place{"g.hcl", 2, 3}, Block: "plugin quota", Name: "max", Text: `want a whole number, have "many"`},
		{At: Place{"g.hcl", 3, 3}, Block: "plugin quota", Name: "list", Text: `want a list of texts, have "b"`},
		{At: Place{"g.hcl", 3, 3}, Block: "plugin quota", Name: "list", Text: `no good`},
		{At: Place{"g.hcl", 1, 1}, Block: "plugin quota", Name: "absent", Text: `name at least one`},
		{At: Place{"g.hcl", 1, 1}, Block: "plugin quota", Text: `nothing to do`},
		{At: Place{"g.hcl", 4, 3}, Block: "plugin quota", Name: "typo", Text: `there is no option "typo"`, Unknown: true, Known: []string{"list", "max"}},
		{At: Place{"g.hcl", 5, 3}, Block: "plugin quota", Name: "drop", Text: `there is no block "drop"`, Unknown: true, Known: []string{"list", "max"}},
	}
	sameErrors(t, OptionErrors(o), want)

	wantErr := `plugin quota: option max: want a whole number, have "many"
plugin quota: option list: want a list of texts, have "b"
plugin quota: option list: no good
plugin quota: option absent: name at least one
plugin quota: nothing to do`
	if have := text(o.Err()); have != wantErr {
		t.Errorf("have\n%s\nwant\n%s", have, wantErr)
	}
	var one OptionError
	if !errors.As(o.Err(), &one) || one.Name != "max" {
		t.Errorf("have %v", one)
	}
}

func TestErrorNamesWhatItKnows(t *testing.T) {
	for want, e := range map[string]OptionError{
		`relay: option domains: none`:   {Block: "relay", Name: "domains", Text: "none"},
		`relay: nothing to do`:          {Block: "relay", Text: "nothing to do"},
		`relay: there is no option "x"`: {Block: "relay", Name: "x", Text: `there is no option "x"`, Unknown: true},
		`option drain: want a duration`: {Name: "drain", Text: "want a duration"},
	} {
		if have := e.Error(); have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	}
}

func sameErrors(t *testing.T, have, want []OptionError) {
	t.Helper()
	if len(have) != len(want) {
		t.Fatalf("have %d errors, want %d: %v", len(have), len(want), have)
	}
	for i := range want {
		h, w := have[i], want[i]
		if !slices.Equal(h.Known, w.Known) || h.At != w.At || h.Error() != w.Error() || h.Unknown != w.Unknown {
			t.Errorf("error %d:\nhave %+v\nwant %+v", i, h, w)
		}
	}
}

func TestSecretsAreNotShown(t *testing.T) {
	b := quota()
	b.Settings = []Setting{{Name: "port", Value: "hunter2", Hidden: true}, {Name: "rule", Value: Object{{Name: "n", Value: "hunter2"}}, Hidden: true}}
	o := NewOptions(b)
	o.Int("port", 25, "")
	o.Blocks("rule", "")[0].Int("n", 1, "")
	if have := text(o.Err()); have != "plugin quota: option port: want a whole number\nplugin quota: rule: option n: want a whole number" {
		t.Errorf("have %s", have)
	}
}

func TestBlocks(t *testing.T) {
	inner := Block{Label: "first", Settings: []Setting{{Name: "do", Value: "maybe", At: Place{"g.hcl", 9, 9}}}}
	objects := []any{map[string]any{"do": "pass"}, Object{{Name: "do", Value: "pass", At: Place{"g.hcl", 8, 8}}, {Name: "od", At: Place{"g.hcl", 8, 20}}}}
	o := NewOptions(quota("rule", objects, "rule", inner))
	for range 2 { // a second call must not count twice
		var labels, dos []string
		for _, b := range o.Blocks("rule", "asked in order") {
			labels = append(labels, b.Label())
			dos = append(dos, b.Choice("do", "refuse", "what happens", "pass", "refuse"))
		}
		if !slices.Equal(labels, []string{"", "", "first"}) || !slices.Equal(dos, []string{"pass", "pass", "refuse"}) {
			t.Errorf("have %q, %q", labels, dos)
		}
	}
	sameErrors(t, OptionErrors(o), []OptionError{
		{At: Place{"g.hcl", 9, 9}, Block: "plugin quota: rule first", Name: "do", Text: `want "pass" or "refuse", have "maybe"`},
		{At: Place{"g.hcl", 8, 20}, Block: "plugin quota: rule", Name: "od", Text: `there is no option "od"`, Unknown: true, Known: []string{"do"}},
	})
}

func TestBlocksWantsBlocks(t *testing.T) {
	for _, value := range []any{"x", []any{"x"}, []any{map[string]any{}, int64(1)}} {
		o := NewOptions(quota("rule", value))
		if have := o.Blocks("rule", ""); len(have) != 0 {
			t.Errorf("%v: have %d blocks", value, len(have))
		}
		if have := text(o.Err()); !strings.Contains(have, "option rule: want a block, or a list of objects, have ") {
			t.Errorf("%v: have %s", value, have)
		}
	}
}

func TestManual(t *testing.T) {
	o := NewManual("matrix", "")
	o.Duration("wait", 36*24*time.Hour, "how long")
	o.Choice("mode", "a", "which", "a", "b")
	for _, b := range o.Blocks("rule", "asked in order") {
		b.Size("most", 10<<10, "how much")
		b.List("from", []string{"*"}, "patterns")
	}
	have := ""
	for _, u := range OptionUses(o) {
		have += strings.Join([]string{u.Name, u.Type, u.Default, u.Usage, strings.Join(u.Allowed, "|")}, "; ") + "\n"
		for _, n := range u.Nested {
			have += "  " + strings.Join([]string{n.Name, n.Type, n.Default, n.Usage}, "; ") + "\n"
		}
	}
	want := `wait; duration; "36d"; how long; 
mode; choice; "a"; which; a|b
rule; blocks; ; asked in order; 
  most; size; "10KiB"; how much
  from; list; ["*"]; patterns
`
	if have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
}

func TestWhatReadersReturnIsTheCallers(t *testing.T) {
	def := []string{"a"}
	value := []string{"b"}
	o := NewOptions(quota("set", value))
	o.List("absent", def, "")[0] = "x"
	o.List("set", def, "")[0] = "x"
	if def[0] != "a" || value[0] != "b" {
		t.Errorf("have %q, %q", def, value)
	}
}
