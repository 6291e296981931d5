// Package gate is a small compiler pass: Go in, less Go out. It parses a script, checks it with go/types against embedded type
// data, refuses what it must, and lowers the rest to the part of Go that the interpreter runs rightly. What comes
// out is checked once more. The rule is to refuse rather than to guess: a script that passes does what it does compiled.
//
// The way of a script:
//
//   - check.go parses and checks it.
//   - refuse.go, declarations.go and recovers.go refuse what no script may have; contract.go, and with it shared.go
//     and the files that it names, what no filter may do. warnings.go only warns, and with it sizes.go, endless.go, recursion.go and
//     locks.go of what can't be ended; doomed.go, thrown.go, misplaced.go, unmade.go, reread.go, forgotten.go, unparsed.go, clock.go and
//     ignored.go of what always fails or is surely not meant.
//   - flatten.go makes one file of all, in which every name means one thing (names.go) and nothing is generic (instances.go; the
//     generic functions of the standard library are in prelude.src).
//   - lower.go and its kin, a file a family of constructs, each with a program that shows the interpreter's fault, make of
//     it what the interpreter does rightly, or refuse; answers.go, entrances.go and joins.go make it what the interpreter does
//     quickly. Package support has what the outcome calls.
//   - print.go writes it, and has it checked again.
//
// The gate sees all of a script, so it knows which types an interface can hold, and refuses by that: see assertions.go, comparisons.go,
// formatting.go, shows.go, printers.go, encodings.go and keys.go.
package gate

// File is one source file of a script.
type File struct {
	Name   string // as problems name it
	Source []byte
}

// Grants are what the configuration lets a plugin use beyond its session.
type Grants struct {
	DNS   bool // Session.Resolver
	Store bool // Session.Store
}

// Rules are what a script has to keep to beyond the language.
type Rules struct {
	plugin bool
	grants Grants
}

// Plugin are the rules for filters.
func Plugin(g Grants) Rules { return Rules{plugin: true, grants: g} }

// Bare are no rules but those of the interpreter; a main package will do. The tests compare such programs.
func Bare() Rules { return Rules{} }

// Lowered is a script that has passed.
type Lowered struct {
	Package  string
	Files    []string // their names
	Imports  []string // what the source imports, sorted
	Needs    []string // what the lowered source imports, sorted
	Hooks    []string
	Options  []string
	Warnings Problems
	Source   string

	sources *sources
}
