package main

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/plugins"
)

// refusal is what the gate says of Go that it doesn't take. All else is what a compiler would say too.
var refusal = regexp.MustCompile("can't|can be interpreted only|a hook changes|doesn't see|would show")

// What the page says is refused is refused.
func TestLimits(t *testing.T) {
	for _, l := range slices.Concat(forbidden, uninterpreted) {
		var imports string
		for _, path := range []string{"encoding/json", "fmt", "strconv"} {
			if strings.Contains(l.example, path[strings.LastIndex(path, "/")+1:]+".") {
				imports += "import \"" + path + "\"\n"
			}
		}
		source := "package example\n" + imports + `import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{Connect: func(s *filters.Session) filters.Verdict { call(); return filters.Pass() }}, o.Err()
}

` + strings.ReplaceAll(l.example, "; func call", "\nfunc call")
		_, err := plugins.Check([]plugins.File{{Name: "example.go", Source: []byte(source)}}, plugins.Grants{})
		if ps := (plugins.Problems)(nil); !errors.As(err, &ps) {
			t.Errorf("%s: it passes: %v\n%s", l.what, err, source)
		} else if !refusal.MatchString(err.Error()) {
			t.Errorf("%s: it is refused for something else: %v", l.what, err)
		}
	}
}
