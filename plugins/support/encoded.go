package support

import (
	"encoding"
	"encoding/json"
	"reflect"
)

// Package json sees a script's structs as the interpreter makes them: no field is embedded, and in an interface is the wrapper that the
// interpreter needs. So it is given a copy of another type; the gate has marked the fields.

func (r *Runtime) encodes() map[string]reflect.Value {
	return map[string]reflect.Value{
		"Encoded":   reflect.ValueOf(r.Encoded),
		"Unmarshal": reflect.ValueOf(r.Unmarshal),
		"Decode":    reflect.ValueOf(r.Decode),
	}
}

// Encoded is a value as it goes to package json.
func (r *Runtime) Encoded(v any) any {
	if v = unwrapped(v); v == nil {
		return nil
	}
	return newCopying(false).forth(reflect.ValueOf(v)).Interface()
}

// Unmarshal is json.Unmarshal.
func (r *Runtime) Unmarshal(data []byte, v any) error {
	return filled(v, func(v any) error { return json.Unmarshal(data, v) })
}

// Decode is a decoder's Decode.
func (r *Runtime) Decode(d interface{ Decode(any) error }, v any) error { return filled(v, d.Decode) }

// filled has a copy of what a pointer points to filled, and puts that back.
func filled(v any, fill func(any) error) error {
	to := reflect.ValueOf(unwrapped(v))
	c := newCopying(true)
	c.fillable(to, map[pointed]bool{})
	if to.Kind() != reflect.Pointer || to.IsNil() || c.retyped(to.Type()) == to.Type() {
		return fill(unwrapped(v))
	}
	copied := c.forth(to)
	err := fill(copied.Interface())
	c.back(to, copied)
	return err
}

// fillable ends the script where an interface within has a pointer to what package json would have to fill as a copy.
func (c *copying) fillable(v reflect.Value, seen map[pointed]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if k := (pointed{v.Pointer(), v.Type()}); !v.IsNil() && !seen[k] {
			seen[k] = true
			c.fillable(v.Elem(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			c.fillable(v.Field(i), seen)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.fillable(v.Index(i), seen)
		}
	case reflect.Interface:
		if e := v.Elem(); e.Kind() == reflect.Pointer && c.retyped(e.Type()) != e.Type() {
			panic(&Refusal{"what an interface has a pointer to can't be filled by package json when it is interpreted: fill it by itself"})
		}
	}
}

// copying is how a copy is made.
type copying struct {
	reads  bool // the copy is to be filled
	types  map[reflect.Type]reflect.Type
	itself map[reflect.Type]bool // the types that refer to themselves
	copies map[pointed]reflect.Value
	from   map[uintptr]reflect.Value // the pointers by those that are copied
	depth  int
}

// mostDepth is how deep a value may go. Package json takes no deeper texts, and tells of values that hold themselves.
const mostDepth = 10000

// pointed is what a pointer leads to: a struct and its first field are at one place.
type pointed struct {
	at uintptr
	t  reflect.Type
}

func newCopying(reads bool) *copying {
	return &copying{reads, map[reflect.Type]reflect.Type{}, map[reflect.Type]bool{}, map[pointed]reflect.Value{}, map[uintptr]reflect.Value{}, 0}
}

// forth is a value of the other type.
func (c *copying) forth(v reflect.Value) reflect.Value {
	if c.depth++; c.depth > mostDepth {
		panic(&Refusal{"what holds itself, or is very deep, can't go to package json when it is interpreted: give it what is flat"})
	}
	defer func() { c.depth-- }()
	made := reflect.New(c.retyped(v.Type())).Elem()
	switch same := made.Type() == v.Type(); {
	case same && (c.reads || packages(v.Type())):
		return v
	case v.IsZero():
		return made
	}
	switch v.Kind() {
	case reflect.Struct:
		c.fields(v, made)
	case reflect.Array:
		for i := range v.Len() {
			made.Index(i).Set(c.forth(v.Index(i)))
		}
	case reflect.Slice:
		c.list(v, made)
	case reflect.Map:
		made.Set(reflect.MakeMap(made.Type()))
		for k, elem := range v.Seq2() {
			made.SetMapIndex(k, c.forth(elem))
		}
	case reflect.Pointer:
		return c.pointer(v, made)
	case reflect.Interface:
		if asked(v.Interface()) {
			made.Set(v)
			break
		}
		made.Set(c.forth(reflect.ValueOf(unwrapped(v.Interface()))))
	default:
		return v
	}
	return made
}

// asked tells that package json asks a value for its text.
func asked(v any) bool {
	switch v.(type) {
	case json.Marshaler, encoding.TextMarshaler:
		return true
	}
	return false
}

func (c *copying) fields(v, made reflect.Value) {
	for i := range v.NumField() {
		if leftOut(v.Type().Field(i)) {
			made.Field(i).Set(v.Field(i))
		} else {
			made.Field(i).Set(c.forth(v.Field(i)))
		}
	}
}

func (c *copying) list(v, made reflect.Value) {
	if c.reads {
		panic(&Refusal{"a list that has room can't be filled by package json when it is interpreted: begin with a nil one"})
	}
	made.Set(reflect.MakeSlice(made.Type(), v.Len(), v.Len()))
	for i := range v.Len() {
		made.Index(i).Set(c.forth(v.Index(i)))
	}
}

// pointer has one copy of what several lead to.
func (c *copying) pointer(v, made reflect.Value) reflect.Value {
	k := pointed{v.Pointer(), v.Type()}
	if known, ok := c.copies[k]; ok {
		return known
	}
	made.Set(reflect.New(made.Type().Elem()))
	c.copies[k], c.from[made.Pointer()] = made, v
	made.Elem().Set(c.forth(v.Elem()))
	return made
}

// back sets a value to what the copy has become.
func (c *copying) back(to, v reflect.Value) {
	switch {
	case to.Type() == v.Type():
		to.Set(v)
	case v.IsZero():
		to.SetZero()
	case to.Kind() == reflect.Struct:
		for i := range to.NumField() {
			c.back(to.Field(i), v.Field(i))
		}
	case to.Kind() == reflect.Array:
		for i := range to.Len() {
			c.back(to.Index(i), v.Index(i))
		}
	case to.Kind() == reflect.Slice:
		to.Set(reflect.MakeSlice(to.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			c.back(to.Index(i), v.Index(i))
		}
	case to.Kind() == reflect.Map:
		c.rowsBack(to, v)
	case to.Kind() == reflect.Pointer:
		c.pointerBack(to, v)
	}
}

func (c *copying) rowsBack(to, v reflect.Value) {
	if to.IsNil() {
		to.Set(reflect.MakeMap(to.Type()))
	}
	for k, elem := range v.Seq2() {
		made := reflect.New(to.Type().Elem()).Elem()
		c.back(made, elem)
		to.SetMapIndex(k, made)
	}
}

// pointerBack keeps the pointer that was there.
func (c *copying) pointerBack(to, v reflect.Value) {
	p, old := c.from[v.Pointer()]
	if !old {
		p = reflect.New(to.Type().Elem())
	}
	c.back(p.Elem(), v.Elem())
	if to.CanSet() {
		to.Set(p)
	}
}
