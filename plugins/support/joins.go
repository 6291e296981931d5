package support

import (
	"reflect"
	"regexp"

	"github.com/gatepost-mail/gatepost/filters"
)

// joins make one function of several that would be called one after the other.
func joins() map[string]reflect.Value {
	return map[string]reflect.Value{
		"PathText":    reflect.ValueOf(pathText),
		"PathThen":    reflect.ValueOf(then[*filters.Path]),
		"PathMatch":   reflect.ValueOf(match[*filters.Path]),
		"SenderText":  reflect.ValueOf(senderText),
		"SenderThen":  reflect.ValueOf(then[*filters.Session]),
		"SenderMatch": reflect.ValueOf(match[*filters.Session]),
	}
}

// pathText is a method of paths.
func pathText(method string) func(*filters.Path) string {
	text := textOf(method)
	return func(p *filters.Path) string { return text(*p) }
}

// senderText is a method of the path that a session's sender is.
func senderText(method string) func(*filters.Session) string {
	text := textOf(method)
	return func(s *filters.Session) string { return text(s.Sender()) }
}

func textOf(method string) func(filters.Path) string {
	m, _ := reflect.TypeFor[filters.Path]().MethodByName(method) // the gate has seen it
	return m.Func.Interface().(func(filters.Path) string)
}

func then[A any](f func(string) string, text func(A) string) func(A) string {
	return func(a A) string { return f(text(a)) }
}

func match[A any](text func(A) string) func(*regexp.Regexp, A) bool {
	return func(r *regexp.Regexp, a A) bool { return r.MatchString(text(a)) }
}
