package proxytest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// title is a first line for transcripts whose first line doesn't matter.
const title = "# Something is shown.\n"

// described is what a transcript says, in the words of the test.
func described(t *Transcript) string {
	var b strings.Builder
	for _, s := range t.steps {
		fmt.Fprintf(&b, "[")
		for i, l := range s.lines {
			if i > 0 {
				b.WriteString(" ")
			}
			switch {
			case l.stage.is(actWait):
				fmt.Fprintf(&b, "%swait %v", l.way, l.stage.wait)
			case l.stage != nil:
				fmt.Fprintf(&b, "%s<%s>", l.way, l.stage.act)
			case l.speech.parts != nil:
				fmt.Fprintf(&b, "%s%q", l.way, l.speech.parts)
			default:
				fmt.Fprintf(&b, "%s%q", l.way, l.speech.bytes())
			}
		}
		b.WriteString("]")
	}
	return b.String()
}

// Of a text that is no dialogue the first mistakes are enough.
func TestParseSomethingElse(t *testing.T) {
	_, err := Parse("house.go", []byte(title+strings.Repeat("x\n", 400)))
	if err == nil || strings.Count(err.Error(), "want a line like") != 5 || !strings.Contains(err.Error(), "\nhouse.go: 395 more lines are wrong: is this a dialogue?") {
		t.Errorf("have %v", err)
	}
}

func TestParse(t *testing.T) {
	tests := []struct{ text, want string }{
		{"C: QUIT", `[C"QUIT\r\n"]`},
		{"C:  QUIT", `[C"QUIT\r\n"]`},
		{"CP: QUIT", `[CP"QUIT\r\n"]`},
		{"C:\nC: ", `[C"\r\n" C"\r\n"]`},
		{"C: a\tb", `[C"a\tb\r\n"]`},
		{"S: 250 é", `[S"250 é\r\n"]`},
		{`C: "a\r\n.\r\n"`, `[C"a\r\n.\r\n"]`},
		{`C: "a\x00\xff"`, `[C"a\x00\xff"]`},
		{`CP: "ab" * 3`, `[CP"ababab"]`},
		{"C: a\n\n# why\nCP: b\nS: c", `[C"a\r\n" CP"b\r\n"][S"c\r\n"]`},
		{"C: a\n<wait 2s>\nC: b", `[C"a\r\n"][wait 2s][C"b\r\n"]`},
		{"C: a\nC: <wait 1m30s>", `[C"a\r\n"][Cwait 1m30s]`},
		{"PC: a\nPC: b\nPS: c", `[PC"a\r\n"][PC"b\r\n"][PS"c\r\n"]`},
		{"PC: 421 <...> (<...>)", `[PC["421 " " (" ")\r\n"]]`},
		{"PC: <...>", `[PC["" "\r\n"]]`},
		{`PC: "<...>"`, `[PC"<...>"]`},
		{"S: 220\nC: <close>\nPS: <reset>", `[S"220\r\n"][C<close>][PS<reset>]`},
		{"C: <b> <i>", `[C"<b> <i>\r\n"]`},
		{"C: a\r\nS: b\r", `[C"a\r\n"][S"b\r\n"]`},
		{"S: <refuse>\nS: 220", `[S<refuse>][S"220\r\n"]`},
	}
	for _, test := range tests {
		script, err := Parse("t.txt", []byte(title+test.text+"\n"))
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if have := described(script); have != test.want {
			t.Errorf("%q: have %s, want %s", test.text, have, test.want)
		}
	}
}

func TestSections(t *testing.T) {
	script, err := Parse("t.txt", []byte(title+"C: a\n-- gatepost.hcl --\nx\ny\n-- lists/a.txt --\n-- dns --\nz"))
	if err != nil {
		t.Fatal(err)
	}
	if script.Title != "Something is shown." {
		t.Errorf("the title is %q", script.Title)
	}
	have := fmt.Sprintf("%q %v", script.Files, script.at)
	want := `map["dns":"z\n" "gatepost.hcl":"x\ny\n" "lists/a.txt":""] map[dns:7 gatepost.hcl:3 lists/a.txt:6]`
	if have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	if text, above := script.config(); string(text) != "x\ny\n" || above != 3 {
		t.Errorf("the configuration is %q below %d", text, above)
	}
}

