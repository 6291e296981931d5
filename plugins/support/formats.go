package support

import (
	"fmt"
	"strings"
)

// Format is a format that the gate hasn't seen, if it doesn't ask for types: the interpreter spells those of a script in its own way.
func (r *Runtime) Format(format string) string {
	for rest := format; ; {
		_, after, found := strings.Cut(rest, "%")
		if !found {
			return format
		}
		rest = strings.TrimLeft(after, "+-# 0123456789.[]*")
		flags := after[:len(after)-len(rest)]
		if rest == "" {
			return format
		}
		if verb := rest[0]; verb == 'T' || verb == 'p' || verb == 'v' && strings.Contains(flags, "#") {
			panic(&Refusal{fmt.Sprintf("%%%s%c in a format that is made when it runs would show how the interpreter spells types: use %%v", flags, verb)})
		}
		rest = rest[1:]
	}
}
