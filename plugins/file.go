// Package plugins runs filters that are written in Go and loaded while the program runs. Check takes a plugin's source through
// the gate (package gate), which answers as the Go compiler would, refuses what the interpreter can't do rightly or a filter must
// not do, and lowers the rest to what the interpreter does do rightly. A Program is what comes out: it makes any number
// of instances, each in an interpreter of its own.
//
// Load puts a plugin into service, in an Engine: Interpreted runs a Program, Compiled one that is part of this binary. Its New is that of a
// built-in filter. Behind the hooks is a pool of instances with one call at a time (pool.go); a call is watched (watch.go), and one that runs
// away, in time, memory or depth, is ended together with its instance. In process that holds against mistakes, not against malice: one
// allocation that the machine doesn't have, endless recursion in compiled code and a lock that is taken twice can't be ended.
package plugins

import "github.com/gatepost-mail/gatepost/plugins/gate"

// File is one source file of a plugin. The files of one plugin are of one package.
type File = gate.File

// Grants are what the configuration lets a plugin use beyond its session.
type Grants = gate.Grants

// Problem is one thing that is wrong with a source, or worth a warning, and where.
type Problem = gate.Problem

// Problems are all that is wrong with a plugin, in the order of the source. As an error it is one text, a problem a paragraph.
type Problems = gate.Problems
