package config

import (
	"strings"
	"testing"
)

// Enough of each would overflow the stack of HCL's parser or evaluation, which ends the program.
func TestTooDeep(t *testing.T) {
	for _, text := range []string{
		"x = " + strings.Repeat("[", 20_000),
		"x = " + strings.Repeat("[\n", 20_000),
		"x = " + strings.Repeat("(", 20_000),
		"x = (" + strings.Repeat("!\n", 20_000),
		"x = " + strings.Repeat("-", 20_000) + "1",
		"x = " + strings.Repeat("1+", 20_000) + "1",
		"x = " + strings.Repeat("true?1:", 20_000) + "1",
		"x = " + strings.Repeat("f(", 20_000),
		"x = " + strings.Repeat("{a=", 20_000),
		"x = {" + strings.Repeat("a={\n", 20_000),
		"x = " + strings.Repeat(`"${`, 20_000),
		"x = " + strings.Repeat(`"%{if true}`, 20_000),
		"x = a" + strings.Repeat("[0]", 20_000),
		"x = a" + strings.Repeat(".b", 20_000),
		strings.Repeat("x {\n", 20_000),
	} {
		if _, err := Parse("g.hcl", []byte(text), nil); err == nil || !strings.Contains(err.Error(), "nested too deeply") {
			t.Errorf("%.20q: have %.200v", text, err)
		}
	}
}

func TestDeepEnough(t *testing.T) {
	for _, text := range []string{
		"x = [" + strings.Repeat("[1, -1, a.b, \"${c}\"],\n", 1000) + "]",
		"x = {\n" + strings.Repeat("a = -1\n", 1000) + "}",
		strings.Repeat("x = [-1]\n", 1000),
		strings.Repeat("b \"x\" {\n x = a.b\n}\n", 1000),
		"x = " + strings.Repeat("[", 50) + strings.Repeat("]", 50),
	} {
		if at, deep := tooDeep("g.hcl", []byte(text)); deep {
			t.Errorf("%.20q: too deep at %v", text, at)
		}
	}
}
