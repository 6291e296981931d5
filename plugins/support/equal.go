package support

import "reflect"

// Equal is == where one side is an interface. The interpreter hands a script's value as it is, or in a wrapper with methods.
func (r *Runtime) Equal(a, b any) bool { return unwrapped(a) == unwrapped(b) }

// Held is the value that a script has put into an interface that compiled code knows.
func (r *Runtime) Held(v any) any { return unwrapped(v) }

// unwrapped is what a script put into an interface.
func unwrapped(a any) any {
	for {
		v := reflect.ValueOf(a)
		if v.Kind() == reflect.Struct && v.Type().Name() == "valueInterface" {
			panic(&Refusal{"what an interface holds that was put into another can't be compared: compare it before"})
		}
		if v.Kind() != reflect.Struct || v.NumField() == 0 || v.Type().Field(0).Name != "IValue" {
			return a
		}
		a = v.Field(0).Interface()
	}
}
