package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gatepost-mail/gatepost/filters"
)

// shelfOf has two plugins, of which one is a folder, and a list.
var shelfOf = fstest.MapFS{
	"plugins/quota.go":            {Data: []byte("package quota")},
	"plugins/matrix/a.go":         {Data: []byte("package matrix")},
	"plugins/matrix/b.go":         {Data: []byte("package matrix\n")},
	"plugins/matrix/b_test.go":    {Data: []byte("package matrix")},
	"plugins/matrix/testdata/c.x": {},
	"names":                       {Data: []byte("a\nb\n")},
}

// withPlugin is a configuration with a plugin's block, whose first line is line 7.
func withPlugin(block string) []byte {
	return []byte(strings.Replace(little, "\n}\n", "\n  filters {\n"+block+"\n  }\n}\n", 1))
}

// A plugin is read by the one who is given for it; its options are those of a built-in.
func TestPlugin(t *testing.T) {
	var have []string
	load := func(p Plugin) (builder, []string, error) {
		have = append(have, p.Label, strings.Join(p.Grants, "+"))
		for _, f := range p.Files {
			have = append(have, fmt.Sprintf("%s %q", f.Name, f.Text))
		}
		return func(o *filters.Options) (*filters.Filter, error) {
			have = append(have, o.Label(), fmt.Sprint(o.Int("max", 1, ""), strings.Fields(o.String("names", "", ""))))
			for _, rule := range o.Blocks("rule", "") {
				have = append(have, fmt.Sprint(rule.List("to", nil, "")))
			}
			return &filters.Filter{}, o.Err()
		}, []string{"quota.go:1:1: a warning"}, nil
	}
	cfg, err := Parse("gatepost.hcl", withPlugin(`plugin "quota" {
  source = "plugins/quota.go"
  grant  = ["store", "dns", "store"]
  on_error = "pass"
  isolation = "none"
  options = {
    max = 5
    names = file("names")
    rule = [{ to = ["x", "y"] }, { to = [] }]
  }
}
plugin "matrix" { source = "plugins/matrix" }`), Builtins{}.WithPlugins(load), shelfOf)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"quota", "store+dns", `plugins/quota.go "package quota"`, "quota", "5 [a b]", "[x y]", "[]",
		"matrix", "", `plugins/matrix/a.go "package matrix"`, `plugins/matrix/b.go "package matrix\n"`, "matrix", "1 []",
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
	if labels := cfg.Fronts[0].Chain.Labels(); !slices.Equal(labels, []string{"quota", "matrix"}) {
		t.Errorf("the chain is %q", labels)
	}
	if w := cfg.Warnings; !slices.Contains(w, "plugin quota: quota.go:1:1: a warning (at gatepost.hcl:8:3)") {
		t.Errorf("warnings %q", w)
	}
}

// What is wrong is told at its place, whoever finds it.
func TestPluginRefused(t *testing.T) {
	errGate := errors.New("plugins/quota.go:3:1: first\n\tx\x1b := 1\n\t^\nplugins/quota.go:4:1: second")
	load := func(p Plugin) (builder, []string, error) {
		if slices.Equal(p.Grants, []string{"dns"}) {
			return nil, nil, errGate
		}
		return func(o *filters.Options) (*filters.Filter, error) {
			if o.Int("max", 1, "") == 0 {
				o.Errorf("max", "want more")
			}
			return &filters.Filter{}, o.Err()
		}, nil, nil
	}
	for block, want := range map[string]string{
		`plugin "q" { grant = [] }`:                                                      `gatepost.hcl:7:1: plugin q: name its file: source = "plugins/quota.go"`,
		`plugin "q" { source = 5 }`:                                                      `gatepost.hcl:7:14: plugin q: option source: want a text, have 5`,
		`plugin "q" { source = "plugins/no.go" }`:                                        `gatepost.hcl:7:14: plugin q: option source: plugins/no.go: file does not exist`,
		`plugin "q" { source = "elsewhere" }`:                                            `gatepost.hcl:7:14: plugin q: option source: elsewhere: there is no Go file; name one, or a folder that has some`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\nsauce = 1\n}":                    `gatepost.hcl:9:1: plugin q: there is no option "sauce"; did you mean "source"?`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\nmax = 1\n}":                      `gatepost.hcl:9:1: plugin q: there is no option "max"`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\nrule {\n}\n}":                    `gatepost.hcl:9:1: plugin q: there is no block "rule"`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\noptions {\n}\n}":                 `gatepost.hcl:9:1: plugin q: options is no block: options = { … }`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\noptions = [1]\n}":                `gatepost.hcl:9:1: plugin q: option options: want an object: options = { max = 100 }`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\noptions = { maxx = 1 }\n}":       `gatepost.hcl:9:13: plugin q: there is no option "maxx"; did you mean "max"?`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\noptions = { max = \"many\" }\n}": `gatepost.hcl:9:13: plugin q: option max: want a whole number, have "many"`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\noptions = { max = 0 }\n}":        `gatepost.hcl:9:13: plugin q: option max: want more`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\ngrant = [\"all\"]\n}":            `gatepost.hcl:9:10: plugin q: option grant: want "dns" or "store", have "all"`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\ngrant = [\"dns\", \"sotre\"]\n}": "gatepost.hcl:9:17: plugin q: option grant: want \"dns\" or \"store\", have \"sotre\"; did you mean \"store\"?\n" +
			"grant = [\"dns\", \"sotre\"]\n                ^",
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\ngrant = [\"http\"]\n}":      `gatepost.hcl:9:10: plugin q: option grant: "http" is not in this version`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\nisolation = \"process\"\n}": `gatepost.hcl:9:1: plugin q: option isolation: "process" is not in this version`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\nmode = \"shade\"\n}":        `gatepost.hcl:9:1: plugin q: option mode: want "enforce" or "shadow", have "shade"; did you mean "shadow"?`,
		"plugin \"q\" {\nsource = \"plugins/quota.go\"\ngrant = [\"dns\"]\n}": "gatepost.hcl:8:1: plugin q: its source can't be used\nsource = \"plugins/quota.go\"\n^\n" +
			"plugins/quota.go:3:1: first\n\tx\ufffd := 1\n\t^\nplugins/quota.go:4:1: second",
	} {
		_, err := Parse("gatepost.hcl", withPlugin(block), Builtins{}.WithPlugins(load), shelfOf)
		if err == nil || err.Error() != want && (strings.Contains(want, "sotre") || !strings.HasPrefix(err.Error(), want+"\n")) {
			t.Errorf("%s\nhave %v\nwant %s", block, err, want)
		}
		if strings.Contains(block, `["dns"]`) && !errors.Is(err, errGate) {
			t.Errorf("%v is not the gate's", err)
		}
	}
}

// Without a loader a plugin is a name of the manual, and no more.
func TestNoPlugins(t *testing.T) {
	_, err := Parse("gatepost.hcl", withPlugin(`plugin "q" { source = "plugins/quota.go" }`), Builtins{}, shelfOf)
	if want := `gatepost.hcl:7:1: "plugin" is not in this version`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("have %v", err)
	}
}
