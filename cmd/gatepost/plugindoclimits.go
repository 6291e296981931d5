package main

import "strings"

// goLimits says what of Go a filter has to do without.
func goLimits() string {
	var b strings.Builder
	b.WriteString(paragraphs("A filter is Go, and what the compiler takes runs as if it were compiled, but for these. Each is refused, with its place, before anything runs; what shows only then, such as a nil pointer that becomes an error, is a failure of the hook.", ""))
	b.WriteString("\nWhat a filter must not do:\n\n" + remedies(forbidden))
	b.WriteString("\nWhat can't be interpreted rightly:\n\n" + remedies(uninterpreted))
	b.WriteString("\n" + paragraphs("Texts of panics and addresses differ from those of compiled code.", ""))
	return b.String()
}

// limit is something that is refused, what to write instead, and an example of it: declarations, in which call is what a hook runs.
type limit struct{ what, instead, example string }

var forbidden = []limit{
	{"go statements, select", "the work in the hook itself; its deadline ends a wait", "func call() { go func() {}() }"},
	{"package variables that change", "a variable of Open for one session, Session.Store for all", "var n int; func call() { n++ }"},
	{"hooks that change what New made", "the same", "var seen = map[string]bool{}; func call() { seen[``] = true }"},
}

var uninterpreted = []limit{
	{"goto", "a loop", "func call() { again: goto again }"},
	{"recover elsewhere than in a deferred function", "defer func() { … recover() … }()", "func call() { func() { recover() }() }"},
	{"%T, %p, and %#v of types of your own", "%v, or fields", "type point struct{ x int }; func call() { fmt.Printf(`%#v`, point{1}) }"},
	{"methods Format and Scan for fmt, As and Unwrap() []error for errors", "String; errors.Join", "type list []error; func (l list) Unwrap() []error { return l }; func call() {}"},
	{"two types of one form, such as two of int, in one interface", "one of them as a struct", "type a int; type b int; func call() { for _, v := range []any{a(1), b(1)} { if _, is := v.(a); is { return } } }"},
	{"interfaces of your own asked of what a package has made", "one of a package, or a type", "type slow interface{ Timeout() bool }; func call() { _, err := strconv.Atoi(``); _, _ = err.(slow) }"},
	{"json of lists, maps and structs whose parts have methods that json calls", "json of what they make", "type day int; func (d day) MarshalText() ([]byte, error) { return nil, nil }; func call() { json.Marshal([]day{1}) }"},
	{"an embedded generic type", "a field with a name", "type base[T any] struct{ v T }; type derived struct{ base[int] }; func call() { _ = derived{} }"},
	{"a type that refers to itself and is no struct, interface or func", "a struct with a field of it", "type tree []tree; func call() { _ = tree{} }"},
}

func remedies(all []limit) string {
	var b strings.Builder
	for _, l := range all {
		b.WriteString(hanging("  ", l.what+": "+l.instead, 4))
	}
	return b.String()
}
