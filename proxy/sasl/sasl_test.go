package sasl

import (
	"encoding/base64"
	"testing"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// What an attempt asks the filters, and when: the client's lines, each behind the challenge that it answers.
func TestWhenFiltersAreAsked(t *testing.T) {
	type line struct{ challenge, response, asks string } // asks: the name behind a colon; "": nothing yet
	for _, test := range []struct {
		mechanism, initial string
		asks               string
		lines              []line
	}{
		{"PLAIN", b64("\x00alice\x00secret"), ":alice", nil},
		{"PLAIN", b64("bob\x00alice\x00secret"), ":alice", nil},
		{"PLAIN", "", "", []line{{"", b64("\x00alice\x00secret"), ":alice"}}},
		{"LOGIN", "", "", []line{{b64("Username:"), b64("alice"), ":alice"}, {b64("Password:"), b64("secret"), ""}}},
		{"LOGIN", b64("alice"), ":alice", []line{{b64("Password:"), b64("secret"), ""}}},
		{"LOGIN", "=", "", []line{{b64("Kennwort:"), b64("secret"), ":"}}},
		{"LOGIN", "", "", []line{{b64("Password:"), b64("secret"), ":"}}},
		{"CRAM-MD5", "", "", []line{{b64("<1@x>"), b64("alice 0123456789abcdef0123456789abcdef"), ":alice"}}},
		{"SCRAM-SHA-256", b64("n,,n=al=2Cice,r=abc"), ":al,ice", []line{{b64("r=abc"), b64("c=biws,p=x"), ""}}},
		{"OAUTHBEARER", b64("n,a=alice@example.org,\x01auth=Bearer token\x01\x01"), ":alice@example.org", nil},
		{"XOAUTH2", b64("user=alice@example.org\x01auth=Bearer token\x01\x01"), ":alice@example.org", nil},
		{"EXTERNAL", "=", ":", []line{{"", b64("alice"), ":alice"}}},
		{"GSSAPI", "", "", []line{{"", b64("ticket"), ":"}, {b64("x"), b64("y"), ""}}},
	} {
		a := Attempt{Mechanism: test.mechanism}
		name, ask := a.Initial(test.initial, test.initial != "")
		wantAsked(t, test.mechanism, name, ask, test.asks)
		for _, l := range test.lines {
			if a.Hides(l.response, l.challenge) {
				t.Errorf("%s: %q hides the name", test.mechanism, l.response)
			}
			name, ask := a.Response(l.response, l.challenge)
			wantAsked(t, test.mechanism+" "+l.response, name, ask, l.asks)
		}
	}
}

func wantAsked(t *testing.T, where, name string, ask bool, want string) {
	t.Helper()
	have := ""
	if ask {
		have = ":" + name
	}
	if have != want {
		t.Errorf("%s: asks %q, want %q", where, have, want)
	}
}

func TestHidesName(t *testing.T) {
	for _, test := range []struct {
		mechanism, response string
		hides               bool
	}{
		{"PLAIN", b64("\x00alice\x00secret"), false},
		{"PLAIN", "secret!", true},
		{"PLAIN", b64("alice secret"), true},
		{"PLAIN", b64("\x00alice\x00"), true},
		{"PLAIN", b64("\x00al\nice\x00secret"), true},
		{"PLAIN", b64("\x00al\xffice\x00secret"), true},
		{"PLAIN", "", false},
		{"CRAM-MD5", b64("alice secret"), true},
		{"GSSAPI", "no base64 at all", false},
		{"SCRAM-SHA-1", b64("c=biws"), false},
	} {
		if have := HidesName(test.mechanism, test.response); have != test.hides {
			t.Errorf("%s %q: %v", test.mechanism, test.response, have)
		}
	}
}

func TestOffered(t *testing.T) {
	for list, want := range map[string]string{
		"PLAIN LOGIN":              "PLAIN LOGIN",
		"plain gssapi scram-sha-1": "plain scram-sha-1",
		"SCRAM-SHA-256-PLUS PLAIN": "PLAIN",
		"DIGEST-MD5 KERBEROS_V4":   "KERBEROS_V4",
		"":                         "",
	} {
		if have := Offered(list, []string{"kerberos_v4"}); have != want {
			t.Errorf("%q: %q, want %q", list, have, want)
		}
	}
}

func TestMechanism(t *testing.T) {
	for word, want := range map[string]bool{
		"PLAIN": true, "SCRAM-SHA-256-PLUS": true, "-PLUS": false, "PLAIN-PLUS-PLUS": false, "HUNTER2": false, "": false,
	} {
		if Mechanism(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}
