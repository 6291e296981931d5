package message

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// needPython lets a test go on that needs Python's email package. By hand it is skipped unless GATEPOST_REAL=1 asks for it; then
// a python3 that is missing is a failure.
func needPython(t *testing.T) {
	t.Helper()
	if os.Getenv("GATEPOST_REAL") != "1" {
		t.Skip("set GATEPOST_REAL=1 for tests with programs of others; this one needs python3")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Fatalf("python3 is not installed: %v", err)
	}
}

// asPython reads messages with the policies default and compat32, and writes what their leaves are.
const asPython = `
import email, email.policy, hashlib, json, sys
def leaves(m):
    if m.is_multipart():
        for p in m.get_payload():
            yield from leaves(p)
    else:
        octets = m.get_payload(decode=True) or b""
        name = m.get_filename() or ""
        yield {"Type": m.get_content_type(), "Sum": hashlib.sha256(octets).hexdigest(), "Name": name}
out = []
for octets in json.load(sys.stdin):
    both = []
    for policy in (email.policy.default, email.policy.compat32):
        m = email.message_from_bytes(octets.encode("latin-1"), policy=policy)
        both.append({"Parts": list(leaves(m)), "Defects": [type(d).__name__ for p in m.walk() for d in p.defects], "Subject": str(m["Subject"])})
    out.append(both)
json.dump(out, sys.stdout)
`

type pythonReading struct {
	Parts   []pythonPart
	Defects []string
	Subject string
}

type pythonPart struct{ Type, Sum, Name string }

// readByPython reads messages, each with both policies.
func readByPython(t *testing.T, messages []string) (list [][2]pythonReading) {
	t.Helper()
	var latin []string
	for _, m := range messages {
		var b strings.Builder
		for i := range len(m) {
			b.WriteRune(rune(m[i]))
		}
		latin = append(latin, b.String())
	}
	in, err := json.Marshal(latin)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("python3", "-c", asPython)
	var errs bytes.Buffer
	c.Stdin, c.Stderr = bytes.NewReader(in), &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// Python reads an edited message as it is meant: the same parts as we do, with the same content, and no defect that wasn't there.
func TestPythonReadsEdits(t *testing.T) {
	needPython(t)
	edits := map[string]func(*Message){
		"nothing": func(*Message) {},
		"banner":  func(m *Message) { m.Banner(warning, warningHTML) },
		"all":     removeAll,
		"subject": func(m *Message) { m.Header.PrefixSubject("[äußeres] ") },
	}
	for name, edit := range partEdits {
		edits[name+" first"] = func(m *Message) { edit(m.Parts()[0]) }
		edits[name+" last"] = func(m *Message) { parts := m.Parts(); edit(parts[len(parts)-1]) }
	}
	var whats, messages []string
	var meant []*Message
	for name, content := range corpus(t) {
		m := parse(t, content)
		if len(m.Findings()) > 0 || name == "deep" || name == "no_body" {
			continue // readers don't agree about it as it is
		}
		for what, edit := range edits {
			out, _ := settled(t, m, edit)
			whats, messages, meant = append(whats, what+" of "+name), append(messages, wireOf(t, out)), append(meant, reread(t, out))
		}
	}
	for i, both := range readByPython(t, messages) {
		for _, python := range both {
			var ours []pythonPart
			for _, p := range meant[i].Parts() {
				ours = append(ours, pythonPart{p.Type(), p.SHA256(), strings.Join(p.Names(), "|")})
			}
			same := slices.EqualFunc(ours, python.Parts, func(a, b pythonPart) bool {
				return a.Type == b.Type && a.Sum == b.Sum && (a.Name == "" && b.Name == "" || slices.Contains(strings.Split(a.Name, "|"), b.Name))
			})
			if !same || len(python.Defects) > 0 {
				t.Errorf("%s: Python reads %v with defects %v, we read %v, in %q", whats[i], python.Parts, python.Defects, ours, messages[i])
			}
			if subject := meant[i].Header.Get("Subject"); python.Subject != subject && !strings.Contains(python.Subject, "=?") {
				t.Errorf("%s: Subject %q, we read %q", whats[i], python.Subject, subject)
			}
		}
	}
	t.Logf("%d messages, each read in two ways", len(messages))
}
