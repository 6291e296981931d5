package explain

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// Envelope is what the client is and does.
type Envelope struct {
	Client     filters.Client
	Hello      filters.Hello
	Login      string   // the name under which it has logged in; "": it hasn't
	Sender     string   // "<u@d>"; see [Path]
	Recipients []string // "<u@d>"
	Message    []byte   // as a mail program has it; nil: none, and what looks at it isn't asked
}

// maxWord keeps what the client says within a command line.
const maxWord = 1000

// Path is a path as it stands in a command, of one that people have typed: u@d, <u@d>, and <> or nothing for the null reverse-path.
// What is in it the gate judges; an error says that it would be no path on a line at all.
func Path(typed string) (string, error) {
	text := strings.TrimSpace(typed)
	if !strings.HasPrefix(text, "<") {
		text = "<" + text + ">"
	}
	if !strings.HasSuffix(text, ">") || strings.ContainsFunc(text, control) || len(text) > maxWord {
		return "", fmt.Errorf("want a path such as u@example.org or <u@example.org>, have %q", typed)
	}
	return text, nil
}

// Name is a name or an address literal as it stands behind HELO or EHLO.
func Name(typed string) (string, error) {
	odd := func(c rune) bool { return c <= ' ' || c > '~' }
	if typed == "" || strings.ContainsFunc(typed, odd) || len(typed) > maxWord {
		return "", fmt.Errorf("want a name such as mail.example.org or an address literal such as [192.0.2.1], have %q", typed)
	}
	return typed, nil
}

func control(c rune) bool { return c < ' ' || c == 0x7F }

// beyond tells whether a path needs SMTPUTF8 (RFC 6531).
func beyond(paths ...string) bool {
	return strings.ContainsFunc(strings.Join(paths, ""), func(c rune) bool { return c >= 0x80 })
}
