package message

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// outcome is what should be read of one part and of those beside it.
type outcome struct {
	before, self, behind []string
}

// Whatever is done to all parts in one hook, what comes out reads as the parts that were meant, in their order.
func TestEditsTogether(t *testing.T) {
	all := corpus(t)
	maps.DeleteFunc(all, func(name, content string) bool { // which has one reading, and no message in it that could be left empty
		m := parse(t, content)
		return strings.Contains(strings.Join(m.Findings(), " "), "mime.") || strings.Contains(content, "message/rfc822") || name == "digest" || name == "deep"
	})
	names := slices.Sorted(maps.Keys(all))
	rapid.Check(t, func(t *rapid.T) {
		content := all[rapid.SampledFrom(names).Draw(t, "name")]
		stuffed := rapid.Bool().Draw(t, "stuffed")
		if stuffed {
			content = stuff(content)
		}
		m, err := New(strings.NewReader(content), int64(len(content)), Options{Stuffed: stuffed})
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 3).Draw(t, "hooks") {
			var meant []outcome
			out, _ := settled(t, m, func(m *Message) { meant = editAll(t, m) })
			if stuffed && hasLoneDot(wireOf(t, out)) {
				t.Fatalf("a lone dot in %q", wireOf(t, out))
			}
			again := reread(t, out)
			covered(t, again)
			if have, want := contents(again), flat(meant); !slices.Equal(have, want) {
				t.Fatalf("%q became %q: reads %q, want %q", wireOf(t, m), wireOf(t, out), have, want)
			}
			if have := contents(Clone(out)); !slices.Equal(have, contents(again)) {
				t.Fatalf("the next hook sees %q, want %q", have, contents(again))
			}
			m = out
		}
	})
}

// editAll edits parts, and tells what should be read then.
func editAll(t *rapid.T, m *Message) (meant []outcome) {
	texts := []string{"", "a", ".\r\n.", "ü €\r\n", "--b\r\n--=_mixed--\r\n", "no end", strings.Repeat("long ", 300)}
	for i, p := range m.Parts() {
		o := outcome{self: []string{contentOf(p)}}
		for range rapid.IntRange(0, 2).Draw(t, "edits") {
			text := rapid.SampledFrom(texts).Draw(t, "text") + fmt.Sprint(i)
			switch rapid.IntRange(0, 5).Draw(t, "edit") {
			case 0:
				p.SetText(text, "why")
				o.self = []string{text}
			case 1:
				p.Remove("why")
				o.self = nil
			case 2:
				p.Replace(text, "application/x", text, "why")
				o.self = []string{text}
			case 3:
				p.InsertBefore("", "text/plain", text, "why")
				o.before = append(o.before, text)
			case 4:
				p.InsertAfter(text, "text/html", text, "why")
				o.behind = append(o.behind, text)
			case 5:
				p.Rename("a"+text, "why")
			}
		}
		meant = append(meant, o)
	}
	return meant
}

// flat puts what is meant together; a message that has nothing left is an empty text.
func flat(meant []outcome) (list []string) {
	for _, o := range meant {
		list = append(append(append(list, o.before...), o.self...), o.behind...)
	}
	if len(list) == 0 {
		return []string{""}
	}
	return list
}

func contents(m *Message) (list []string) {
	for _, p := range m.Parts() {
		list = append(list, contentOf(p))
	}
	return list
}

// contentOf is a part's text where it is one, without the line end that content at the end of a message gets.
func contentOf(p *Part) string { return strings.TrimSuffix(p.Text(), "\r\n") }
