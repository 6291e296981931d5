package message

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// covered checks that the parts of a message and what is between them are in order, don't overlap, and leave nothing out.
func covered(t fatal, m *Message) {
	tree, size := m.m.hook.tree(), m.m.hook.body().size()
	if tree.over != nil {
		return
	}
	var check func(n *node, from, to int64)
	check = func(n *node, from, to int64) {
		head := n.head
		if n.up == nil {
			head = n.body
		}
		if !(from <= head && head <= n.body && n.body <= n.end && n.end <= to) || n.open >= 0 && !(from <= n.open && n.open < head) {
			t.Fatalf("part %s: open %d, header %d, body %d, end %d, in %d to %d", n.place(), n.open, n.head, n.body, n.end, from, to)
		}
		at := n.body
		for part := n.first; part != nil; part = part.behind {
			if part.next >= 0 && part.next < part.end || part.next < 0 && part.behind != nil || part.behind != nil && part.next > part.behind.open {
				t.Fatalf("part %s ends at %d, the next boundary is at %d", part.place(), part.end, part.next)
			}
			if part.up != n || n.kind == leaf {
				t.Fatalf("part %s is in %s", part.place(), n.place())
			}
			check(part, at, n.end)
			at = part.end
		}
	}
	if tree.root.body != 0 || tree.root.end != size {
		t.Fatalf("the root goes from %d to %d of %d", tree.root.body, tree.root.end, size)
	}
	check(tree.root, 0, size)
}

func TestSpansOfCorpus(t *testing.T) {
	for _, content := range corpus(t) {
		for _, m := range twoForms(t, content) {
			covered(t, m)
		}
	}
}

// nested is a message of so many multiparts in each other.
func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=x%dy\r\n\r\n--x%dy\r\n", i, i)
	}
	return b.String() + "\r\ntext\r\n"
}

func many(parts int) string {
	return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\na\r\n", parts) + "--b--\r\n"
}

func parameters(n int) string {
	return "Content-Type: text/plain" + strings.Repeat("; a=b", n) + "\r\n\r\n"
}

func named2231(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Disposition: attachment; filename*%d=a\r\n", i)
	}
	return b.String() + "\r\n"
}

func inPart(header string) string {
	return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + header + "\r\n\r\n--b--\r\n"
}

// A message that passes a bound isn't analysable and says why; one that reaches it is.
func TestBoundsOfTree(t *testing.T) {
	for _, c := range []struct {
		what    string
		content func(n int) string
		most    int
	}{
		{"levels of parts", nested, MaxDepth},
		{"parts", func(n int) string { return many(n - 1) }, MaxParts},
		{"octets in a boundary", func(n int) string {
			b := strings.Repeat("b", n)
			return "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n\r\n--" + b + "--\r\n"
		}, MaxBoundary},
		{"parameters in a field", parameters, MaxParameters},
		{"file names of a part", named2231, MaxNames},
		{"lines in a part's header", func(n int) string { return inPart("A: b" + strings.Repeat("\r\n c", n-1)) }, MaxLines},
		{"fields in a part's header", func(n int) string { return inPart(strings.Repeat("A:b\r\n", n-1) + "A:b") }, MaxFields},
		{"octets in a part's header", func(n int) string { return inPart("A: " + strings.Repeat("b", n-len("A: \r\n\r\n"))) }, MaxHeader},
	} {
		for _, n := range []int{c.most - 1, c.most, c.most + 1} {
			m := parse(t, c.content(n))
			var limit *LimitError
			over := errors.As(m.Err(), &limit)
			if over != (n > c.most) || over && (limit.What != c.what || limit.Limit != c.most) {
				t.Errorf("%d %s: %v", n, c.what, m.Err())
			}
			trial := Clone(m)
			parts := trial.Parts()
			if _, err := Edits(m, trial); over && (parts != nil || err == nil) || !over && (len(parts) == 0 || err != nil) {
				t.Errorf("%d %s: %d parts, %v", n, c.what, len(parts), err)
			}
		}
	}
}

// However small the headers of parts are, all of them are not too much for a filter that asks for each.
func TestBoundsOfAllHeaders(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine is long at it: nothing for the race detector")
	}
	const each = 64 << 10 // octets
	long := "A: " + strings.Repeat("b", each-len("A: \r\n\r\n")) + "\r\n"
	for _, c := range []struct {
		what, header string
		parts        int
	}{
		{"fields in the headers of all parts", strings.Repeat("A:b\r\n", 1000), MaxPartFields / 1000},
		{"octets in the headers of all parts", long, MaxPartHeaders / each},
	} {
		content := "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n"+c.header+"\r\n\r\n", c.parts)
		if err := parse(t, content+"--b--\r\n").Err(); err != nil {
			t.Errorf("as many %s as may be: %v", c.what, err)
		}
		var limit *LimitError
		if err := parse(t, content+"--b\r\nA: b\r\n\r\n--b--\r\n").Err(); !errors.As(err, &limit) || limit.What != c.what {
			t.Errorf("more %s: %v", c.what, err)
		}
	}
}

