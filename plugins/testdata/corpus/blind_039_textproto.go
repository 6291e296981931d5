package main

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"
)

const raw = "From: =?UTF-8?B?SsO8cmdlbg==?= <j@x.test>\r\nto: a@b.test,\r\n c@d.test\r\nSubject: =?iso-8859-1?q?caf=E9_noir?=\r\n" +
	"Content-Type: multipart/mixed; boundary=\"b 1\"; charset=utf-8\r\nDate: Mon, 02 Jan 2006 15:04:05 -0700\r\nX-A: 1\r\nx-a: 2\r\n\r\nline one\r\n.dot\r\n"

func main() {
	tr := textproto.NewReader(bufio.NewReader(strings.NewReader(raw)))
	h, err := tr.ReadMIMEHeader()
	fmt.Println(len(h), err)
	var keys []string
	for k := range h {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Printf("%s: %q\n", k, h[k])
	}
	fmt.Println(h.Get("x-A"), h.Values("X-a"), textproto.CanonicalMIMEHeaderKey("content-TYPE"))
	h.Add("X-a", "3")
	h.Del("To")
	fmt.Println(h["X-A"], h.Get("to") == "")
	mt, params, err := mime.ParseMediaType(h.Get("content-type"))
	fmt.Println(mt, params, err)
	_, _, err = mime.ParseMediaType("text/plain; charset")
	fmt.Println(err)
	fmt.Println(mime.FormatMediaType("text/x", map[string]string{"b": "y z", "a": "1"}))
	var wd mime.WordDecoder
	s, err := wd.DecodeHeader(h.Get("Subject"))
	fmt.Println(s, err, mime.QEncoding.Encode("utf-8", "é!"), mime.BEncoding.Encode("utf-8", "plain"))
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := m.Header.Date()
	fmt.Println(d.UTC(), err)
	to, err := m.Header.AddressList("To")
	for _, a := range to {
		fmt.Print(a.Address, " ")
	}
	fmt.Println(err)
	_, err = m.Header.AddressList("Cc")
	fmt.Println(err == mail.ErrHeaderNotPresent, err)
	body, err := io.ReadAll(m.Body)
	fmt.Printf("%q %v\n", body, err)
	fmt.Println(textproto.TrimString("  x y\t"))
}
