package support

import (
	"reflect"
	"slices"
)

// Is is errors.Is where errors may be a script's.
func (r *Runtime) Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	comparable := reflect.ValueOf(unwrapped(target)).Comparable()
	return slices.ContainsFunc(r.Tree(err), func(e error) bool {
		asked, ok := e.(interface{ Is(error) bool })
		return comparable && r.Equal(e, target) || ok && asked.Is(target)
	})
}

// Tree is an error with all that it wraps, in the order in which package errors looks at them.
func (r *Runtime) Tree(err error) []error {
	if err == nil {
		return nil
	}
	all := []error{err}
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		all = append(all, r.Tree(err.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			all = append(all, r.Tree(e)...)
		}
	}
	return all
}
