package message

import (
	"strings"
	"unicode/utf8"
)

// splitter makes pieces of a header block, and notes what is odd about them.
type splitter struct {
	block   string
	stuffed bool
	bare    bool // it begins behind a bare LF
	fields  []field
	from    int // where the last piece begins
	found   findings
	end     string // the empty line that ends the block; "" if there is none
}

// split reads all of s.block.
func (s *splitter) split() {
	s.fields = make([]field, 0, min(strings.Count(s.block, "\n")+1, MaxFields))
	bare := s.bare // the line before ended with LF alone
	for at := 0; at < len(s.block); {
		line := s.block[at:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		text := line
		if s.stuffed && !bare {
			text = strings.TrimPrefix(line, ".")
		}
		if text == "\r\n" || text == "\n" {
			s.end = s.block[at:]
			s.lineEnd(line)
			return
		}
		s.line(at, line, text, bare)
		bare = s.lineEnd(line)
		at += len(line)
	}
}

// line takes a line that isn't empty: a fold of the last piece, or the first line of the next.
func (s *splitter) line(at int, line, text string, bare bool) {
	content := strings.TrimRight(text, "\r\n")
	if len(content) > lineLimit {
		s.found.add(longLine)
	}
	if fold := text != "" && isSpace(text[0]); fold && len(s.fields) > 0 {
		s.fields[len(s.fields)-1].raw = s.block[s.from : at+len(line)]
		if strings.Trim(content, " \t") == "" {
			s.found.add(blankFold)
		}
		return
	}
	s.from = at
	f := field{raw: s.block[at : at+len(line)], colon: -1, id: len(s.fields), bare: bare}
	s.name(&f, text)
	s.fields = append(s.fields, f)
}

// name finds out what a piece is by its first line.
func (s *splitter) name(f *field, text string) {
	colon := strings.IndexByte(text, ':')
	switch {
	case f.id == 0 && text != "" && isSpace(text[0]):
		f.kind = leading
		s.found.add(orphanFold)
		return
	case f.id == 0 && isMboxFrom(text):
		f.kind = leading
		s.found.add(mboxFrom)
		return
	case colon < 0:
		f.kind = junk
		s.found.add(noColon)
		return
	}
	name := strings.TrimRight(text[:colon], " \t")
	if len(name) < colon {
		s.found.add(spaceBeforeColon)
	}
	if !isName(name) {
		s.found.add(badName)
	}
	if name == "" {
		f.kind = junk
		return
	}
	f.name, f.colon = Clean(name), len(f.raw)-len(text)+colon
}

// isMboxFrom tells "From joe Mon Jan  1 12:00:00 2024" from "From : joe".
func isMboxFrom(text string) bool {
	rest, from := strings.CutPrefix(text, "From ")
	return from && !strings.HasPrefix(strings.TrimLeft(rest, " \t"), ":")
}

// isName tells whether a name is one by RFC 5322, section 3.6.8.
func isName(name string) bool {
	for i := range len(name) {
		if c := name[i]; c <= ' ' || c >= 0x7F || c == ':' {
			return false
		}
	}
	return name != ""
}

// lineEnd tells whether a line ends with LF alone.
func (s *splitter) lineEnd(line string) (bare bool) {
	content, crlf := strings.CutSuffix(line, "\r\n")
	bare = !crlf && strings.HasSuffix(line, "\n")
	if bare {
		s.found.add(bareLF)
	}
	if strings.IndexByte(content, '\r') >= 0 {
		s.found.add(bareCR)
	}
	return bare
}

// octets looks at what single octets tell. It reports whether the block has UTF-8 past ASCII, and no other 8-bit octets.
func (s *splitter) octets() (international bool) {
	if strings.IndexByte(s.block, 0) >= 0 {
		s.found.add(hasNUL)
	}
	for i := range len(s.block) {
		if s.block[i] < utf8.RuneSelf {
			continue
		}
		if utf8.ValidString(s.block[i:]) {
			return true
		}
		s.found.add(notUTF8)
		break
	}
	return false
}

// values finds values of which a filter sees the start only.
func (s *splitter) values() {
	for i := range s.fields {
		if len(s.fields[i].raw)-s.fields[i].colon > MaxValue {
			s.found.add(longValue)
		}
	}
}
