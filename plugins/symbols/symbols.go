package symbols

import "reflect"

// Of are the functions, variables, constants and types of a package that the interpreter knows, and behind a '_' the wrappers with
// which a script's type implements one of its interfaces. It is nil where there are none.
func Of(path string) map[string]reflect.Value {
	if of, ok := tables[path]; ok {
		return of()
	}
	return nil
}

// Name is the name that a package gives itself: "rand" for math/rand/v2.
func Name(path string) string { return names[path] }
