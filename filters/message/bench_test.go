package message

import (
	"io"
	"strings"
	"testing"
)

// usual is a header of 21 fields as a large provider writes it.
var usual = strings.Repeat("Received: from mail.example.org (mail.example.org [192.0.2.1])\r\n\tby mx.example.net (Postfix) with ESMTPS id 4Xabcd\r\n"+
	"\tfor <someone@example.net>; Mon,  1 Jan 2024 12:00:00 +0000 (UTC)\r\n", 5) +
	"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1;\r\n\th=From:To:Subject:Date;\r\n\tb=" + strings.Repeat("abcdefgh", 8) + "\r\n\t " +
	strings.Repeat("abcdefgh", 8) + "\r\n" +
	"ARC-Seal: i=1; a=rsa-sha256\r\nARC-Message-Signature: i=1\r\nARC-Authentication-Results: i=1; none\r\n" +
	"From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>\r\nTo: someone@example.net\r\n" +
	"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_aus?=\r\n =?utf-8?q?_M=C3=BCnchen?=\r\nDate: Mon, 1 Jan 2024 12:00:00 +0000\r\n" +
	"Message-ID: <1234567890@mail.example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n" +
	"Content-Transfer-Encoding: quoted-printable\r\nX-Mailer: Example\r\nX-A: 1\r\nX-B: 2\r\nX-C: 3\r\n\r\n"

func TestUsual(t *testing.T) {
	m := parse(t, usual)
	if n := len(m.Header.Names()); n != 21 || len(m.Findings()) != 0 {
		t.Errorf("%d fields, findings %v", n, m.Findings())
	}
}

func BenchmarkNew(b *testing.B) {
	content := strings.NewReader(usual + "body\r\n")
	b.SetBytes(int64(len(usual)))
	b.ReportAllocs()
	for b.Loop() {
		New(content, content.Size(), Options{Stuffed: true})
	}
}

func BenchmarkClone(b *testing.B) {
	m := parse(b, usual)
	b.ReportAllocs()
	for b.Loop() {
		Edits(m, Clone(m))
	}
}

func BenchmarkGet(b *testing.B) {
	h := parse(b, usual).Header
	for _, name := range []string{"Message-ID", "Received", "Subject", "Absent"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h.Get(name)
			}
		})
	}
}

func BenchmarkSet(b *testing.B) {
	m := parse(b, usual)
	b.ReportAllocs()
	for b.Loop() {
		Clone(m).Header.Set("X-A", "another value")
	}
}

// BenchmarkReader reads 10 MB; what it takes doesn't grow with them.
func BenchmarkReader(b *testing.B) {
	m := parseAs(b, usual+strings.Repeat("A line of the usual length, as people and programs write them.\r\n..dots\r\n", 140_000), Options{Stuffed: true})
	buf := make([]byte, 32<<10)
	b.SetBytes(m.Size())
	b.ReportAllocs()
	for b.Loop() {
		io.CopyBuffer(struct{ io.Writer }{io.Discard}, m.Reader(), buf)
	}
}
