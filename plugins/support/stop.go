package support

import "errors"

var errAtOnce = errors.New("the program was ended before it began")

// EndAtOnce ends a program that is only to be tried: the value of its first variable comes from here.
func (r *Runtime) EndAtOnce() int { panic(errAtOnce) }

// AtOnce tells that a program has come to EndAtOnce.
func AtOnce(err error) bool { return errors.Is(err, errAtOnce) }
