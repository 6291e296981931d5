package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

var errShort = errors.New("short packet")

type Header struct {
	ID      uint16
	Flags   uint16
	QDCount uint16
}

type ParseError struct {
	Off int
	Err error
}

func (p *ParseError) Error() string { return fmt.Sprintf("at %d: %v", p.Off, p.Err) }
func (p *ParseError) Unwrap() error { return p.Err }

type reader struct {
	b   []byte
	off int
}

func (r *reader) u16() (uint16, error) {
	if len(r.b)-r.off < 2 {
		return 0, &ParseError{r.off, errShort}
	}
	v := binary.BigEndian.Uint16(r.b[r.off:])
	r.off += 2
	return v, nil
}

func (r *reader) name() (string, error) {
	var out []byte
	for {
		if r.off >= len(r.b) {
			return "", &ParseError{r.off, errShort}
		}
		n := int(r.b[r.off])
		r.off++
		if n == 0 {
			break
		}
		if r.off+n > len(r.b) {
			return "", &ParseError{r.off, errShort}
		}
		if len(out) > 0 {
			out = append(out, '.')
		}
		out = append(out, r.b[r.off:r.off+n]...)
		r.off += n
	}
	return string(out), nil
}

func parse(b []byte) (h Header, name string, err error) {
	r := &reader{b: b}
	for _, f := range []*uint16{&h.ID, &h.Flags, &h.QDCount} {
		if *f, err = r.u16(); err != nil {
			return
		}
	}
	name, err = r.name()
	return
}

func main() {
	var buf bytes.Buffer
	binary.Write(&buf, binary.BigEndian, uint16(0x1234))
	binary.Write(&buf, binary.BigEndian, []uint16{0x0100, 1})
	for _, l := range []string{"mail", "example", "com"} {
		buf.WriteByte(byte(len(l)))
		buf.WriteString(l)
	}
	buf.WriteByte(0)
	fmt.Println(hex.EncodeToString(buf.Bytes()))
	h, n, err := parse(buf.Bytes())
	fmt.Printf("%+v %q %v\n", h, n, err)
	fmt.Printf("%v %x\n", h, h.ID)
	_, _, err = parse(buf.Bytes()[:9])
	var pe *ParseError
	fmt.Println(err, errors.Is(err, errShort), errors.As(err, &pe) && pe.Off == 7)
}
