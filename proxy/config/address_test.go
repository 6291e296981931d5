package config

import (
	"strings"
	"testing"
)

func TestCollide(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"127.0.0.1:25", "127.0.0.1:25", true},
		{"127.0.0.1:25", "127.0.0.1:26", false},
		{"127.0.0.1:0", "127.0.0.1:0", false},
		{":25", "127.0.0.1:25", true},
		{":25", "[::1]:25", true},
		{"[::]:25", "0.0.0.0:25", true},
		{"0.0.0.0:25", "127.0.0.1:25", true},
		{"0.0.0.0:25", "[::1]:25", false},
		{"0.0.0.0:25", "[::ffff:127.0.0.1]:25", true},
		{"[::ffff:127.0.0.1]:25", "127.0.0.1:25", true},
		{"[::1]:25", "[0:0::1]:25", true},
		{"[::1]:25", "[::2]:25", false},
		{"localhost:25", "LOCALHOST:25", true},
		{"localhost:25", "127.0.0.1:25", false}, // no name is looked up
		{"localhost:25", "[::]:25", true},
	} {
		if collide(c.a, c.b) != c.want || collide(c.b, c.a) != c.want {
			t.Errorf("%s and %s: want %v", c.a, c.b, c.want)
		}
	}
}

func TestValidHost(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "mx1.example.org": true, "mx1.example.org.": true, "a_b.example": true, "3com.example": true,
		strings.Repeat("a", 63) + ".example": true,
		"":                                   false, ".": false, "a..b": false, "-a.example": false, "a-.example": false, "a b": false, "a\n": false, "ü.example": false,
		"127.0.0.1": false, "::1": false, strings.Repeat("a", 64) + ".example": false, strings.Repeat("a.", 127) + "example": false,
	} {
		if validHost(host) != want {
			t.Errorf("%q: want %v", host, want)
		}
	}
}

func TestSuggestion(t *testing.T) {
	known := []string{"listen", "upstream", "max_size", "ca", "on_error"}
	for name, want := range map[string]string{
		"listn": "listen", "lisstenn": "listen", "upstraem": "upstream", "maxsize": "max_size", "onerror": "on_error", "Listen": "listen",
		"cb": "ca", "ac": "ca", "usptraem": "upstream", "on_rerro": "on_error", "x": "", "xy": "", "filters": "", "certificate": "",
	} {
		if want != "" {
			want = `; did you mean "` + want + `"?`
		}
		if have := suggestion(name, known); have != want {
			t.Errorf("%s: have %q, want %q", name, have, want)
		}
	}
}
