package gate

import (
	"go/ast"
	"go/types"
	"strconv"
	"strings"
)

// The interpreter has all fields exported and none embedded, so a tag says what they are: package json keeps to its own, and package support to
// the one of the gate.

// embeddedTag is by what package support knows an embedded field.
const embeddedTag = `embedded:"y"`

// fieldTag is the tag of a field in the lowered source.
func fieldTag(t *types.Struct, i int) string {
	switch f := t.Field(i); {
	case ignored(f):
		return strings.TrimSuffix(`json:"-" `+t.Tag(i), " ")
	case f.Embedded() && !types.IsInterface(f.Type()):
		return strings.TrimPrefix(t.Tag(i)+" "+embeddedTag, " ")
	}
	return t.Tag(i)
}

func addTag(f *ast.Field, tag string) {
	if f.Tag != nil {
		old, _ := strconv.Unquote(f.Tag.Value) // the checker has read it
		tag = old + " " + tag
	}
	f.Tag = text(tag).(*ast.BasicLit)
}
