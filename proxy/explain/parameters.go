package explain

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// What the server is taken to offer to a client that has said EHLO: SIZE, 8BITMIME, SMTPUTF8, DSN and AUTH.
const (
	ofMail = "SIZE BODY SMTPUTF8 RET ENVID AUTH"
	ofRcpt = "NOTIFY ORCPT"
)

// offered checks the parameters of a path against what its command has. A client has none but SMTPUTF8 of its own here; Command hooks may
// have put in others.
func (s *session) offered(path *filters.Path, keywords string) (bad filters.Reply, ok bool) {
	if !s.hello.Extended {
		keywords = ""
	}
	filters.OfferParams(path, keywords)
	for _, p := range filters.Params(*path) {
		if !slices.Contains(strings.Fields(keywords), p.Keyword) {
			return reply(555, "5.5.4", filters.Clean(p.Keyword)+": parameter not offered"), false
		}
	}
	return filters.Reply{}, true
}

// size reads what MAIL announces; -1: nothing. Who hasn't logged in vouches for nobody (RFC 4954, section 5).
func (s *session) size(path *filters.Path) (size int64, bad filters.Reply, ok bool) {
	size = -1
	for _, p := range filters.Params(*path) {
		switch p.Keyword {
		case "SIZE":
			n, err := strconv.ParseUint(p.Value, 10, 63)
			if errors.Is(err, strconv.ErrRange) || err == nil && int64(n) > s.maxSize() {
				return size, tooLarge, false
			}
			if err != nil {
				return size, badParam, false
			}
			size = int64(n)
		case "AUTH":
			if s.user == "" && p.Value != "<>" {
				path.SetParam("AUTH", "<>")
			}
		}
	}
	return size, filters.Reply{}, true
}
