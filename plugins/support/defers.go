package support

// Defers are the deferred calls of one call of a function.
type Defers struct {
	runtime   *Runtime
	calls     []func()
	panicking bool
	value     any
}

// NewDefers makes the list for one call of a function.
func (r *Runtime) NewDefers() *Defers { return &Defers{runtime: r} }

// Push defers a call.
func (d *Defers) Push(f func()) { d.calls = append(d.calls, f) }

// Run runs the body of the function, then the deferred calls, the last first, and goes on panicking if nobody has recovered.
func (d *Defers) Run(body func()) {
	d.call(nil, body)
	for len(d.calls) > 0 {
		last := len(d.calls) - 1
		f := d.calls[last]
		d.calls = d.calls[:last]
		d.call(d, f)
	}
	if d.panicking {
		panic(d.value)
	}
}

// call runs f, in which recover means in, and keeps a panic.
func (d *Defers) call(in *Defers, f func()) {
	outer := d.runtime.current
	d.runtime.current = in
	defer func() {
		d.runtime.current = outer
		if r := recover(); r != nil {
			d.panicking, d.value = true, Panicked(r)
		}
	}()
	f()
}

// Recover is the builtin recover.
func (r *Runtime) Recover() any {
	d := r.current
	if d == nil || !d.panicking {
		return nil
	}
	if _, refused := d.value.(*Refusal); refused {
		panic(d.value) // nothing in the script can go on from there
	}
	d.panicking = false
	return d.value
}
