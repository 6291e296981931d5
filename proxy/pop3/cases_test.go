package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

type names = []string

// Every case of the tables that sessions obey has its transcript.
func TestEveryCaseIsTold(t *testing.T) {
	sessiontest.Each(t, "smuggling/*-dot-*", names{"lf", "cr", "crlf", "crcrlf"}, names{"lf", "cr", "crcrlf"})
	sessiontest.Each(t, "smuggling/*-dot-crlf", names{"lf", "cr", "crcrlf"})
	sessiontest.Each(t, "smuggling/*", names{"bare-lf", "bare-cr", "all-lf", "controls", "nul", "8-bit", "filter-words", "filter-edits"})
	sessiontest.Each(t, "smuggling/status-*", names{"bare-lf", "bare-cr", "controls"})

	commands := names{"capa", "user", "pass", "apop", "stat", "list", "retr", "dele", "quit"}
	sessiontest.Each(t, "upstream/*-at-*", names{"dies", "resets", "hangs", "garbage"}, commands)
	sessiontest.Each(t, "upstream/dies-in-*", names{"retr", "held-retr", "top", "list"})
	sessiontest.Each(t, "upstream/surplus-*", names{"reply", "before-quit", "behind-a-message", "behind-a-listing", "to-the-proxy"})
	sessiontest.Each(t, "upstream/unsolicited-*", names{"ok", "err", "err-before-answer", "err-before-group", "err-before-quit"})
	sessiontest.Each(t, "upstream/greets-*", names{"twice", "with-challenge", "with-err", "with-garbage", "with-imap", "with-perm", "with-temp"})

	sessiontest.Each(t, "session/http-*", names{"get", "post", "put", "head", "delete", "options", "connect", "trace", "patch", "pri", "long", "later"})
	sessiontest.Each(t, "limits/*", names{
		"command-line", "endless-command", "auth-line", "challenge", "status-line", "status-endless", "listing-line", "text-line", "errors",
		"errors-default", "refusals-are-no-errors", "command-time", "command-drip", "auth-time", "session-time", "session-time-in-a-group",
	})

	sessiontest.Each(t, "filters/*-*", names{"connect", "command", "login"}, names{"refuse", "defer", "discard", "hangup"})
	sessiontest.Each(t, "*/*-*", names{"header", "message"}, names{"retr", "top"}, names{
		"accept", "defer", "delay", "discard", "edit", "fail", "hangup", "pass", "refuse-error", "refuse-notice", "replace",
	})
	sessiontest.Each(t, "withheld/dele-behind-*", names{"deferral", "error", "notice", "top"})
}
