package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxNamed is how many recipients a line names, maxWords the bytes of one text in it.
const (
	maxNamed = 20
	maxWords = 500
)

// transactionLine is all that a transaction's line says.
func transactionLine(e *Event, a account) []slog.Attr {
	s := e.Summary
	return slices.Concat([]slog.Attr{
		words("session", e.Session), slog.Int("transaction", e.Transaction), words("front", e.Front), client(e, a),
		words("hello", s.Hello), words("user", s.User), words("from", s.Sender), slog.Any("to", recipients(s)),
		words("outcome", string(s.Outcome)), number("code", int64(s.Code)), words("text", s.Text), words("by", s.By),
		words("upstream", s.Upstream), words("answer", s.Answer),
		slog.Int64("size", s.Size), slog.Int64("sent", s.Sent), took(s.Took),
		seconds("took_filters", s.Filters), seconds("took_end", s.End),
	}, a.protection(), a.within.attrs())
}

// maildropLine is all that is said of a POP3 session that has logged in.
func maildropLine(e *Event, a account) []slog.Attr {
	r := e.Errand
	return slices.Concat([]slog.Attr{
		words("session", e.Session), words("front", e.Front), client(e, a), words("user", r.User), words("mechanism", r.Mechanism),
		words("upstream", r.Upstream), slog.Int("fetched", r.Fetched), slog.Int64("octets", r.Octets), number("peeked", int64(r.Peeked)),
		number("withheld", int64(r.Withheld)), slog.Int("deleted", r.Deleted), slog.Bool("updated", r.Updated), words("by", r.By),
		took(r.Took), seconds("took_filters", r.Filters),
	}, a.protection(), a.outside.attrs())
}

// loginLine is all that is said of a client that hasn't got in. The client's address stands before anything in its words.
func loginLine(e *Event) []slog.Attr {
	return []slog.Attr{
		words("session", e.Session), words("front", e.Front), client(e, account{}), words("mechanism", e.Verb), words("user", e.Arg),
		number("code", int64(e.Code)), words("text", e.replyText()), words("by", e.By),
	}
}

// lateLine is what is said of a transaction behind its line.
func lateLine(e *Event, a account) []slog.Attr {
	return append([]slog.Attr{words("session", e.Session), slog.Int("transaction", a.last), words("front", e.Front), client(e, a)}, a.late.attrs()...)
}

// sessionLine is what is said of a session that had no transaction, or in which filters spoke outside of any.
func sessionLine(e *Event, a account) []slog.Attr {
	counted := "transactions"
	if isPOP3(e) {
		counted = "maildrops"
	}
	return slices.Concat([]slog.Attr{
		words("session", e.Session), words("front", e.Front), client(e, a), words("hello", a.hello),
		slog.Int(counted, a.transactions), words("end", e.Value), took(e.Took),
	}, a.protection(), a.outside.attrs())
}

// recipients names the first of them, those that were not accepted with their code and who gave it.
func recipients(s *Summary) list {
	names := list{}
	for _, r := range s.Recipients[:min(len(s.Recipients), maxNamed)] {
		name := r.Path
		if r.Code/100 != 2 {
			name = fmt.Sprintf("%s %d by %s", r.Path, r.Code, r.By)
		}
		names = append(names, filters.Clean(name))
	}
	return names.and(max(s.Total, len(s.Recipients)) - len(names))
}

// list is joined in text and an array in JSON.
type list []string

// and is a copy of the list that tells how many are missing.
func (l list) and(more int) list {
	if more <= 0 {
		return l
	}
	return append(slices.Clone(l), fmt.Sprintf("%d more", more))
}

func (l list) MarshalText() ([]byte, error) { return []byte(strings.Join(l, ", ")), nil }

// MarshalJSON leaves the angle brackets of paths alone.
func (l list) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode([]string(l))
	return b.Bytes(), err
}

// gravity is how loud a transaction's line is.
func gravity(s *Summary) slog.Level {
	switch {
	case s.Outcome == InDoubt:
		return slog.LevelError
	case s.Outcome == Discarded, s.Unkept:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// said words a filter's answer: "relay Recipient: refuse 5.7.1 no relaying".
func said(e *Event) string {
	text := became(e)
	switch {
	case e.Err != nil && text == "":
		text = fmt.Sprintf("failed, %v", e.Err)
	case e.Err != nil:
		text = fmt.Sprintf("failed, %v (%s)", e.Err, text)
	case e.Shadow:
		text = "would have said " + text
	}
	return e.Filter + " " + e.Hook + ": " + text
}

// became is the verdict, or what a failure became: nothing, at Close.
func became(e *Event) string {
	if e.Err != nil && e.Shadow && e.Verdict != "" {
		return "would have been " + e.Verdict
	}
	return e.Verdict
}

func speaker(w Way) string {
	if strings.HasPrefix(string(w), "S") {
		return "upstream"
	}
	return "client"
}

// about says where an event belongs, and from where its client comes.
func about(e *Event) []any {
	return []any{words("session", e.Session), number("transaction", int64(e.Transaction)), words("front", e.Front), client(e, account{})}
}

func client(e *Event, a account) slog.Attr {
	if a.client.IsValid() {
		return words("client", a.client.String())
	}
	if e.Client.IsValid() {
		return words("client", e.Client.String())
	}
	return slog.Attr{}
}

// words is a text, cleaned and cut; the empty Attr, which handlers leave out, for "".
func words(key, text string) slog.Attr {
	if text == "" {
		return slog.Attr{}
	}
	return slog.String(key, shorten(filters.Clean(text), maxWords))
}

func number(key string, n int64) slog.Attr {
	if n == 0 {
		return slog.Attr{}
	}
	return slog.Int64(key, n)
}

func shadow(e *Event) slog.Attr {
	if !e.Shadow {
		return slog.Attr{}
	}
	return slog.Bool("shadow", true)
}

func fault(err error) slog.Attr {
	if err == nil {
		return slog.Attr{}
	}
	return words("error", err.Error())
}

func took(d time.Duration) slog.Attr { return seconds("took", d) }

// seconds says a time unless it is zero.
func seconds(name string, d time.Duration) slog.Attr {
	if d == 0 {
		return slog.Attr{}
	}
	return slog.Duration(name, d.Round(time.Microsecond))
}
