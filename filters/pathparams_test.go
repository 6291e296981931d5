package filters

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestParams(t *testing.T) {
	p, err := ParseSender("FROM:<u@d> size=10 Body=8BITMIME SMTPUTF8 AUTH=<> X-1=a-b,;c")
	if err != nil {
		t.Fatal(err)
	}
	want := []Param{{"SIZE", "10", true}, {"BODY", "8BITMIME", true}, {"SMTPUTF8", "", false}, {"AUTH", "<>", true}, {"X-1", "a-b,;c", true}}
	if got := Params(p); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for name, want := range map[string]string{"SIZE": "10 true", "size": "10 true", "smtputf8": " true", "RET": " false", "": " false"} {
		value, ok := p.Param(name)
		if got := fmt.Sprint(value, " ", ok); got != want {
			t.Errorf("Param(%q): %s, want %s", name, got, want)
		}
	}
}

func TestParamsRefused(t *testing.T) {
	for params, want := range map[string]string{
		" SIZE=":             "NAME=value",
		" =1":                "NAME=value",
		" SIZE=1=2":          "NAME=value",
		" -X=1":              "NAME=value",
		" X_Y=1":             "NAME=value",
		" SIZE=1\x00":        "NAME=value",
		" SIZE=1\tBODY=7BIT": "NAME=value",
		" \tSIZE=1":          "NAME=value",
		" SMTPUTF8 X=\xff":   "NAME=value",
		" SMTPUTF8 X=\u0085": "NAME=value",
		"  SIZE=1":           "one space",
		" SIZE=1  BODY=7BIT": "one space",
		" SIZE=1 size=2":     "twice",
		" SMTPUTF8 SMTPUTF8": "twice",
		" SIZE=1,<v@d>":      "",
		" SIZE=1 <v@d>":      "one path",
	} {
		_, err := ParseSender("FROM:<u@d>" + params)
		if got := said(err); want != "" && (!strings.HasPrefix(got, "501 5.5.4 ") || !strings.Contains(got, want)) || want == "" && got != "" {
			t.Errorf("%q: %q, want %q", params, got, want)
		}
	}
}

func TestNumberOfParams(t *testing.T) {
	var line strings.Builder
	for i := range maxParams {
		fmt.Fprintf(&line, " X%d", i)
	}
	if _, err := ParseSender("FROM:<u@d>" + line.String()); err != nil {
		t.Errorf("%d parameters: %v", maxParams, err)
	}
	if _, err := ParseSender("FROM:<u@d>" + line.String() + " Y"); said(err) != "501 5.5.4 too many parameters" {
		t.Errorf("%d parameters: %v", maxParams+1, err)
	}
}

func TestXtext(t *testing.T) {
	for raw, want := range map[string]string{
		"rfc822;bob@d":            "rfc822;bob@d",
		"rfc822;bob+2Btag@d":      "rfc822;bob+tag@d",
		"rfc822;+22a+20b+22@d":    `rfc822;"a b"@d`,
		"rfc822;e+3Dmc2@d":        "rfc822;e=mc2@d",
		"rfc822;bob+2btag@d":      "rfc822;bob+2btag@d", // the digits are upper case
		"rfc822;bob+":             "rfc822;bob+",
		"rfc822;bob+2":            "rfc822;bob+2",
		"rfc822;bob+2Bx+zz":       "rfc822;bob+2Bx+zz",
		"rfc822;bob+0D+0ARCPT":    "rfc822;bob+0D+0ARCPT", // hides a line end
		"rfc822;bob+E4":           "rfc822;bob+E4",
		"utf-8;j\\x{FC}rgen+2B@d": "utf-8;j\\x{FC}rgen+@d",
	} {
		p, err := ParseRecipient("TO:<u@d> ORCPT="+raw, false)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		if got, _ := p.Param("orcpt"); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
		if want != raw && encodeXtext(want) != strings.ReplaceAll(raw, "+22", `"`) {
			t.Errorf("%s: comes back as %q", raw, encodeXtext(want))
		}
	}
	if p, err := ParseSender("FROM:<u@d> X=a+2Bb"); err != nil || first(p.Param("X")) != "a+2Bb" {
		t.Errorf("a parameter that is no xtext: %q, %v", first(p.Param("X")), err)
	}
}

func first(s string, _ bool) string { return s }
