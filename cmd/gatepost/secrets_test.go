package main

import (
	"encoding/base64"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What clients keep to themselves. In dialogues these stand as $name, and {64:...} is something in base64.
var secrets = map[string]string{
	"pass":   "Sesam0+Zebra/77",  // its letters are those of base64, its length isn't
	"pin":    "7300194628145093", // this is base64 by chance
	"word":   "openporta",        // this could be a verb
	"phrase": "help zanzibar sunrise",
	"token":  "ya29.Qm9vZ2xlVG9rZW5GYWtl-zero_Nine",
	"digest": "3d5b1f0a9c8e7742b6aa01fe55d2c390",
	"proof":  "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
}

var quoted = regexp.MustCompile(`\{64:([^}]*)\}`)

// planted is a dialogue with the secrets in it.
func planted(dialogue string) string {
	for name, secret := range secrets {
		dialogue = strings.ReplaceAll(dialogue, "$"+name, secret)
	}
	return quoted.ReplaceAllStringFunc(dialogue, func(q string) string {
		inside := strings.ReplaceAll(q[len("{64:"):len(q)-1], `"`, `\"`)
		text, err := strconv.Unquote(`"` + inside + `"`)
		if err != nil {
			panic(q)
		}
		return base64.StdEncoding.EncodeToString([]byte(text))
	})
}

// hello is how each dialogue begins.
const hello = `# Secrets are said, and never written down.
S:  220 mx.example ESMTP
C:  EHLO client.example
S:  250-mx.example
S:  250-PIPELINING
S:  250-AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 EXTERNAL XOAUTH2 OAUTHBEARER NTLM GSSAPI DIGEST-MD5 ANONYMOUS X-OWN
S:  250-SIZE 10240000
S:  250 CHUNKING
`

// conceals plays a dialogue that is full of secrets, and hunts for them in all that was written. The dialogue itself says that they have
// come to the gate, and which of them it has passed on.
func conceals(t *testing.T, dialogue, filter string) {
	t.Helper()
	w := &writings{t: t, dir: t.TempDir()}
	for name, text := range w.play(planted(dialogue), filter) {
		if !strings.Contains(text, "127.0.0.1") {
			t.Errorf("the %s has nothing of this dialogue:\n%s", name, text)
		}
		if secret, place := prey().find(text); secret != "" {
			t.Errorf("the %s has %q:\n%s", name, secret, place)
		}
	}
}

func prey() *hunt { return newHunt(slices.Collect(maps.Values(secrets))...) }

// However somebody logs in, and whatever comes of it, nobody reads the secret.
func TestSecretsOfLogins(t *testing.T) {
	for _, form := range forms {
		for name, outcome := range outcomes {
			t.Run(form.name+" "+name, func(t *testing.T) {
				if form.wraps && name == "accepted" {
					outcome = "S:  235 2.7.0 yes\nCP: $pass\nPC: <close>\nPS: <close>\n"
				}
				t.Parallel()
				conceals(t, hello+form.said+outcome, "")
			})
		}
	}
}

// Where no AUTH is understood what was meant to be one isn't read either, nor what is said behind it.
func TestSecretsOutOfPlace(t *testing.T) {
	for at, place := range places {
		for name, line := range lines {
			t.Run(at+" "+name, func(t *testing.T) {
				t.Parallel()
				said := place.before + line + "\nPC: 5<...>\nCP: $word\nPC: 5<...>\nCP: {64:$pass}\nPC: 5<...>\n"
				switch {
				case place.last:
					said = place.before + line + "\nPC: 421<...>\nPC: <close>\n"
				case at == "before EHLO" && strings.Contains(name, "endless"): // may be HTTP, which is turned away at once
					said = place.before + line + "\nPC: 5<...>\nPC: <close>\n"
				}
				conceals(t, said, place.filter)
			})
		}
	}
}

func TestSecretsInTales(t *testing.T) {
	for name, tale := range tales {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conceals(t, tale.said, tale.filter)
		})
	}
}

// What is no secret is found by the same means everywhere: so the hunt would find one.
func TestNamesAreNoSecrets(t *testing.T) {
	const name = "alice.in.wonderland"
	w := &writings{t: t, dir: t.TempDir()}
	said := planted(hello + "C:  AUTH PLAIN {64:\\x00" + name + "\\x00$pass}\nS:  235 2.7.0 welcome\nC:  QUIT\nS:  221 bye\n")
	for where, text := range w.play(said, "") {
		if found, _ := newHunt(name).find(text); found == "" {
			t.Errorf("the %s doesn't know who has logged in:\n%s", where, text)
		}
	}
}

// An upstream that repeats a secret in its own words is quoted, to filters and on record: a record that words replies anew would be none.
// What the client has said stays masked even then.
func TestUpstreamsAreQuoted(t *testing.T) {
	said := planted("no such password: $pass")
	w := &writings{t: t, dir: t.TempDir()}
	dialogue := planted(hello + "C:  AUTH PLAIN {64:\\x00alice\\x00$pass}\nS:  535 5.7.8 " + said + "\nC:  QUIT\nS:  221 bye\n")
	for where, text := range w.play(dialogue, "") {
		if !strings.Contains(text, said) {
			t.Errorf("the %s doesn't quote the upstream:\n%s", where, text)
		}
		if secret, place := prey().find(strings.ReplaceAll(text, said, "")); secret != "" {
			t.Errorf("the %s has %q elsewhere:\n%s", where, secret, place)
		}
	}
}
