package main

import (
	"bytes"
	"go/ast"
	"go/doc"
	"go/format"
	"slices"
	"strings"
)

// types are those that a filter can name, sorted.
func (c *contract) types() []*doc.Type {
	all := slices.Concat(c.filters.Types, c.message.Types)
	all = slices.DeleteFunc(all, func(t *doc.Type) bool { return isAlias(t) })
	slices.SortFunc(all, func(a, b *doc.Type) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// isAlias tells whether a type is another's name: that one is in the other package.
func isAlias(t *doc.Type) bool {
	spec, is := t.Decl.Specs[0].(*ast.TypeSpec)
	return is && spec.Assign.IsValid()
}

// typ is the type of a name, or nil.
func (c *contract) typ(name string) *doc.Type {
	for _, t := range c.types() {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func (c *contract) function(all []*doc.Func, name string) *doc.Func {
	for _, f := range all {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// structField is a field of a struct.
type structField struct{ name, typ, comment string }

// fields are those of a struct, in order; none where the type is something else.
func (c *contract) fields(owner string) []structField {
	t := c.typ(owner)
	if t == nil {
		return nil
	}
	spec, _ := t.Decl.Specs[0].(*ast.TypeSpec)
	s, is := spec.Type.(*ast.StructType)
	if !is {
		return nil
	}
	var all []structField
	for _, f := range s.Fields.List {
		for _, name := range f.Names {
			all = append(all, structField{name.Name, c.source(f.Type), f.Doc.Text() + f.Comment.Text()})
		}
	}
	return all
}

// field is what is said of one.
func (c *contract) field(owner, name string) string {
	for _, f := range c.fields(owner) {
		if f.name == name {
			return owner + "." + f.name + " " + f.typ + "\n" + c.comment(f.comment) + "\n"
		}
	}
	return ""
}

// shown is a declaration with what is said of it.
func (c *contract) shown(d ast.Decl, comment string) string {
	return c.source(d) + "\n" + c.comment(comment) + "\n"
}

// comment is the text of one in lines of pageWidth, with a margin of four spaces. Brackets stay: what is in them has a page too.
func (c *contract) comment(text string) string { return paragraphs(text, "    ") }

// paragraphs is the text of a comment; what is further in keeps its lines.
func paragraphs(text, margin string) string {
	var b strings.Builder
	for i, p := range strings.Split(strings.TrimRight(text, "\n"), "\n\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		if strings.HasPrefix(p, "\t") {
			b.WriteString(margin + strings.ReplaceAll(strings.ReplaceAll(p, "\n", "\n"+margin), "\t", "    ") + "\n")
			continue
		}
		b.WriteString(hanging(margin, p, len(margin)))
	}
	return b.String()
}

// source is Go text. What of a struct isn't for filters isn't shown.
func (c *contract) source(n ast.Node) string {
	var b bytes.Buffer
	if err := format.Node(&b, c.set, n); err != nil {
		return err.Error()
	}
	return strings.Replace(b.String(), "struct {\n}", "struct{ … }", 1)
}
