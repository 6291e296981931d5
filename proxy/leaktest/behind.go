package leaktest

import (
	"cmp"
	"runtime"
	"slices"
	"time"

	"go.uber.org/goleak"
)

// staying ignores goroutines by the functions in their stacks.
func staying(stays []string) (ignored []goleak.Option) {
	for _, function := range stays {
		ignored = append(ignored, goleak.IgnoreAnyFunction(function))
	}
	return ignored
}

// behind is what is left when everything that is about to end has ended. A descriptor that was forgotten is found before the garbage collector
// closes it, and one that a goroutine closes at its end is none that is left.
func behind(before Descriptors, patience time.Duration, ignored []goleak.Option) (open []string, goroutines error) {
	goroutines = goleak.Find(ignored...)
	open = before.Left()
	if goroutines == nil {
		return open, nil
	}
	for begun := time.Now(); goroutines != nil && time.Since(begun) < cmp.Or(patience, 30*time.Second); {
		runtime.GC()
		runtime.GC()
		goroutines = goleak.Find(ignored...) // an interpreter ends when nobody holds its filters any more
	}
	still := before.Left()
	return slices.DeleteFunc(open, func(what string) bool { return !slices.Contains(still, what) }), goroutines
}
