package support

import (
	"reflect"
	"strings"
)

// retyped is the type of the copy of a value, of which package json makes what it makes of the compiled one.
func (c *copying) retyped(t reflect.Type) reflect.Type {
	made, known := c.types[t]
	switch {
	case known && made == nil:
		c.itself[t] = true
		return t
	case known:
		return made
	}
	c.types[t] = nil
	made = c.remade(t)
	c.types[t] = made
	if made != t && c.itself[t] {
		panic(&Refusal{"a type that refers to itself and embeds another can't go to package json when it is interpreted: give what it embeds a name"})
	}
	return made
}

func (c *copying) remade(t reflect.Type) reflect.Type {
	switch {
	case t.Kind() == reflect.Interface && !c.reads:
		return reflect.TypeFor[any]()
	case packages(t):
		return t
	case t.Kind() == reflect.Struct:
		return c.remadeStruct(t)
	case t.Kind() == reflect.Pointer, t.Kind() == reflect.Slice, t.Kind() == reflect.Array, t.Kind() == reflect.Map:
		return c.remadeOf(t)
	}
	return t
}

// packages tells a type that the interpreter hasn't made.
func packages(t reflect.Type) bool { return t.PkgPath() != "" }

// remadeOf is a type of what has elements.
func (c *copying) remadeOf(t reflect.Type) reflect.Type {
	elem := c.retyped(t.Elem())
	if elem == t.Elem() {
		return t
	}
	switch t.Kind() {
	case reflect.Pointer:
		return reflect.PointerTo(elem)
	case reflect.Array:
		return reflect.ArrayOf(t.Len(), elem)
	case reflect.Map:
		return reflect.MapOf(t.Key(), elem)
	}
	return reflect.SliceOf(elem)
}

func (c *copying) remadeStruct(t reflect.Type) reflect.Type {
	var fields []reflect.StructField
	changed := false
	for i := range t.NumField() {
		f := t.Field(i)
		if leftOut(f) {
			fields = append(fields, f)
			continue
		}
		made, embedded := c.retyped(f.Type), strings.Contains(string(f.Tag), embeddedTag)
		changed = changed || made != f.Type || embedded != f.Anonymous
		f.Type, f.Anonymous = made, embedded
		fields = append(fields, f)
	}
	if !changed {
		return t
	}
	return reflect.StructOf(fields)
}

// leftOut tells that package json leaves out a field.
func leftOut(f reflect.StructField) bool { return f.Tag.Get("json") == "-" }

// embeddedTag is by what the gate marks a field as embedded.
const embeddedTag = `embedded:"y"`
