package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
)

func main() {
	h := hmac.New(sha256.New, []byte("k"))
	h.Write([]byte("m"))
	fmt.Println(hex.EncodeToString(h.Sum(nil))[:16])
	f := fnv.New32a()
	f.Write([]byte("a"))
	fmt.Println(f.Sum32())
	s := sha256.Sum256([]byte("a"))
	fmt.Printf("%x\n", s[:4])
}
