package config

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestReaches(t *testing.T) {
	for _, test := range []struct {
		server, listener string
		want             bool
	}{
		{"192.0.2.1:25", "192.0.2.1:25", true},
		{"192.0.2.1:25", "192.0.2.1:26", false},
		{"192.0.2.1:25", "192.0.2.2:25", false},
		{"192.0.2.1:25", "[::]:25", false},
		{"[::ffff:192.0.2.1]:25", "192.0.2.1:25", true},
		{"127.0.0.1:25", "127.0.0.1:25", true},
		{"127.0.0.1:25", "[::]:25", true},
		{"127.0.0.1:25", ":25", true},
		{"127.0.0.2:25", "0.0.0.0:25", true},
		{"[::1]:25", "[::]:25", true},
		{"[::1]:25", "0.0.0.0:25", false},
		{"localhost:25", "0.0.0.0:25", true},
		{"localhost:25", "[::]:25", true},
		{"localhost:25", "192.0.2.1:25", false},
		{"0.0.0.0:25", "[::]:25", true},
		{"MX.example.org:25", "mx.example.org:25", true},
		{"mx.example.org:25", "[::]:25", false},
		{"mx.example.org:25", "192.0.2.1:25", false},
		{"192.0.2.1:25", "mx.example.org:25", false},
	} {
		if have := reaches(test.server, test.listener); have != test.want {
			t.Errorf("%s, listens at %s: have %v", test.server, test.listener, have)
		}
	}
}

func TestLoop(t *testing.T) {
	text := strings.Replace(little, "127.0.0.1:0", "[::]:25", 1)
	text = strings.Replace(text, `"10.0.0.11:25"`, `"10.0.0.11:25", "127.0.0.1:25"`, 1)
	if _, err := Parse("gatepost.hcl", []byte(text), nil); err != nil {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	write(t, file, text)
	_, err := Load(file, nil)
	want := file + ":2:48: upstream legacy: option servers: this is the gateway itself: smtp inbound listens there, at " + file + ":4:15\n"
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("have %v, want %s", err, want)
	}
}
