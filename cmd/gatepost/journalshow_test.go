package main

import "testing"

// What is tried with the embedded default is played against the front at which it was tried.
func TestStartingWith(t *testing.T) {
	const up = "# A file.\n\nupstream \"u\" { servers = [\"127.0.0.1:25\"] }\n\n"
	const try = "smtp \"try\" {\n  filters {\n    relay {\n    }\n  }\n}\n"
	const fetch = "pop3 \"fetch\" {\n  upstream = upstream.u\n}\n"
	const last = "journal {\n}\n"
	for _, c := range []struct{ label, file, want string }{
		{"try", up + try + "\n" + fetch, up + try + "\n" + fetch},
		{"fetch", up + try + "\n" + fetch, up + fetch + "\n" + try},
		{"fetch", up + try + "\n" + fetch + "\n" + last, up + fetch + "\n" + try + "\n" + last},
		{"u", up + try, ""},
		{"t.y", up + try, ""},
		{"", "", ""},
	} {
		if got := startingWith(c.label, c.file); got != c.want {
			t.Errorf("%s in\n%s: have\n%s", c.label, c.file, got)
		}
	}
	if startingWith(triedFront, defaultFile) != defaultFile {
		t.Error("the front that is tried isn't the first of the embedded default")
	}
}
