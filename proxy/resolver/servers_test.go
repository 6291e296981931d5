package resolver

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestConfiguredServers(t *testing.T) {
	for _, c := range []struct{ have, want string }{
		{"192.0.2.1:5353", "192.0.2.1:5353"},
		{"192.0.2.1", "192.0.2.1:53"},
		{"2001:db8::1", "[2001:db8::1]:53"},
		{"[fe80::1%eth0]:53", "[fe80::1%eth0]:53"},
		{"dns.example.org:53", ""},
		{"192.0.2.1:0", ""},
		{"192.0.2.1:domain", ""},
		{":53", ""},
		{"", ""},
	} {
		got, err := serversOf([]string{c.have}, "")
		if strings.Join(got, " ") != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: have %v, %v, want %q", c.have, got, err, c.want)
		}
	}
}

func TestSystemServers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "resolv.conf")
	for _, c := range []struct{ text, want string }{
		{"", "127.0.0.1:53"},
		{"search example.org\n", "127.0.0.1:53"},
		{"nameserver 192.0.2.1\nnameserver 2001:db8::1\n", "192.0.2.1:53 [2001:db8::1]:53"},
		{"nameserver dns.example.org\nnameserver fe80::1%eth0\n", "[fe80::1%eth0]:53"},
	} {
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := serversOf(nil, file)
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%q: have %v, %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestMissingResolvConf(t *testing.T) {
	got, err := serversOf(nil, filepath.Join(t.TempDir(), "missing"))
	if err != nil || strings.Join(got, " ") != "127.0.0.1:53" {
		t.Errorf("have %v, %v", got, err)
	}
	if _, err := serversOf(nil, t.TempDir()); err == nil {
		t.Error("a directory is read as resolv.conf")
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []Config{{Timeout: -1}, {Cache: -1}, {Servers: []string{"dns"}}} {
		if _, err := New(c, nil); err == nil || !strings.HasPrefix(err.Error(), "resolver: ") {
			t.Errorf("%+v: have %v", c, err)
		}
	}
}

func TestServersAreToldAsTheyAreAsked(t *testing.T) {
	r, err := New(Config{Servers: []string{"192.0.2.1", "[2001:db8::1]:5353"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if have := strings.Join(r.Servers(), " "); have != "192.0.2.1:53 [2001:db8::1]:5353" {
		t.Errorf("have %s", have)
	}
}
