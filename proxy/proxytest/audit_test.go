package proxytest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// played is the directory of a journal of these transcripts of testdata/config.
func played(t *testing.T, names ...string) string {
	t.Helper()
	leaktest.Check(t)
	dir := t.TempDir()
	for _, name := range names {
		if err := playAudited(dir, parseFile(t, "testdata/config/"+name), FromConfig(testFilters)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A journal goes on over midnight and over a restart.
func TestAudit(t *testing.T) {
	dir := played(t, "past-midnight.txt", "default.txt")
	files, err := filepath.Glob(filepath.Join(dir, "journal-2100-01-0[123].jsonl"))
	if err != nil || len(files) != 3 {
		t.Errorf("%q, %v; want the files of three days", files, err)
	}
	if sessions, err := audit(dir); sessions != 2 || err != nil {
		t.Errorf("%d sessions, %v", sessions, err)
	}
	if _, err := audit(dir + "x"); err == nil {
		t.Error("a directory that isn't there is sound")
	}
}

// Whatever is not as it is documented is told.
func TestAuditTells(t *testing.T) {
	const file = "journal-2100-01-01.jsonl"
	dir := played(t, "default.txt")
	sound, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(sound), "\n")
	closing := lines[len(lines)-2]
	closed := strings.Replace(strings.Replace(lines[0], `"open"`, `"close"`, 1), `"}`, `","value":"at once"}`, 1)
	for what, c := range map[string]struct{ old, new, want string }{
		"a gap":                    {lines[3], "", "n is 5 behind 3"},
		"a line twice":             {lines[3], lines[3] + lines[3], "n is 4 behind 4"},
		"two lines changed about":  {lines[2] + lines[3], lines[3] + lines[2], "n is 4 behind 2"},
		"a gap in a session":       {`"seq":3,`, `"seq":4,`, "seq is 4 behind 2"},
		"n from the beginning":     {`"n":1,`, `"n":0,`, "n is 0 behind 0"},
		"no open":                  {lines[0], "", "seq is 2 behind 0"},
		"no open at the beginning": {lines[0], closed, "the first line is open"},
		"something behind close":   {lines[0], closed, "the session is over"},
		"no close":                 {closing, "", "has no end"},
		"half a line":              {closing, closing[:40], "its last line has no end"},
		"an empty line":            {lines[3], "\n" + lines[3], "EOF"},
		"two objects in a line":    {"\n" + lines[3], lines[3], "something behind the object"},
		"no object":                {lines[3], "[]\n", "cannot unmarshal"},
		"another version":          {`{"v":1,"n":4`, `{"v":2,"n":4`, "v is 2"},
		"an unknown name":          {`"seq":3,`, `"seq":3,"mood":"good",`, `unknown field "mood"`},
		"a name twice":             {`"seq":3,`, `"seq":9,"seq":3,`, "spelt anew"},
		"a space between":          {`"seq":3,`, `"seq": 3,`, "spelt anew"},
		"an unknown kind":          {`"kind":"hello"`, `"kind":"hallo"`, "an unknown kind"},
		"no way":                   {`"way":"C",`, ``, "no way"},
		"another way":              {`"way":"C",`, `"way":"PC",`, "no way PC"},
		"an unknown way":           {`"way":"S",`, `"way":"X",`, "no way X"},
		"no verb":                  {`"verb":"MAIL",`, ``, "no verb"},
		"a name of another kind":   {`"way":"C","verb":"MAIL"`, `"way":"C","verb":"MAIL","code":250`, "code has no place"},
		"no code at all":           {`"code":250`, `"code":999`, "no code of a reply"},
		"another client":           {`"kind":"hello","client":"127.`, `"kind":"hello","client":"128.`, "the client was 127."},
		"another front":            {`"front":"front","protocol":"smtp","kind":"hello"`, `"front":"back","protocol":"smtp","kind":"hello"`, "the front was front"},
		"another protocol":         {`"smtp"`, `"http"`, "no protocol"},
		"a protocol that turns":    {`"protocol":"smtp","kind":"command"`, `"protocol":"pop3","kind":"command"`, "the protocol was smtp"},
		"time that goes back":      {closing, strings.Replace(closing, "2100-01-01", "2099-01-01", 1), "time goes back"},
		"time of a later day":      {closing, strings.Replace(closing, "2100-01-01", "2100-01-03", 1), "in the file of a day before"},
		"time of nobody":           {"00:00Z", "00:00+00:00", "spelt anew"},
		"time to the nanosecond":   {"00:00Z", "00:00.000000001Z", "to the microsecond"},
		"a transaction too many":   {`"tx":1,`, `"tx":2,`, "tx is 2, and 0 is the last"},
		"a transaction not summed": {`"kind":"transaction","client"`, `"kind":"reply","client"`, "has no line of its own"},
		"a digest cut short":       {`"sha256":"`, `"sha256":"ab`, "no SHA-256"},
		"an outcome of no kind":    {`"outcome":"delivered"`, `"outcome":"lost"`, "an unknown outcome"},
		"a raw control character":  {`<a@example.org>`, "<a@example.org\x7f>", "a terminal may obey"},
		"a character turned round": {`<a@example.org>`, "<a@example.org\u202e>", "a terminal may obey"},
		"what isn't UTF-8":         {`<a@example.org>`, "<a@example.org\xff>", "a terminal may obey"},
		"a line end":               {`<a@example.org>`, `<a@example.org>\r\n`, "a line end"},
	} {
		text := strings.Replace(string(sound), c.old, c.new, 1)
		if text == string(sound) {
			t.Errorf("%s: nothing has changed", what)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := audit(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: have %v, want %q", what, err, c.want)
		}
	}
}

// So is what lies in a journal's directory and shouldn't.
func TestAuditTellsFiles(t *testing.T) {
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"journal-2100-01-01.jsonl": 0o644, "journal-2100-13-01.jsonl": 0o600} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	_, err := audit(dir)
	for _, want := range []string{"journal-2100-01-01.jsonl: its mode is -rw-r--r--", "journal-2100-13-01.jsonl: a file of another name"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %q", err, want)
		}
	}
}
