package config

import (
	"strings"
	"testing"
)

func TestWarnings(t *testing.T) {
	const relay = `relay { domains = ["example.org"] }`
	shadow := strings.Replace(relay, "{", "{\n mode = \"shadow\"\n", 1)
	shadow = strings.Replace(shadow, " }", "\n}", 1)
	for _, test := range []struct {
		listen, filters, at string
	}{
		{`"127.0.0.1:25", "[::1]:25", "localhost:26"`, "", ""},
		{`"[::]:25"`, relay, ""},
		{`"[::]:25"`, "", "[::]:25"},
		{`"[::]:25"`, shadow, "[::]:25"},
		{`"127.0.0.1:25", "192.0.2.1:25"`, "quota {}", "192.0.2.1:25"},
		{`":25"`, "", ":25"},
		{`"mx.example.org:25"`, "", "mx.example.org:25"},
	} {
		text := strings.Replace(little, `"127.0.0.1:0"`, test.listen, 1)
		text = strings.Replace(text, "\n}\n", "\n filters {\n"+test.filters+"\n}\n}\n", 1)
		cfg, err := Parse("gatepost.hcl", []byte(text), builtins)
		if err != nil {
			t.Fatal(err)
		}
		have := Warnings(cfg)
		if test.at == "" && len(have) > 0 {
			t.Errorf("%s, %s: have %q", test.listen, test.filters, have)
		}
		if want := "smtp inbound: it listens at " + test.at + " and has no relay filter"; test.at != "" && (len(have) != 1 || !strings.HasPrefix(have[0], want)) {
			t.Errorf("%s, %s: have %q, want %s", test.listen, test.filters, have, want)
		}
	}
}
