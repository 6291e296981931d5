package message

import (
	"fmt"
	"strings"
	"testing"
)

// settled lets a hook edit a copy, and gives it as it counts.
func settled(t fatal, m *Message, edit func(*Message)) (*Message, []Edit) {
	trial := Clone(m)
	edit(trial)
	edits, err := Edits(m, trial)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return trial, edits
}

// reread reads what comes out anew.
func reread(t fatal, m *Message) *Message {
	out := wireOf(t, m)
	again, err := New(strings.NewReader(out), int64(len(out)), m.m.src.Options)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return again
}

const newText = "A new text,\r\n.with a dot\r\n--b\r\n--=_mixed--\r\nund Umlauten: äöü €\r\n"

// partEdits are one edit of each kind.
var partEdits = map[string]func(*Part){
	"text":    func(p *Part) { p.SetText(newText, "why") },
	"ascii":   func(p *Part) { p.SetText(".plain\r\n", "why") },
	"empty":   func(p *Part) { p.SetText("", "why") },
	"rename":  func(p *Part) { p.Rename("ein neuer Name mit Ümlaut.txt", "why") },
	"remove":  func(p *Part) { p.Remove("why") },
	"replace": func(p *Part) { p.Replace("removed.txt", "text/plain", newText, "why") },
	"binary":  func(p *Part) { p.Replace("", "application/x-new", "\x00\xff.\r\n.", "why") },
	"before":  func(p *Part) { p.InsertBefore("a.txt", "text/plain", "before\r\n", "why") },
	"after":   func(p *Part) { p.InsertAfter("", "text/html", "<p>behind", "why") },
	"header":  func(p *Part) { p.Header().Add("X-New", "a value") },
}

// extent is what an edit of a part may change, as places in what comes in, without and with the line of the boundary before it.
func extent(p *Part) (from, to int64) {
	n := p.p.n
	for n.up != nil && n.up.first == n.up.last && n.up.kind != leaf && n.up.up != nil {
		n = n.up // it may go with what it is in
	}
	if from = n.open; n.root() {
		from = n.head
	}
	if to = n.next; to < 0 {
		to = n.end
	}
	return from, to
}

// editedOutside checks that each edit of each part leaves all that is outside of the part as it was, and that the others read as
// before.
func editedOutside(t fatal, content string, stuffed bool) {
	m, err := New(strings.NewReader(content), int64(len(content)), Options{Stuffed: stuffed})
	if err != nil || m.Err() != nil {
		return
	}
	if len(Clone(m).Parts()) > 20 {
		return
	}
	for name, edit := range partEdits {
		for k, p := range Clone(m).Parts() {
			out, edits := settled(t, m, func(m *Message) { edit(m.Parts()[k]) })
			what := fmt.Sprintf("%s of part %s of %q, stuffed %v", name, p.p.n.place(), content, stuffed)
			if all := name == "remove" && len(p.p.hook.parts) == 1; p.p.n.up != nil && !all { // else the header of the message changes too
				besides(t, what, m, out, p)
			}
			if stuffed && !hasLoneDot(content) && hasLoneDot(wireOf(t, out)) {
				t.Fatalf("%s: a lone dot in %q", what, wireOf(t, out))
			}
			if len(edits) == 0 && wireOf(t, out) != content {
				t.Fatalf("%s: changed and not told", what)
			}
			again := reread(t, out)
			covered(t, again)
			if m.m.hook.tree().found&(1<<boundaryPrefix) == 0 { // else a line has more than one meaning
				othersStay(t, what, m, again, k, name)
			}
		}
	}
}

// besides compares what is before and behind a part.
func besides(t fatal, what string, m, out *Message, p *Part) {
	from, to := extent(p)
	at := BodyOffset(m)
	content, have := wireOf(t, m), wireOf(t, out)
	before, behind := content[:at+from], content[at+to:]
	switch {
	case !strings.HasPrefix(have, before):
		t.Fatalf("%s: what is before it became %q", what, have)
	case !strings.HasSuffix(have, behind) && !(behind == "" || strings.HasSuffix(have, behind+"\r\n")):
		t.Fatalf("%s: what is behind it became %q, want %q", what, have, behind)
	}
}

// othersStay checks that the other parts read as before, in their order.
func othersStay(t fatal, what string, m, again *Message, k int, edit string) {
	was, is := Clone(m).Parts(), again.Parts()
	want := len(was)
	if edit == "before" || edit == "after" {
		want++
	}
	if len(is) != want && edit != "remove" {
		t.Fatalf("%s: %d parts became %d: %q", what, len(was), len(is), wireOf(t, again))
	}
	var others []string
	for _, p := range is {
		others = append(others, p.Type()+" "+p.SHA256())
	}
	for i, p := range was {
		if i == k {
			continue
		}
		want := p.Type() + " " + p.SHA256()
		found := false
		for j := range others {
			if found = others[j] == want; found {
				others = others[j+1:]
				break
			}
		}
		if !found {
			t.Fatalf("%s: part %s isn't read any more in %q", what, p.p.n.place(), wireOf(t, again))
		}
	}
}

func TestEditsOfCorpus(t *testing.T) {
	for name, content := range corpus(t) {
		if name == "deep" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			editedOutside(t, content, false)
			editedOutside(t, stuff(content), true)
		})
	}
}
