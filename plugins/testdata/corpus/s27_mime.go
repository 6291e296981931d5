package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"
)

func main() {
	d := new(mime.WordDecoder)
	s, err := d.DecodeHeader("=?UTF-8?Q?h=C3=A9?=")
	fmt.Println(s, err, mime.QEncoding.Encode("utf-8", "hé"))
	mt, p, _ := mime.ParseMediaType("multipart/mixed; boundary=b")
	mr := multipart.NewReader(strings.NewReader("--b\r\nContent-Type: text/plain\r\n\r\nhey\r\n--b--\r\n"), p["boundary"])
	pt, _ := mr.NextPart()
	b, _ := io.ReadAll(pt)
	q, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader("a=3Db")))
	fmt.Println(mt, string(b), string(q), base64.StdEncoding.EncodeToString(b))
}
