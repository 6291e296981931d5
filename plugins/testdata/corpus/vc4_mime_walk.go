package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
)

const msg = "From: a@b.c\r\nSubject: =?utf-8?q?h=C3=A9llo?=\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n--XX\r\nContent-Type: text/plain\r\n\r\nhello\r\n--XX\r\nContent-Type: application/octet-stream; name=a.exe\r\nContent-Disposition: attachment; filename=a.exe\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAA==\r\n--XX--\r\n"

func walk(h map[string][]string, body io.Reader, depth int, visit func(ct, name string, data []byte) error) error {
	ct := "text/plain"
	if v := h["Content-Type"]; len(v) > 0 {
		ct = v[0]
	}
	mt, params, err := mime.ParseMediaType(ct)
	if err != nil {
		return err
	}
	if strings.HasPrefix(mt, "multipart/") {
		mr := multipart.NewReader(body, params["boundary"])
		for {
			p, err := mr.NextPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if err := walk(p.Header, p, depth+1, visit); err != nil {
				return err
			}
		}
	}
	var r io.Reader = body
	if v := h["Content-Transfer-Encoding"]; len(v) > 0 && strings.EqualFold(v[0], "base64") {
		r = base64.NewDecoder(base64.StdEncoding, body)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	name := ""
	if v := h["Content-Disposition"]; len(v) > 0 {
		if _, p, err := mime.ParseMediaType(v[0]); err == nil {
			name = p["filename"]
		}
	}
	return visit(mt, name, b)
}
func main() {
	m, err := mail.ReadMessage(strings.NewReader(msg))
	if err != nil {
		panic(err)
	}
	dec := new(mime.WordDecoder)
	s, _ := dec.DecodeHeader(m.Header.Get("Subject"))
	fmt.Println(s)
	bad := 0
	err = walk(m.Header, m.Body, 0, func(ct, name string, data []byte) error {
		fmt.Println(ct, name, len(data))
		if bytes.HasPrefix(data, []byte("MZ")) || strings.HasSuffix(strings.ToLower(name), ".exe") {
			bad++
			return fmt.Errorf("executable %q", name)
		}
		return nil
	})
	fmt.Println(err, bad)
}
