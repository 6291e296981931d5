package ratelimit

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// The same in other letters is the same; another is another.
func TestNames(t *testing.T) {
	for _, test := range []struct{ key, path, want string }{
		{"sender", "<alice@example.org>", "alice@example.org"},
		{"sender", "<ALICE@Example.ORG>", "alice@example.org"},
		{"sender", `<"Alice"@example.org>`, "alice@example.org"},
		{"sender", `<"al\ice"@example.org>`, "alice@example.org"},
		{"sender", "<@host.example:alice@example.org>", "alice@example.org"},
		{"sender", "<alice+tag@example.org>", "alice+tag@example.org"},
		{"sender", "<\u212Aar\u017Ftadt@example.org>", "karstadt@example.org"}, // the Kelvin sign and the long s
		{"sender", "<B\u00DCCHER@example.org>", "b\u00FCcher@example.org"},
		{"sender", "<>", ""},
		{"sender.domain", "<alice@Example.ORG>", "example.org"},
		{"sender.domain", "<alice@[192.0.2.25]>", "[192.0.2.25]"},
		{"sender.domain", "<>", ""},
		{"recipient", "<PostMaster>", "postmaster"},
		{"recipient.domain", "<PostMaster>", "postmaster"},
		{"recipient.domain", "<alice@Example.ORG>", "example.org"},
	} {
		p, err := filters.ParsePath(test.path)
		if err != nil {
			t.Fatal(test.path, err)
		}
		l := &limiter{key: test.key, count: "recipients"}
		if test.want != "" {
			test.want = "recipients " + test.key + " " + test.want
		}
		want(t, l.bucket(facts{from: p, to: p}).key, test.want)
	}
}

// A stranger's name in AUTH may be long; what differs only behind that is one.
func TestLongNames(t *testing.T) {
	l := &limiter{key: "login", count: "failed_logins"}
	long := strings.Repeat("a", 12000)
	want(t, l.bucket(facts{login: long + "b"}).key, l.bucket(facts{login: long + "c"}).key)
	want(t, l.bucket(facts{login: long}).key, "failed_logins login "+strings.Repeat("a", 320))
}

func TestHumane(t *testing.T) {
	for wait, wanted := range map[time.Duration]string{
		1:                           "1 second",
		time.Second:                 "1 second",
		time.Second + 1:             "1 second",
		1001 * time.Millisecond:     "2 seconds",
		41500 * time.Millisecond:    "42 seconds",
		2*time.Minute - time.Second: "119 seconds",
		2 * time.Minute:             "2 minutes",
		2*time.Minute + time.Second: "3 minutes",
		2*time.Hour - time.Second:   "120 minutes",
		2 * time.Hour:               "2 hours",
		24 * time.Hour:              "24 hours",
		48 * time.Hour:              "2 days",
		49 * time.Hour:              "3 days",
		math.MaxInt64:               "106752 days",
	} {
		want(t, humane(wait), wanted)
	}
}
