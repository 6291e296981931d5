package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// imports says what a filter may import.
func imports() string {
	var b strings.Builder
	b.WriteString("A filter may import these packages:\n\n")
	b.WriteString(hanging("  ", strings.Join(slices.Sorted(slices.Values(symbols.Packages)), " "), 2))
	b.WriteString("\n" + paragraphs("Nothing in them reaches out of the script: no files, no connections, no processes, no goroutines. Where something did, it can't be used:", ""))
	b.WriteString("\n" + reasons(symbols.Denied, 34))
	b.WriteString("\n" + paragraphs("All others can't be imported, and modules neither: nothing but the plugin's own files is interpreted. What to use instead of some:", ""))
	b.WriteString("\n" + reasons(symbols.Instead, 16))
	return b.String()
}

// reasons lists names, sorted, each with what is said of it. The names have so many columns to themselves.
func reasons(all map[string]string, width int) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(hanging(fmt.Sprintf("  %-*s  ", width, name), all[name], width+4))
	}
	return b.String()
}
