package mimerewrite

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters"
)

// reading is what can be said of a part, each thing read when a rule asks for it first.
type reading struct {
	part     *filters.Part
	declared []string
	detected string
	names    []string
	known    struct{ types, names bool }
}

// types are the declared types and the detected one, with their synonyms.
func (r *reading) types() (declared, detected []string) {
	if !r.known.types {
		r.known.types = true
		r.detected = r.part.Detected()
		r.declared = []string{r.part.Type()}
		for _, value := range r.part.Header().Raw("Content-Type") {
			r.declared = append(r.declared, typesIn(value)...)
		}
	}
	for _, t := range r.declared {
		declared = append(declared, synonymsOf(t)...)
	}
	return declared, synonymsOf(r.detected)
}

// typesIn are all that some reader may take for the type in a Content-Type.
func typesIn(value string) []string {
	value, _, _ = strings.Cut(fold(value), ";")
	words := strings.FieldsFunc(value, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(`,()"`, c) })
	return slices.DeleteFunc(words, func(word string) bool { return !strings.Contains(word, "/") })
}

// synonyms are types that mean the same.
var synonyms = [][]string{
	{
		"application/vnd.microsoft.portable-executable", "application/x-msdownload", "application/x-dosexec", "application/x-msdos-program",
		"application/x-ms-dos-executable", "application/x-exe", "application/exe", "application/x-winexe", "application/msdos-windows",
	},
	{"application/x-elf", "application/x-executable", "application/x-sharedlib", "application/x-object"},
	{"application/x-mach-binary", "application/x-mach-o"},
	{"application/x-ms-installer", "application/x-msi", "application/x-windows-installer"},
	{"application/x-ms-shortcut", "application/x-mswinurl"},
	{"application/java-archive", "application/x-java-archive", "application/jar", "application/jar-archive", "application/x-jar"},
	{"text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript", "text/ecmascript"},
	{"text/x-shellscript", "application/x-sh", "text/x-sh", "application/x-shellscript"},
	{"application/zip", "application/x-zip", "application/x-zip-compressed"},
	{"application/vnd.rar", "application/x-rar", "application/x-rar-compressed"},
	{"application/x-7z-compressed", "application/x-7z"},
	{"application/gzip", "application/x-gzip", "application/x-gunzip", "application/gzipped", "application/x-gzip-compressed"},
	{"application/vnd.ms-cab-compressed", "application/x-cab", "application/x-cab-compressed"},
	{"application/x-iso9660-image", "application/x-cd-image"},
	{"application/pdf", "application/x-pdf"},
	{"application/msword", "application/vnd.ms-word"},
	{"application/vnd.ms-excel", "application/msexcel", "application/x-msexcel"},
	{"application/vnd.ms-powerpoint", "application/mspowerpoint"},
	{"application/rtf", "text/rtf"},
	{"text/xml", "application/xml"},
}

// synonymsOf are the type and all that mean the same.
func synonymsOf(t string) []string {
	for _, all := range synonyms {
		if slices.Contains(all, t) {
			return all
		}
	}
	return []string{t}
}

// fileNames are all readings of the part's file name.
func (r *reading) fileNames() []string {
	if !r.known.names {
		r.known.names = true
		for _, name := range r.part.Names() {
			r.names = append(r.names, variants(name)...)
		}
	}
	return r.names
}

// variants are what systems make of a name: without what isn't seen, without the dots and spaces at its end that Windows drops, and without
// the stream of a file that it takes from behind a colon. What stood for itself and wasn't seen is '?' in the names of a part.
func variants(name string) (list []string) {
	if name = strings.TrimRight(name, endless); len(name) > longestName {
		name = name[len(name)-longestName:]
	}
	name = fold(name)
	file, _, _ := strings.Cut(name, ":")
	for _, text := range []string{name, file} {
		before, _, _ := strings.Cut(text, "\x00")
		seen := strings.Map(visible, text)
		for _, v := range []string{text, before, seen} {
			v = strings.TrimRight(v, endless)
			list = add(list, v)
			list = add(list, v[strings.LastIndexAny(v, `/\`)+1:])
		}
	}
	return list
}

// longestName is how many octets of a name, from its end, are looked at: no system has files of longer names.
const longestName = 1024

// endless is what a name doesn't end with, once it is a file's.
const endless = " .?\"'\x00\t\r\n"

// visible takes away what isn't seen.
func visible(c rune) rune {
	if c == '?' || c == unicode.ReplacementChar || !unicode.IsGraphic(c) {
		return -1
	}
	return c
}

func add(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