// Mistakes are shown as users see them, in the files of testdata/mistakes.
func TestMistakes(t *testing.T) {
	paths, err := filepath.Glob("testdata/mistakes/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := bytes.Cut(data, []byte("-- mistakes --\n"))
		_, err = Parse(filepath.Base(path), text)
		var mistake *SyntaxError
		if !errors.As(err, &mistake) {
			t.Errorf("%s: have %v, want mistakes", path, err)
			continue
		}
		sameSection(t, path, "mistakes", err.Error()+"\n")
	}
}

// Whatever can be heard can be written as lines, and is read as the same.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "250 ok\r\n", "a\nb", " a\r\n", "a \r\n", "\r\n", "\t\r\n", "\"\r\n", "<close>\r\n", "x <...>\r\n", "\xff\r\n", "\u200b\r\n", "\u0085\r\n", "a\r\r\n", "-- x --\r\n", "#\r\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		text := title + "CP: x\n"
		for _, word := range wordsOf(b) {
			text += format(wayPC, word) + "\n"
		}
		script, err := Parse("fuzz.txt", []byte(text))
		if err != nil {
			t.Fatalf("%q is written as\n%s\n%v", b, text, err)
		}
		var said []byte
		for _, s := range script.steps[1:] {
			said = append(said, s.lines[0].speech.bytes()...)
		}
		if !bytes.Equal(said, b) {
			t.Errorf("%q is written as\n%s\nand read as %q", b, text, said)
		}
	})
}

// A transcript that is right is one of which each line is as it was written, and can be written again from what it says.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/*/*.txt"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		script, err := Parse("fuzz.txt", data)
		if err != nil {
			var mistake *SyntaxError
			if !errors.As(err, &mistake) || mistake.Line < 1 || mistake.Column < 1 {
				t.Fatalf("have %v, want mistakes with their places", err)
			}
			return
		}
		for _, l := range script.lines {
			rewritten(t, l)
		}
	})
}

// rewritten wants a line, written anew, to say the same.
func rewritten(t *testing.T, l *line) {
	if l.isSilent() || l.speech.size() > 1<<16 {
		return
	}
	raw := format(l.way, l.text)
	if l.way == "" {
		raw = l.raw
	}
	again, bad := parseLine(l.number, raw)
	if bad != nil || described(&Transcript{steps: stepsOf([]*line{again})}) != described(&Transcript{steps: stepsOf([]*line{l})}) {
		t.Errorf("%q is written as %q: %v", l.raw, raw, bad)
	}
}

// A transcript can be played again, and at the same time.
func TestPlayTwice(t *testing.T) {
	script := parseFile(t, "testdata/relay/session.txt")
	done := make(chan error)
	for range 3 {
		go func() { done <- Play(script, relay(unchanged, unchanged)) }()
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// A gateway that can't be made fails the dialogue, and leaves nothing behind.
func TestNoGateway(t *testing.T) {
	script := parseFile(t, "testdata/relay/session.txt")
	err := Play(script, func(s *Stage) (Gateway, error) {
		if _, err := s.Upstream("a:25"); err != nil {
			t.Error(err)
		}
		return nil, errors.New("no gateway today")
	})
	if err == nil || err.Error() != "session.txt: no gateway today" {
		t.Errorf("have %v", err)
	}
	script.Files[DNSFile] = []byte("slow.example SLOW\n")
	if err := Play(script, relay(unchanged, unchanged)); err == nil || !strings.HasPrefix(err.Error(), "session.txt: zone: line 1") {
		t.Errorf("have %v", err)
	}
}
