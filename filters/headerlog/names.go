package headerlog

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxName is the most bytes of a field's name. What is longer isn't written by anyone, and its finding's key would be cut.
const maxName = 76

// check tells what is wrong with the names.
func check(o *filters.Options, names []string) {
	if len(names) == 0 {
		o.Errorf("names", "name at least one field")
	}
	seen := map[string]bool{}
	for i, name := range names {
		at, lower := fmt.Sprintf("names[%d]", i), strings.ToLower(name)
		switch {
		case !isName(name):
			o.Errorf(at, "%q is not the name of a field; want one such as \"Subject\", without colon or spaces", name)
		case seen[lower]:
			o.Errorf(at, "%q is named twice", name)
		}
		seen[lower] = true
	}
}

// isName tells whether a field can have the name (RFC 5322, section 3.6.8): printable ASCII without space and colon.
func isName(name string) bool {
	for i := range len(name) {
		if name[i] <= ' ' || name[i] > '~' || name[i] == ':' {
			return false
		}
	}
	return name != "" && len(name) <= maxName
}
