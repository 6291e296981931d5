package message

import (
	"io"
	"slices"
	"strings"
)

// header reads the header block of r.at, which ends where its body begins.
func (r *reading) header() []field {
	fields, found, err := readFields(r.lines.content, r.at.head, r.at.body, r.src.Stuffed, r.start)
	if err != nil {
		r.err = err
		return nil
	}
	for _, twice := range [...]struct{ of, here finding }{
		{ofType, duplicateType}, {ofEncoding, duplicateEncoding}, {ofDisposition, duplicateDisposition},
	} {
		if found&(1<<twice.of) != 0 {
			r.found.add(twice.here)
		}
		found &^= 1 << twice.of
	}
	if found != 0 {
		r.found.add(oddPartHeader)
	}
	return fields
}

// readFields reads the fields of a part.
func readFields(content io.ReaderAt, head, body int64, stuffed, bare bool) ([]field, findings, error) {
	block := make([]byte, body-head)
	if n, err := content.ReadAt(block, head); n < len(block) {
		return nil, 0, readError(err)
	}
	s := splitter{block: string(block), stuffed: stuffed, bare: bare}
	s.split()
	s.octets()
	s.values()
	return s.fields, s.found | duplicates(s.fields), nil
}

// cutHeader ends the header block of r.at before the line at at, though no empty line does. What it says of parts in it can't be.
func (r *reading) cutHeader(at int64) {
	r.at.body = at
	r.describe(r.header())
	r.found.add(oddPartHeader)
	r.at.kind, r.at.cut, r.phase, r.check = leaf, true, inBody, checker{}
}

// describe takes from the header of r.at what has to be known to read on.
func (r *reading) describe(fields []field) {
	n := r.at
	n.media = r.usual(n)
	if raw, is := firstOf(fields, "Content-Transfer-Encoding", r.src.Stuffed); is {
		n.encoding = r.transfer(raw)
	}
	r.types(n, fields)
	if n.media == "message/rfc822" || n.media == "message/global" || n.media == "message/news" {
		n.kind = enclosure
	}
	r.names(fields)
}

// names looks at all that says a file name, in fields that are there twice too.
func (r *reading) names(fields []field) {
	said, parameters := saidNames(fields, r.src.Stuffed, func(v *value) {
		if v.odd {
			r.found.add(badParameter)
		}
		if v.over != nil {
			r.over = v.over
		}
	})
	if len(said) > 1 {
		r.found.add(duplicateName)
	}
	if r.at.kind == enclosure && slices.ContainsFunc(said, isFile) {
		r.found.add(namedMessage)
	}
	if parameters > MaxNames {
		r.over = &LimitError{"file names of a part", MaxNames}
	}
}

// isFile tells a name that doesn't say that it is a message's.
func isFile(name string) bool { return !strings.HasSuffix(strings.ToLower(name), ".eml") }

// usual is the type of a part that says none.
func (r *reading) usual(n *node) string {
	if n.up != nil && n.up.media == "multipart/digest" {
		return "message/rfc822"
	}
	return "text/plain"
}

// encodingOf is the word that a Content-Transfer-Encoding says, in lower case.
func encodingOf(raw string) string {
	word, _ := cutOutside(unfold(withoutComments(raw)))
	return strings.ToLower(strings.Trim(withoutComment(word), " \t\r\n"))
}

// transfer reads an encoding (RFC 2045, section 6). What some take for one, in quotes or before a comma, is one here: octets that
// are no digits are still looked at, and digits that hide octets wouldn't be.
func (r *reading) transfer(raw string) transfer {
	word := encodingOf(raw)
	first, _, _ := strings.Cut(strings.TrimLeft(word, " \""), ",")
	if first = strings.TrimRight(first, " \""); first != word {
		r.found.add(unknownEncoding)
	}
	switch first {
	case "", "7bit", "8bit", "binary":
		return asItIs
	case "base64":
		return base64Coded
	case "quoted-printable":
		return quotedPrintable
	}
	r.found.add(unknownEncoding)
	return asItIs
}

// goInto goes into what r.at is made of.
func (r *reading) goInto() {
	n := r.at
	coded := n.encoding != asItIs
	switch {
	case n.kind == multipart:
		if coded {
			r.found.add(encodedMultipart)
			n.encoding = asItIs
		}
		r.push(n)
		r.phase = outside
	case n.kind == enclosure && !coded:
		r.begin(&node{open: -1, head: n.body})
	default:
		if n.kind == enclosure {
			r.found.add(encodedMessage)
			n.kind = leaf
		}
		r.phase, r.check = inBody, checker{encoding: n.encoding}
	}
}

// bodyLine takes a line of a leaf.
func (r *reading) bodyLine(s stretch) { r.found |= r.check.line(s) }

// settle says what became of a part that has ended.
func (r *reading) settle(n *node) {
	switch {
	case n.kind == leaf && n == r.at && r.phase == inBody:
		r.found |= r.check.over()
	case n.kind == multipart && n.first == nil:
		n.kind = leaf
		if !r.src.Partial {
			r.found.add(boundaryAbsent)
		}
	case n.kind == multipart && !n.closed && !r.src.Partial:
		r.found.add(unclosed)
	}
}

// finish ends all that is open where content ends.
func (r *reading) finish(size int64) {
	if r.phase == inHeader {
		r.cutHeader(size)
	}
	for n := r.at; n != nil; n = n.up {
		n.end = size
		r.settle(n)
	}
}
