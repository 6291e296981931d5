package wire

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestStuffer(t *testing.T) {
	for _, test := range []struct {
		name, octets, strict, normal string
		strictErr                    error
		completed                    bool
	}{
		{"nothing", "", "", "", nil, false},
		{"text", "a\r\nb\r\n", "a\r\nb\r\n", "a\r\nb\r\n", nil, false},
		{"dots", ".\r\n..\r\na.\r\n.", "..\r\n...\r\na.\r\n..\r\n", "..\r\n...\r\na.\r\n..\r\n", nil, true},
		{"no last CRLF", "a\r\nb", "a\r\nb\r\n", "a\r\nb\r\n", nil, true},
		{"LF.LF", "a\n.\nb\r\n", "a", "a\r\n..\r\nb\r\n", ErrBareNewline, false},
		{"CR.CR", "a\r.\rb\r\n", "a", "a\r\n..\r\nb\r\n", ErrBareNewline, false},
		{"CRLF.CR", "a\r\n.\rb\r\n", "a\r\n..", "a\r\n..\r\nb\r\n", ErrBareNewline, false},
		{"CRLF.CRCRLF", "a\r\n.\r\r\n", "a\r\n..", "a\r\n..\r\n\r\n", ErrBareNewline, false},
		{"CR at the end", "a\r", "a", "a\r\n", ErrBareNewline, true},
	} {
		for _, normalise := range []bool{false, true} {
			s := NewStuffer(iotest.OneByteReader(strings.NewReader(test.octets)), normalise)
			got, err := io.ReadAll(s)
			want, wantErr := test.strict, test.strictErr
			if normalise {
				want, wantErr = test.normal, nil
			}
			if string(got) != want || err != wantErr || err == nil && s.Completed() != test.completed {
				t.Errorf("%s, normalise %v: %q, %v, completed %v", test.name, normalise, got, err, s.Completed())
			}
		}
	}
}

func TestStufferNUL(t *testing.T) {
	for _, normalise := range []bool{false, true} {
		if _, err := io.ReadAll(NewStuffer(strings.NewReader("a\x00\r\n"), normalise)); err != ErrNUL {
			t.Errorf("normalise %v: %v", normalise, err)
		}
	}
}

// What a reader fails with is told behind what it has read.
func TestStufferFails(t *testing.T) {
	got, err := io.ReadAll(NewStuffer(io.MultiReader(strings.NewReader("a\r\n.b"), iotest.ErrReader(io.ErrUnexpectedEOF)), false))
	if string(got) != "a\r\n..b" || err != io.ErrUnexpectedEOF {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzStuffer: octets come out as content that says the same and ends nowhere, or not at all.
func FuzzStuffer(f *testing.F) {
	for _, row := range lookalikes {
		f.Add([]byte("a" + row.bytes + "b"))
		f.Add([]byte(row.bytes))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, normalise := range []bool{false, true} {
			s := NewStuffer(bytes.NewReader(in), normalise)
			out, err := io.ReadAll(s)
			bytewise, bytewiseErr := io.ReadAll(iotest.OneByteReader(NewStuffer(iotest.OneByteReader(bytes.NewReader(in)), normalise)))
			bareEnd := bytes.HasSuffix(in, []byte("\r")) && !normalise
			bad := bareEnd || offence(in, normalise) < len(in)
			if (err != nil) != bad || (bytewiseErr != nil) != bad || !bad && !bytes.Equal(out, bytewise) {
				t.Fatalf("%q, normalise %v: %q, %v; byte by byte %q, %v", in, normalise, out, err, bytewise, bytewiseErr)
			}
			for _, out := range [][]byte{out, bytewise} {
				compareStuffed(t, in, out, s.Completed(), bad)
			}
		}
	})
}

func compareStuffed(t *testing.T, in, out []byte, completed, bad bool) {
	t.Helper()
	want := normal(string(in))
	if want != "" && !strings.HasSuffix(want, "\r\n") {
		want += "\r\n"
	}
	dotted := append(bytes.Clone(out), ".\r\n"...)
	switch {
	case bad:
		if err := unsettled(out, false); err != nil {
			t.Error(err)
		}
	case unsettled(dotted, true) != nil:
		t.Error(unsettled(dotted, true))
	case meaning(dotted) != want:
		t.Errorf("%q became %q", in, out)
	case completed == (len(in) == 0 || bytes.HasSuffix(in, []byte("\n"))):
		t.Errorf("%q: completed %v", in, completed)
	}
}
