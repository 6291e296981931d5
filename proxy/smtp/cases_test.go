package smtp_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

type names = []string

// Every case of the tables that sessions obey has its transcript.
func TestEveryCaseIsTold(t *testing.T) {
	for _, kind := range []string{"smuggling/", "smuggling/normalised-"} {
		sessiontest.Each(t, kind+"*-dot-*", names{"lf", "cr", "crlf", "crcrlf"}, names{"lf", "cr", "crcrlf"})
		sessiontest.Each(t, kind+"*-dot-crlf", names{"lf", "cr", "crcrlf"})
	}
	sessiontest.Each(t, "smuggling/command-*", names{"bare-lf", "bare-cr", "all-lf", "controls", "8-bit"})
	sessiontest.Each(t, "smuggling/reply-*", names{"bare-lf", "bare-cr", "controls", "second-line"})

	commands := names{"ehlo", "helo", "mail", "rcpt", "data", "rset"}
	sessiontest.Each(t, "upstream/*-at-*", names{"dies", "resets", "hangs", "garbage"}, commands)
	sessiontest.Each(t, "upstream/*-the-*", names{"accepts-before", "dies-behind", "hangs-behind", "421-to", "354-at"}, names{"dot"})
	sessiontest.Each(t, "upstream/*-in-the-body", names{"dies", "accepts", "refuses", "421"})
	sessiontest.Each(t, "upstream/greets-*", names{"twice", "with-200", "with-4xx", "with-5xx", "with-garbage", "with-pop3"})
	sessiontest.Each(t, "upstream/code-*", names{"1xx", "of-letters", "too-high", "too-short"})

	sessiontest.Each(t, "session/http-*", names{"get", "post", "put", "head", "delete", "options", "connect", "trace", "patch", "pri", "long", "later"})
	sessiontest.Each(t, "bdat/*", names{
		"bad-size", "bad-size-letters", "huge-size", "negative-size", "sixty-four-bits", "wrapped-size", "wrapped-size-32", "size-in-hex",
		"size-with-sign", "two-sizes", "not-last", "no-mail", "no-recipient", "zero-last", "only-chunks", "data-behind",
	})
	sessiontest.Each(t, "limits/*", names{
		"command-line", "endless-command", "auth-line", "auth-answer", "parameters", "recipients", "recipients-default", "recipients-in-all",
		"text-line", "endless-text", "header-octets", "header-fields", "header-lines", "size", "size-held", "size-parameter",
		"size-while-streaming", "overrun", "reply-line", "reply-lines", "reply-endless-line", "greeting-endless-line", "ehlo-lines", "errors",
		"errors-default", "command-time", "command-drip", "content-time", "content-drip", "chunk-time", "chunk-drip", "refused-drip",
		"auth-time", "session-time", "session-time-in-a-group",
	})

	sessiontest.Each(t, "filters/*-*", names{"connect", "hello", "command", "sender", "recipient"}, names{"refuse", "defer", "discard", "hangup"})
	sessiontest.Each(t, "filters/*-*", names{"header", "message"}, names{"accept", "defer", "discard", "edit", "hangup"})
}
