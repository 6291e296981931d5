package relay

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// routing are the characters with which a local part has told servers where to send mail on: user%host, host!user,
// user@host; behind each those that become it where a server normalises Unicode (NFKC).
const routing = "@\uff20\ufe6b" + "%\uff05\ufe6a" + "!\uff01\ufe57\ufe15\u203c\u2048\u2049"

// detour names the way on which some servers would send mail for this path to another place than its domain.
func detour(to *filters.Path) string {
	local := to.Local()
	switch {
	case strings.HasPrefix(to.String(), "<@"):
		return "Source routes"
	case strings.ContainsAny(local, routing):
		return "Routing in the local part"
	case strings.Contains(local, "=?") && strings.Contains(local, "?="):
		return "Encoded words" // decoded (RFC 2047), one can hold an address of its own
	}
	return ""
}
