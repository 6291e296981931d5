package certificates

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/caddyserver/certmagic"
)

// Inspect says how the identity of c stands at a time, without asking anybody: what keeps it from being used, or else how long what is in
// the files, or stored, is valid.
func Inspect(c Config, now time.Time) []Finding {
	if err := c.Check(); err != nil {
		return []Finding{unusable(err)}
	}
	if c.ACME == nil {
		return append(inspectFile(c.Certificate, now), exposed(c.Key)...)
	}
	var all []Finding
	for _, name := range c.ACME.Names {
		path := c.ACME.stored(name)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			all = append(all, Finding{slog.LevelWarn, fmt.Sprintf("there is no certificate of %s yet: a gate that runs asks %s for it", name, c.ACME.directory()), ""})
		} else {
			all = append(all, inspectFile(path, now)...)
		}
	}
	return all
}

func inspectFile(path string, now time.Time) []Finding {
	leaf, err := leafOf(path)
	if err != nil {
		return []Finding{unusable(err)}
	}
	f, _ := validity(leaf, now)
	all := []Finding{f}
	if len(namesOf(leaf)) == 0 {
		all = append(all, Finding{slog.LevelError, path + ": the certificate has no names (subjectAltName), so no client believes it", "have one issued that has them"})
	}
	return all
}

// unusable is a file that keeps an identity from being used.
func unusable(err error) Finding {
	f := Finding{Level: slog.LevelError, Text: err.Error()}
	if errors.Is(err, fs.ErrPermission) {
		f.Advice = "let the user that the gate runs as read it"
	}
	return f
}

// stored is where the certificate of a name is kept.
func (c *ACME) stored(name string) string {
	authority := (&certmagic.ACMEIssuer{CA: c.directory()}).IssuerKey()
	return filepath.Join(c.Storage, filepath.FromSlash(certmagic.StorageKeys.SiteCert(authority, name)))
}

// exposed warns of a key that everybody on the machine can read.
func exposed(key string) []Finding {
	info, err := os.Stat(key)
	if err != nil || info.Mode().Perm()&0o004 == 0 {
		return nil
	}
	return []Finding{{slog.LevelWarn, fmt.Sprintf("%s: every user of this machine can read the key: chmod o-r", key), ""}}
}
