package certificates

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// Finding is what is to be said about a certificate.
type Finding struct {
	Level  slog.Level // Info: nothing is wrong; Warn: something will be; Error: clients that verify go away
	Text   string     // a sentence without a final dot
	Advice string     // what to do about it; "": nothing, or Text says it
}

const day = 24 * time.Hour

// before is how many days before its end a certificate is spoken of.
var before = [...]int{1, 3, 7, 14, 30}

// validity says how a certificate stands now. The mark is another one whenever it is to be said again.
func validity(leaf *x509.Certificate, now time.Time) (f Finding, mark int) {
	left := leaf.NotAfter.Sub(now)
	switch {
	case now.Before(leaf.NotBefore):
		return Finding{slog.LevelError, fmt.Sprintf("the certificate of %s is not valid before %s", of(leaf), date(leaf.NotBefore)),
			"set the clock if that is wrong, or show another until then"}, -1
	case left < 0:
		return Finding{slog.LevelError, fmt.Sprintf("the certificate of %s has expired, at %s", of(leaf), date(leaf.NotAfter)), "renew it"}, -2 - int(-left/day)
	}
	for _, days := range before {
		if left <= time.Duration(days)*day {
			return Finding{slog.LevelWarn, fmt.Sprintf("the certificate of %s expires soon, at %s", of(leaf), date(leaf.NotAfter)), "renew it"}, days
		}
	}
	return Finding{slog.LevelInfo, fmt.Sprintf("the certificate of %s is valid until %s", of(leaf), date(leaf.NotAfter)), ""}, 0
}

func date(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 MST") }

// of names whose certificate it is: its first names, as people know certificates by them.
func of(leaf *x509.Certificate) string {
	names := namesOf(leaf)
	switch n := len(names); {
	case n == 0:
		return cmp.Or(leaf.Subject.String(), "nobody")
	case n > 3:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:2], ", "), n-2)
	}
	return strings.Join(names, ", ")
}
