package support

import (
	"reflect"

	"github.com/gatepost-mail/gatepost/filters"
)

// hooks make a hook of a function that finds what the hook is given in variables.
func hooks() map[string]reflect.Value {
	path, message := reflect.ValueOf(givenTwo[*filters.Path]), reflect.ValueOf(givenTwo[*filters.Message])
	return map[string]reflect.Value{
		"Open":      reflect.ValueOf(given[*filters.Filter]),
		"Connect":   reflect.ValueOf(given[filters.Verdict]),
		"Hello":     reflect.ValueOf(givenTwo[*filters.Hello]),
		"Login":     reflect.ValueOf(givenTwo[*filters.Login]),
		"Sender":    path,
		"Recipient": path,
		"Header":    message,
		"Message":   message,
		"Command":   reflect.ValueOf(givenTwo[*filters.Command]),
		"Reply":     reflect.ValueOf(givenThree),
		"Close":     reflect.ValueOf(givenLast),
	}
}

// The variables are cleared behind a hook that doesn't panic, because the session is over some time.

func given[R any](session **filters.Session, f func() R) func(*filters.Session) R {
	return func(s *filters.Session) R {
		*session = s
		v := f()
		*session = nil
		return v
	}
}

func givenTwo[T any](session **filters.Session, of *T, f func() filters.Verdict) func(*filters.Session, T) filters.Verdict {
	return func(s *filters.Session, t T) filters.Verdict {
		var none T
		*session, *of = s, t
		v := f()
		*session, *of = nil, none
		return v
	}
}

func givenThree(session **filters.Session, command **filters.Command, reply **filters.Reply, f func() filters.Verdict) func(*filters.Session, *filters.Command, *filters.Reply) filters.Verdict {
	return func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
		*session, *command, *reply = s, c, r
		v := f()
		*session, *command, *reply = nil, nil, nil
		return v
	}
}

func givenLast(session **filters.Session, f func()) func(*filters.Session) {
	return func(s *filters.Session) {
		*session = s
		f()
		*session = nil
	}
}
