package main

import (
	"fmt"
	"io"
	"net/mail"
	"strings"
)

func main() {
	a, err := mail.ParseAddress("Bob <bob@ex.com>")
	fmt.Println(a.Name, a.Address, err)
	m, err := mail.ReadMessage(strings.NewReader("Subject: hi\r\nFrom: a@b.c\r\n\r\nbody"))
	b, _ := io.ReadAll(m.Body)
	fmt.Println(m.Header.Get("subject"), string(b), err)
}
