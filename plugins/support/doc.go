// Package support is what lowered scripts call at run time where Go's own statement isn't what the interpreter does.
package support
