package plugins

import (
	"cmp"
	"runtime"
	"time"
)

// Limits bound what a plugin may take. A field that is zero has the default that its comment names. Memory is that of the process, because Go
// doesn't tell whose it is: when it grows too fast, each script's call that is under way for some milliseconds is ended.
type Limits struct {
	Instances int           // at once, of an interpreted plugin; twice GOMAXPROCS, but at least 4
	Load      time.Duration // of making an instance, New included; 5 s
	Wait      time.Duration // for an instance while all are busy; it is part of the hook's deadline; 1 s
	Heap      int64         // bytes by which the heap may outgrow its goal while a hook runs; 256 MiB
	Stack     int64         // bytes by which all stacks may grow while a hook runs; 64 MiB
	Stuck     int           // calls that outlived their deadline and can't be ended; with so many out, all further ones fail at once; 10
}

func (l Limits) orDefault() Limits {
	return Limits{
		Instances: cmp.Or(l.Instances, max(4, 2*runtime.GOMAXPROCS(0))),
		Load:      cmp.Or(l.Load, 5*time.Second),
		Wait:      cmp.Or(l.Wait, time.Second),
		Heap:      cmp.Or(l.Heap, 256<<20),
		Stack:     cmp.Or(l.Stack, 64<<20),
		Stuck:     cmp.Or(l.Stuck, 10),
	}
}
