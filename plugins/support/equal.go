package support

import "reflect"

// Equal is == where one side is an interface. The interpreter hands a script's value as it is, or in a wrapper with methods.
func (r *Runtime) Equal(a, b any) bool { return unwrapped(a) == unwrapped(b) }

// Held is the value that a script has put into an interface that compiled code knows.
func (r *Runtime) Held(v any) any { return unwrapped(v) }

// Hold is the interface that a script's struct has become, with the struct in its wrapper: the interpreter has put only a field there.
func (r *Runtime) Hold(in, v any) any {
	if !wrapped(reflect.ValueOf(in)) {
		return in
	}
	w := reflect.New(reflect.TypeOf(in)).Elem()
	w.Set(reflect.ValueOf(in))
	w.Field(0).Set(reflect.ValueOf(v))
	return w.Interface()
}

// Bare is what an interface holds, without the wrapper that a value of compiled code doesn't need.
func (r *Runtime) Bare(in any) any {
	v := reflect.ValueOf(unwrapped(in))
	t := v.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.PkgPath() == "" {
		return in
	}
	return v.Interface()
}

// wrapped tells that the interpreter has put a value between its methods.
func wrapped(v reflect.Value) bool {
	return v.Kind() == reflect.Struct && v.NumField() > 0 && v.Type().Field(0).Name == "IValue"
}

// unwrapped is what a script put into an interface.
func unwrapped(a any) any {
	for {
		v := reflect.ValueOf(a)
		if v.Kind() == reflect.Struct && v.Type().Name() == "valueInterface" {
			panic(&Refusal{"what an interface holds that was put into another can't be compared: compare it before"})
		}
		if !wrapped(v) {
			return a
		}
		a = v.Field(0).Interface()
	}
}
