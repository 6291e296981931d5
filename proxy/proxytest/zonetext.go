package proxytest

import (
	"fmt"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// read takes the lines of faults out of text and leaves empty ones, so that the parser of the rest counts right.
func (z *Zone) read(text string) error {
	z.records, z.faults = map[string][]dns.RR{}, map[string][]fault{}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		isFault, err := z.readFault(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
		if isFault {
			lines[i] = ""
		}
	}
	return z.readRecords(strings.Join(lines, "\n"))
}

// readFault reads "name WORD [argument] [type]"; no record has a WORD in its second place.
func (z *Zone) readFault(line string) (bool, error) {
	line, _, _ = strings.Cut(line, ";")
	fields := strings.Fields(line)
	if len(fields) < 2 || !isFaultWord(fields[1]) {
		return false, nil
	}
	f, rest := fault{word: fields[1]}, fields[2:]
	if f.word == slow {
		var err error
		if len(rest) == 0 {
			return true, fmt.Errorf("%s: want a duration, as in %s 3s", slow, slow)
		}
		if f.after, err = time.ParseDuration(rest[0]); err != nil {
			return true, fmt.Errorf("%s: %w", slow, err)
		}
		rest = rest[1:]
	}
	if len(rest) > 0 {
		f.kind = dns.StringToType[rest[0]]
	}
	if len(rest) > 1 || len(rest) == 1 && f.kind == dns.TypeNone {
		return true, fmt.Errorf("%s: want a type or nothing, have %q", f.word, strings.Join(rest, " "))
	}
	name := dns.CanonicalName(fields[0])
	z.faults[name] = append(z.faults[name], f)
	return true, nil
}

func (z *Zone) readRecords(text string) error {
	parser := dns.NewZoneParser(strings.NewReader(text), ".", "")
	parser.SetDefaultTTL(3600)
	for rr, ok := parser.Next(); ok; rr, ok = parser.Next() {
		name := dns.CanonicalName(rr.Header().Name)
		z.records[name] = append(z.records[name], rr)
	}
	return parser.Err()
}
