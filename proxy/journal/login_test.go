package journal

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// Who gives up has guessed nothing, whatever the server says to that.
func TestCancelledLogin(t *testing.T) {
	for _, e := range []*Event{
		{Kind: Login, Verb: "LOGIN", Code: 501, Value: Cancelled},
		{Kind: Login, Verb: "LOGIN", Status: "-ERR", Value: Cancelled},
	} {
		var log bytes.Buffer
		NewLog(slog.New(slog.NewTextHandler(&log, nil))).Record(e)
		if !strings.Contains(log.String(), `level=INFO msg="login cancelled" mechanism=LOGIN`) {
			t.Error(log.String())
		}
	}
}
