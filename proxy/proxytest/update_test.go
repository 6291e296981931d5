package proxytest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// updates are the proxies of testdata/update, by file.
func updates() map[string]Start {
	return map[string]Start{
		"words":    relay(refuses, mediates),
		"through":  relay(unchanged, unchanged),
		"gate":     startFake(1, serveGate()),
		"closes":   relay(unchanged, unchanged),
		"merged":   relay(unchanged, unchanged),
		"tls":      startFake(1, serveTLS),
		"distrust": startFake(1, serveTLS),
	}
}

// refuses answers a RCPT itself, tells so upstream with a NOOP, and changes MAIL.
func refuses(heard []byte) (on, back []byte) {
	if bytes.HasPrefix(heard, []byte("RCPT")) {
		return nil, []byte("550-5.7.1 not here\r\n550 5.7.1 go (session 4711)\r\n")
	}
	return bytes.Replace(heard, []byte("MAIL FROM:<A@"), []byte("MAIL FROM:<a@"), 1), nil
}

// takesBack refuses a RCPT, and the transaction with it.
func takesBack(heard []byte) (on, back []byte) {
	if bytes.HasPrefix(heard, []byte("RCPT")) {
		return []byte("RSET\r\n"), []byte("550 5.7.1 not here\r\n")
	}
	return heard, nil
}

// goesAhead takes content before the upstream hears of it.
func goesAhead(heard []byte) (on, back []byte) {
	if bytes.HasPrefix(heard, []byte("DATA")) {
		return nil, []byte("354 go ahead\r\n")
	}
	return heard, nil
}

// mediates takes an extension out of the reply to EHLO, and adds one.
func mediates(heard []byte) (on, back []byte) {
	heard = bytes.Replace(heard, []byte("250-XFOO\r\n"), nil, 1)
	return bytes.Replace(heard, []byte("250 HELP\r\n"), []byte("250-HELP\r\n250 SIZE\r\n"), 1), nil
}

// Each transcript of testdata/update has beside it what becomes of it; that then is played without a difference.
func TestUpdate(t *testing.T) {
	leaktest.Check(t)
	paths, err := filepath.Glob("testdata/update/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := parseFile(t, path)
			script.Patience = patienceOf(name)
			have, err := Update(script, updates()[name])
			if err != nil {
				t.Fatal(err)
			}
			wantFile(t, strings.TrimSuffix(path, ".txt")+".updated", have)
			again, err := Parse(name, have)
			if err != nil {
				t.Fatal(err)
			}
			if err := Play(again, updates()[name]); err != nil {
				t.Error(err)
			}
		})
	}
}

func wantFile(t *testing.T, path string, have []byte) {
	t.Helper()
	if updating() {
		if err := os.WriteFile(path, have, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s: have\n%s\nwant\n%s", path, have, want)
	}
}

// A dialogue that goes as it is written comes back byte for byte.
func TestUpdateNothing(t *testing.T) {
	script := parseFile(t, "testdata/relay/pipelined.txt")
	have, err := Update(script, relay(unchanged, unchanged))
	if err != nil || !bytes.Equal(have, script.data) {
		t.Errorf("have %v\n%s", err, have)
	}
}

// Where the others can't speak as written any more, a human must rewrite.
func TestUpdateByHand(t *testing.T) {
	leaktest.Check(t)
	tests := map[string]struct {
		start Start
		text  string
		want  string
	}{
		"the client":     {relay(unchanged, unchanged), "S: 421 down\nC: QUIT\nS: 221 bye\n", "t.txt:3: the dialogue can't go on, rewrite it by hand: the client has no connection to the proxy any more; it ended with \"421 down\""},
		"no answer":      {relay(unchanged, unchanged), "S: 220 hi\nC: EHLO me\n", "t.txt:3: line 3 is never answered; add S: or PC: lines"},
		"no answer, new": {relay(refuses, unchanged), "SP: 220 hi\nCP: MAIL FROM:<A@b>\nSP: 250 ok\nC: DATA\n", "t.txt:5: line 5 is never answered; add S: or PC: lines"},
		"proxy's, new":   {relay(refuses, unchanged), "S: 220 hi\nC: MAIL FROM:<A@b>\n", `t.txt:3: behind line 3 the gateway says "PS: MAIL FROM:<a@b>", which is never answered; add S: or SP: lines`},
		"held":           {relay(goesAhead, unchanged), "S: 220 hi\nC: DATA\nS: 354 go\n", "rewrite it by hand: t.txt:3: the client heard \"354 go ahead\" instead: the upstream heard nothing"},
		"taken back":     {relay(takesBack, unchanged), "S: 220 hi\nCP: RCPT TO:<a@b>\nPC: 551 no\nC: QUIT\nS: 221 bye\n", "t.txt:5: before line 5 the gateway says RSET to the upstream, and what that says next would be the answer; add \"PS: RSET\" and \"SP: 250 ok\" there"},
		"TLS":            {startFake(1, serveTLS), "PC: 220 gate\nCP: NOOP\nSP: 220 hi\nPS: STARTTLS\nSP: 220 go\nPS: NOOP\n", "rewrite it by hand: t.txt:7: the upstream heard something else"},
		"the upstream":   {startFake(1, offline), "S: 220 up\nC: QUIT\nS: 221 bye\n", "t.txt:2: the dialogue can't go on, rewrite it by hand: the upstream has no connection to the proxy any more"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script, err := Parse("t.txt", []byte(title+test.text))
			if err != nil {
				t.Fatal(err)
			}
			script.Patience = patienceOf("mute")
			_, err = Update(script, test.start)
			if err == nil {
				t.Fatal("no error")
			}
			if have, _, _ := strings.Cut(err.Error(), "\n"); have != test.want {
				t.Errorf("have %v, want %s", err, test.want)
			}
		})
	}
}
