package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// manuals are the package comments of the built-in filters, in a file each with the name of the filter's block: programs have no
// comments in them.
//
//go:generate go test -run ^TestManualsAreCurrent$ -update-manuals .
//go:embed manual/*.txt
var manuals embed.FS

// pageWidth is how many characters the lines of the manual have, but those of examples.
const pageWidth = 80

// manual is all there is to know of a filter: its package comment, and the options that its New asks for.
func manual(name string, build func(*filters.Options) (*filters.Filter, error)) string {
	text, found := description(name)
	if !found {
		text = name + " has no manual in this program; these are its options.\n"
	}
	return text + "\nOptions of " + name + ":\n" + optionsText(optionsOf(name, build), 2) +
		"\nOptions of every filter:\n" + optionsText(config.EntryOptions(), 2)
}

// description is what the package comment of a filter says. It is found for the project's own.
func description(name string) (text string, found bool) {
	data, err := manuals.ReadFile("manual/" + name + ".txt")
	return string(data), err == nil
}

// firstSentence is that of the description.
func firstSentence(name string) string {
	text, found := description(name)
	if !found {
		return "has no manual in this program, only options."
	}
	paragraph, _, _ := strings.Cut(text, "\n\n")
	sentence, _, more := strings.Cut(strings.Join(strings.Fields(paragraph), " "), ". ")
	if more {
		sentence += "."
	}
	return strings.TrimPrefix(sentence, name+" ")
}

// optionsOf asks a filter's New for its options.
func optionsOf(name string, build func(*filters.Options) (*filters.Filter, error)) []filters.Use {
	o := filters.NewManual(name, "")
	build(o) // its error means nothing: with nothing set, what it needs is missing
	return filters.OptionUses(o)
}

// optionsText explains options, those of nested blocks further in.
func optionsText(uses []filters.Use, indent int) string {
	if len(uses) == 0 {
		return strings.Repeat(" ", indent) + "none\n"
	}
	var b strings.Builder
	margin := strings.Repeat(" ", indent)
	for _, use := range uses {
		b.WriteString("\n" + hanging(margin, use.Name+"  "+kindText(use), indent+4))
		b.WriteString(hanging(margin+"    ", use.Usage, indent+4))
		if len(use.Nested) > 0 {
			b.WriteString(optionsText(use.Nested, indent+4))
		}
	}
	return b.String()
}

// kindText says what an option can be, and what it is if it isn't set.
func kindText(use filters.Use) string {
	kind := use.Type
	switch use.Type {
	case "blocks":
		return "{ … } (blocks, or a list of objects)"
	case "choice":
		kind = alternatives(use.Allowed)
	case "bool":
		kind = "true or false"
	case "list":
		kind = "list of texts"
	case "map":
		kind = "object of texts"
	case "file":
		kind = "name of a file"
	}
	if slices.Contains([]string{`""`, "[]", "{}"}, use.Default) {
		return fmt.Sprintf("(%s; not set by default)", kind)
	}
	return fmt.Sprintf("(%s; default %s)", kind, use.Default)
}

// alternatives are texts that can be chosen: "defer", "pass" or "refuse".
func alternatives(texts []string) string {
	var quoted []string
	for _, text := range texts {
		quoted = append(quoted, fmt.Sprintf("%q", text))
	}
	last := len(quoted) - 1
	if last < 1 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// hanging is a text in lines of pageWidth; the first begins with begin, the others with so many spaces.
func hanging(begin, text string, indent int) string {
	var b strings.Builder
	line := begin
	for _, word := range strings.Fields(text) {
		if len([]rune(line))+len([]rune(word)) > pageWidth && strings.TrimSpace(line) != "" {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = strings.Repeat(" ", indent)
		}
		line += word + " "
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
	return b.String()
}
