package filters

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// maxShown is how many bytes of a value an error shows.
const maxShown = 60

func isText(v any) (string, bool) {
	s, ok := v.(string)
	return s, ok
}

func isBool(v any) (bool, bool) {
	b, ok := v.(bool)
	return b, ok
}

func isInt(v any) (int, bool) {
	n, ok := isWhole(v)
	return int(n), ok && int64(int(n)) == n
}

// tooLarge tells whether a number is whole, but not one of those that an int can hold.
func tooLarge(v any) bool {
	if n, whole := isWhole(v); whole {
		return int64(int(n)) != n
	}
	f, is := v.(float64)
	return is && f == math.Trunc(f)
}

// isWhole takes any number without a fraction that an int64 can hold.
func isWhole(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case float64:
		return int64(v), v == math.Trunc(v) && v >= math.MinInt64 && v < math.MaxInt64
	}
	return 0, false
}

func isSize(v any) (int64, bool) {
	if n, ok := isWhole(v); ok {
		return n, n >= 0 && !tooFew(n)
	}
	return parsed(ParseSize)(v)
}

// bare is a number of a size's that is too small to have no unit; 0: there is none.
func bare(v any) int64 {
	n, _ := isWhole(v)
	if text, written := v.(string); written && !strings.HasSuffix(text, "B") {
		n, _ = parseAmount(text)
	}
	if !tooFew(n) {
		return 0
	}
	return n
}

// parsed converts a text by a parser.
func parsed[T any](parse func(string) (T, error)) func(any) (T, bool) {
	return func(v any) (T, bool) {
		s, ok := v.(string)
		t, err := parse(s)
		return t, ok && err == nil
	}
}

func isList(v any) ([]string, bool) {
	if list, ok := v.([]string); ok {
		return slices.Clone(list), true
	}
	items, ok := v.([]any)
	list := make([]string, len(items))
	for i, item := range items {
		s, text := item.(string)
		list[i], ok = s, ok && text
	}
	return list, ok
}

func isMap(v any) (map[string]string, bool) {
	settings, ok := asObject(v, Place{})
	m := make(map[string]string, len(settings))
	for _, set := range settings {
		s, text := set.Value.(string)
		m[set.Name], ok = s, ok && text
	}
	return m, ok
}

// shown is a value as an error shows it: spelled, and cut where it is long.
func shown(v any) string {
	s := spelled(v)
	if len(s) > maxShown {
		s = strings.ToValidUTF8(s[:maxShown], "") + "…"
	}
	return s
}

// spelled is a value as one would write it in a configuration.
func spelled(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(v)
	case Block:
		return "a block"
	case []string:
		return "[" + joined(v, strconv.Quote) + "]"
	case []any:
		return "[" + joined(v, spelled) + "]"
	case map[string]string:
		return spelledMap(v)
	}
	if settings, ok := asObject(v, Place{}); ok {
		return spelledObject(settings)
	}
	return fmt.Sprint(v)
}

func spelledMap(m map[string]string) string {
	var settings Object
	for _, name := range slices.Sorted(maps.Keys(m)) {
		settings = append(settings, Setting{Name: name, Value: m[name]})
	}
	return spelledObject(settings)
}

func spelledObject(settings Object) string {
	if len(settings) == 0 {
		return "{}"
	}
	return "{ " + joined(settings, func(set Setting) string { return set.Name + " = " + spelled(set.Value) }) + " }"
}

func joined[T any](items []T, word func(T) string) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = word(item)
	}
	return strings.Join(words, ", ")
}

// oneOf says in words what a choice allows: "a", "b" or "c".
func oneOf(allowed []string) string {
	if len(allowed) < 2 {
		return joined(allowed, strconv.Quote)
	}
	last := len(allowed) - 1
	return joined(allowed[:last], strconv.Quote) + " or " + strconv.Quote(allowed[last])
}
