package proxytest

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// entry is a line of a journal, with the names that stand in it.
type entry struct {
	*journal.Line
	names map[string]json.RawMessage
}

// status is what a reply of POP3 begins with; "" where none stands there.
func (e *entry) status() string {
	var status string
	if json.Unmarshal(e.names["status"], &status) != nil {
		return ""
	}
	return status
}

// strict reads a line: one JSON object with the names of its kind and nothing else, spelt as journals spell it.
func strict(raw []byte) (*entry, error) {
	if !utf8.Valid(raw) || bytes.ContainsFunc(raw, obeyed) {
		return nil, errors.New("a character that a terminal may obey")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	e := &entry{Line: &journal.Line{}}
	if err := d.Decode(e.Line); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something behind the object")
	}
	if err := json.Unmarshal(raw, &e.names); err != nil {
		return nil, err
	}
	return e, errors.Join(spelling(e.Line, raw), inEach(e.Line), namesOf(e), sense(e))
}

// obeyed is for what must not stand in a file that people look at as it is.
func obeyed(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// spelling holds a line against what its values are spelt like: so no name stands there twice, and no number is cut.
func spelling(l *journal.Line, raw []byte) error {
	var again, was bytes.Buffer
	e := json.NewEncoder(&again)
	e.SetEscapeHTML(false)
	if err := e.Encode(l); err != nil {
		return err
	}
	for _, r := range string(raw) {
		was.WriteRune(r)
	}
	if want := bytes.TrimSuffix(again.Bytes(), []byte("\n")); !bytes.Equal(unspelt(want), unspelt(was.Bytes())) {
		return fmt.Errorf("spelt anew it is %s", want)
	}
	return nil
}

// unspelt has one spelling for characters that can be escaped or not.
func unspelt(line []byte) []byte {
	var b []byte
	for _, r := range string(line) {
		if r >= utf8.RuneSelf || r == 0x7F {
			b = fmt.Appendf(b, `\u%04x`, r)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// inEach is what every line has.
func inEach(l *journal.Line) error {
	client, err := netip.ParseAddrPort(l.Client)
	switch {
	case l.V != journal.Version:
		return fmt.Errorf("v is %d", l.V)
	case len(l.Session) != 26:
		return errors.New("no id of a session")
	case l.Front == "" || columnsOf[l.Protocol] == nil:
		return errors.New("no front or no protocol")
	case err != nil || client.String() != l.Client:
		return errors.New("no client")
	case l.Time.Location() != time.UTC || !l.Time.Equal(l.Time.Truncate(time.Microsecond)):
		return errors.New("the time is not UTC, to the microsecond")
	}
	return nil
}

// sense holds a line's values against what they are documented to be.
func sense(l *entry) error {
	digest, err := hex.DecodeString(l.SHA256)
	switch {
	case l.Way != "" && !among(string(l.Way), waysOf[l.Protocol][l.Kind]):
		return fmt.Errorf("a %s has no way %s", l.Kind, l.Way)
	case l.Verdict != "" && !among(l.Verdict, verdicts):
		return fmt.Errorf("an unknown verdict, %q", l.Verdict)
	case (l.Verdict == "failed") != (l.Error != "" && l.Kind == journal.Verdict):
		return errors.New("failed, and no error, or an error without having failed")
	case l.OnError != "" && l.Verdict != "failed":
		return errors.New("on_error without a failure")
	case l.Kind == journal.Upstream && !among(l.Value, upstreams):
		return fmt.Errorf("an upstream can't be %q", l.Value)
	case l.Kind == journal.Transaction && l.Outcomes != nil && !among(string(l.Outcome), outcomes):
		return fmt.Errorf("an unknown outcome, %q", l.Outcome)
	case l.Code != 0 && (l.Code < 200 || l.Code > 599):
		return fmt.Errorf("no code of a reply, %d", l.Code)
	case l.names["status"] != nil && !among(l.status(), statuses[l.Kind]):
		return fmt.Errorf("a %s has no status %s", l.Kind, l.names["status"])
	case l.SHA256 != "" && (err != nil || len(digest) != 32):
		return errors.New("no SHA-256")
	case l.Took < 0 || l.Size < 0 || l.Tx < 0:
		return errors.New("less than nothing")
	}
	return lineEnds(l.Line)
}

func among(value, words string) bool { return slices.Contains(strings.Fields(words), value) }

// lineEnds: of all texts only the fields of a header have line ends in them, before each fold.
func lineEnds(l *journal.Line) error {
	for _, text := range append([]string{l.Verb, l.Arg, l.Value, l.Old, l.Reason, l.Error, l.By, l.Note}, l.Text...) {
		ends := "\r\n"
		if l.Kind == journal.Header { // that of chunks can have any octets
			text, ends = strings.NewReplacer("\r\n ", " ", "\r\n\t", " ", "\r", " ").Replace(text), "\n"
		}
		if strings.ContainsAny(text, ends) {
			return fmt.Errorf("a line end in %q", text)
		}
	}
	return nil
}