// In Header the body isn't there.
func TestNoPartsInHeader(t *testing.T) {
	content := corpus(t)["usual"]
	block, _, _ := strings.Cut(content, "\r\n\r\n")
	m := parseAs(t, content[:len(block)+4], Options{HeaderOnly: true})
	trial := HeaderOnly(m)
	if trial.Err() != nil || trial.Findings() != nil {
		t.Errorf("Err %v, findings %v", trial.Err(), trial.Findings())
	}
	if parts := trial.Parts(); parts != nil {
		t.Errorf("%d parts", len(parts))
	}
	if _, err := Edits(m, trial); !errors.Is(err, errNoBody) {
		t.Errorf("%v", err)
	}
}

// The body of a message is often there in pieces, and a reader may fail.
func TestBrokenContent(t *testing.T) {
	content := corpus(t)["usual"]
	for size := 600; size < len(content); size += 300 {
		m, err := New(&shortened{content, size}, int64(len(content)), Options{})
		if err == nil {
			err = m.Err()
		}
		if !errors.Is(err, errLost) {
			t.Errorf("of %d octets: %v", size, m.Err())
		}
	}
}

// shortened has less than it was said to have.
type shortened struct {
	content string
	size    int
}

func (s *shortened) ReadAt(p []byte, at int64) (int, error) {
	return strings.NewReader(s.content[:s.size]).ReadAt(p, at)
}

// large is a message of so many parts that are never in memory.
type large struct {
	head, part, tail string
	parts            int64
}

func (l large) size() int64 { return int64(len(l.head)+len(l.tail)) + l.parts*int64(len(l.part)) }

func (l large) ReadAt(p []byte, at int64) (n int, err error) {
	for n < len(p) {
		from, text := at+int64(n), l.head
		if from >= int64(len(l.head)) {
			from, text = from-int64(len(l.head)), l.part
			if from >= l.parts*int64(len(l.part)) {
				from, text = from-l.parts*int64(len(l.part)), l.tail
			} else {
				from %= int64(len(l.part))
			}
		}
		if from >= int64(len(text)) {
			return n, io.EOF
		}
		n += copy(p[n:], text[from:])
	}
	return n, nil
}

// bigMail is a message of 50 MB in a thousand parts.
func bigMail() large {
	line := strings.Repeat("QUJD", 19) + "\r\n"
	return large{
		head: "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n",
		part: "--=_b\r\nContent-Type: application/pdf; name=\"a file.pdf\"\r\nContent-Transfer-Encoding: base64\r\n" +
			"Content-Disposition: attachment; filename=\"a file.pdf\"\r\n\r\n" + strings.Repeat(line, 50_000/len(line)),
		tail: "--=_b--\r\n", parts: 1000,
	}
}

// What a tree takes grows with its parts and not with their content: at most 2 KB a part.
func TestMemoryOfTree(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine is long at it: nothing for the race detector")
	}
	for _, grow := range []int64{1, 20} {
		big := bigMail()
		big.parts /= grow // the same content in fewer parts
		big.part += strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", int(grow-1)*50_000/78)
		m, err := New(big, big.size(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var before, behind runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		parts := m.Parts()
		runtime.GC()
		runtime.ReadMemStats(&behind)
		if len(parts) != int(big.parts) {
			t.Fatalf("%d parts, %v", len(parts), m.Err())
		}
		names := 0
		for _, p := range parts {
			names += len(p.Names())
		}
		runtime.GC()
		var named runtime.MemStats
		runtime.ReadMemStats(&named)
		kept := int64(behind.HeapAlloc) - int64(before.HeapAlloc)
		all := int64(named.HeapAlloc) - int64(before.HeapAlloc)
		t.Logf("%d octets in %d parts: the tree keeps %d octets, with the headers of all parts %d", big.size(), len(parts), kept, all)
		if all > 2048*big.parts+64<<10 || names != len(parts) {
			t.Errorf("%d octets are kept for %d parts, %d names", all, len(parts), names)
		}
		runtime.KeepAlive(parts)
		runtime.KeepAlive(m)
	}
}

// A part goes, and a banner comes, without the memory that the message would take.
func TestMemoryOfRewriting(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine is long at it: nothing for the race detector")
	}
	big := bigMail()
	big.parts *= 4
	m, err := New(big, big.size(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var before, behind runtime.MemStats
	runtime.ReadMemStats(&before)
	out, _ := settled(t, m, func(m *Message) {
		m.Parts()[500].Remove("why")
		m.Parts()[501].InsertAfter("", "text/plain", "text", "why")
	})
	content, size := Wire(out)
	n, err := io.Copy(io.Discard, content)
	runtime.ReadMemStats(&behind)
	if n != size || err != nil || size > big.size() {
		t.Errorf("%d octets of %d, %v", n, size, err)
	}
	if all := behind.TotalAlloc - before.TotalAlloc; all > uint64(2048*big.parts) {
		t.Errorf("%d octets were taken for a message of %d", all, big.size())
	}
}
