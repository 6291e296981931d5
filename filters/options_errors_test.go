package filters

import (
	"strings"
	"testing"
)

// What a filter says about a value that may be a secret would show it.
func TestErrorfHidesSecrets(t *testing.T) {
	b := withFile("")
	b.Settings[0].Value, b.Settings[0].Hidden = "hunter2", true
	b.Settings = append(b.Settings, Setting{Name: "networks", Value: []any{"hunter2"}, Hidden: true, Elements: []Place{{"g.hcl", 3, 15}}})
	b.Blocks = []Block{{Type: "rule", Settings: []Setting{{Name: "do", Value: "hunter2", Hidden: true}}}}
	o := NewOptions(b)
	o.Lines("x", "u")
	o.Errorf("x", "no user %q", o.String("x", "", "u"))
	o.Errorf("networks", "%q is no network", o.List("networks", nil, "u"))
	o.Errorf("networks[0]", "%q is no network", o.List("networks", nil, "u")[0])
	rule := o.Blocks("rule", "u")[0]
	o.Errorf("rule", "can't %q", rule.String("do", "", "u"))
	rule.Choice("do", "pass", "u", "pass")
	rule.Errorf("do", "can't %q", rule.String("do", "", "u"))
	errs := OptionErrors(o)
	if len(errs) != 6 {
		t.Errorf("have %d errors: %v", len(errs), errs)
	}
	for _, e := range errs {
		if strings.Contains(e.Error(), "hunter2") || !strings.Contains(e.Error(), "option "+e.Name+": ") {
			t.Errorf("have %v", e)
		}
	}
}

func TestErrorfOfElement(t *testing.T) {
	b := quota("domains", []any{"a", "b"})
	b.Settings[0].Elements = []Place{{"g.hcl", 2, 13}, {"g.hcl", 2, 18}}
	for name, want := range map[string]OptionError{
		"domains":     {Name: "domains", At: Place{"g.hcl", 2, 3}},
		"domains[0]":  {Name: "domains", At: Place{"g.hcl", 2, 13}},
		"domains[1]":  {Name: "domains", At: Place{"g.hcl", 2, 18}},
		"domains[2]":  {Name: "domains", At: Place{"g.hcl", 2, 3}},
		"domains[-1]": {Name: "domains", At: Place{"g.hcl", 2, 3}},
		"domains[x]":  {Name: "domains[x]", At: Place{"g.hcl", 1, 1}},
		"others[0]":   {Name: "others", At: Place{"g.hcl", 1, 1}},
	} {
		o := NewOptions(b)
		o.List("domains", nil, "u")
		o.Errorf(name, "no")
		if e := OptionErrors(o)[0]; e.Name != want.Name || e.At != want.At {
			t.Errorf("%s: have %+v, want %+v", name, e, want)
		}
	}
}

func TestIntSaysItsLimits(t *testing.T) {
	o := NewOptions(quota("x", 1e20, "y", 1.5))
	o.Int("x", 0, "u")
	o.Int("y", 0, "u")
	errs := OptionErrors(o)
	if len(errs) != 2 || !strings.HasSuffix(errs[0].Text, "807, have 1e+20") || errs[1].Text != "want a whole number, have 1.5" {
		t.Errorf("have %v", errs)
	}
}
