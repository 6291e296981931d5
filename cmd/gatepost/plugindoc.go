package main

import (
	"fmt"
	"go/doc"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func pluginDocVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "doc [NAME]",
		Short: "Show the contract: what a filter sees, and what it may answer",
		Long: `Show the contract that filters are written against, package filters: without NAME all of it in short; with one what it says of a hook
(Recipient), a function (Refuse), a type (Session), or a method or field (Session.Note). The case of letters doesn't count.

"doc imports" lists the packages that a filter may import, and what to use instead of others; "doc limits" what of Go a filter has to do without.`,
		Args: atMostOne("NAME, of something in package filters, or imports, or limits"),
		RunE: func(c *cobra.Command, args []string) error {
			k, err := readContract()
			if err != nil {
				return err
			}
			text, err := k.page(args)
			if err != nil {
				return err
			}
			_, err = io.WriteString(c.OutOrStdout(), text)
			return err
		},
	}
}

// page is what is asked for.
func (c *contract) page(args []string) (string, error) {
	if len(args) == 0 {
		return c.overview(), nil
	}
	switch strings.ToLower(args[0]) {
	case "imports":
		return imports(), nil
	case "limits":
		return goLimits(), nil
	}
	asked := strings.TrimPrefix(args[0], "filters.")
	all := c.meant(asked)
	if len(all) == 0 {
		return "", fmt.Errorf("package filters has no %s%s; \"gatepost plugin doc\" lists what it has", args[0], c.nearest(asked))
	}
	var b strings.Builder
	for i, name := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(c.explain(name))
	}
	return b.String(), nil
}

// overview is the package comment, and a line for each thing.
func (c *contract) overview() string {
	var b strings.Builder
	b.WriteString("package filters // import \"" + c.filters.ImportPath + "\"\n\n")
	b.WriteString(paragraphs(c.filters.Doc, ""))
	b.WriteString("\nHooks, the fields of Filter:\n")
	for _, f := range c.fields("Filter") {
		fmt.Fprintf(&b, "  %-10s %s\n", f.name, f.typ)
	}
	verdict := c.typ("Verdict")
	b.WriteString("\nVerdicts:\n")
	for _, f := range slices.Concat(verdict.Funcs, verdict.Methods) {
		b.WriteString("  " + c.source(f.Decl) + "\n")
	}
	b.WriteString("\nTypes:\n")
	for _, t := range c.types() {
		b.WriteString(hanging(fmt.Sprintf("  %-10s ", t.Name), c.firstSentence(t.Doc, t.Name), 13))
	}
	b.WriteString("\n\"gatepost plugin doc NAME\" explains one: a hook (Recipient), a function (Refuse), a type (Session),\na method or a field (Session.Note). \"gatepost plugin doc imports\" lists what a filter may import, and\n\"gatepost plugin doc limits\" what of Go it has to do without.\n")
	return b.String()
}

// firstSentence is that of a comment, without the name with which it begins.
func (c *contract) firstSentence(comment, name string) string {
	return strings.TrimPrefix(c.filters.Synopsis(comment), name+" ")
}

// explain is all that is said of a name, "" if there is no such. A hook goes before a type that is called like it.
func (c *contract) explain(name string) string {
	owner, member, dotted := strings.Cut(name, ".")
	if dotted {
		return c.member(owner, member)
	}
	var b strings.Builder
	b.WriteString(c.field("Filter", name))
	if f := c.function(c.filters.Funcs, name); f != nil {
		b.WriteString(c.shown(f.Decl, f.Doc))
	}
	for _, t := range c.types() {
		if f := c.function(t.Funcs, name); f != nil {
			b.WriteString(c.shown(f.Decl, f.Doc))
		}
		if t.Name == name {
			b.WriteString(c.whole(t))
		}
	}
	b.WriteString(c.constant(name))
	return b.String()
}

// whole is a type with its constants, and a line for each function that makes it and each method.
func (c *contract) whole(t *doc.Type) string {
	var b strings.Builder
	b.WriteString(c.shown(t.Decl, t.Doc))
	for _, v := range t.Consts {
		b.WriteString(c.shown(v.Decl, v.Doc))
	}
	for _, f := range slices.Concat(t.Funcs, t.Methods) {
		b.WriteString(c.source(f.Decl) + "\n")
	}
	return b.String()
}

// member is a method or a field of a type.
func (c *contract) member(owner, name string) string {
	t := c.typ(owner)
	if t == nil {
		return ""
	}
	if f := c.function(t.Methods, name); f != nil {
		return c.shown(f.Decl, f.Doc)
	}
	return c.field(owner, name)
}

// constant is the group in which a constant stands.
func (c *contract) constant(name string) string {
	groups := slices.Clone(c.filters.Consts)
	for _, t := range c.types() {
		groups = append(groups, t.Consts...)
	}
	for _, g := range groups {
		if slices.Contains(g.Names, name) {
			return c.shown(g.Decl, g.Doc)
		}
	}
	return ""
}
