package support

import (
	"reflect"

	"github.com/gatepost-mail/gatepost/filters"
)

// hooks make a hook of a function that finds what the hook is given in variables, and leaves its verdict in one.
func hooks() map[string]reflect.Value {
	path, message := reflect.ValueOf(givenTwo[*filters.Path]), reflect.ValueOf(givenTwo[*filters.Message])
	return map[string]reflect.Value{
		"Open":      reflect.ValueOf(givenFirst),
		"Connect":   reflect.ValueOf(given),
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

// The variables are cleared behind a hook that doesn't panic, because the session is over some time, and a verdict is that of one call.

func givenFirst(session **filters.Session, f func() *filters.Filter) func(*filters.Session) *filters.Filter {
	return func(s *filters.Session) *filters.Filter {
		*session = s
		of := f()
		*session = nil
		return of
	}
}

func given(session **filters.Session, verdict *filters.Verdict, f func()) func(*filters.Session) filters.Verdict {
	return func(s *filters.Session) filters.Verdict {
		*session = s
		f()
		*session = nil
		return taken(verdict)
	}
}

func givenTwo[T any](session **filters.Session, of *T, verdict *filters.Verdict, f func()) func(*filters.Session, T) filters.Verdict {
	return func(s *filters.Session, t T) filters.Verdict {
		var none T
		*session, *of = s, t
		f()
		*session, *of = nil, none
		return taken(verdict)
	}
}

func givenThree(session **filters.Session, command **filters.Command, reply **filters.Reply, verdict *filters.Verdict, f func()) func(*filters.Session, *filters.Command, *filters.Reply) filters.Verdict {
	return func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
		*session, *command, *reply = s, c, r
		f()
		*session, *command, *reply = nil, nil, nil
		return taken(verdict)
	}
}

func givenLast(session **filters.Session, f func()) func(*filters.Session) {
	return func(s *filters.Session) {
		*session = s
		f()
		*session = nil
	}
}

// taken is the verdict that a hook has left.
func taken(verdict *filters.Verdict) filters.Verdict {
	v := *verdict
	*verdict = filters.Verdict{}
	return v
}
