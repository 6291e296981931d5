package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
)

func wrap(s string, n int) (out []string) {
	for len(s) > n {
		out, s = append(out, s[:n]), s[n:]
	}
	return append(out, s)
}

type header struct {
	Magic uint16
	Len   uint32
	Flag  int8
}

func main() {
	data := []byte("Many hands make light work.\x00\xff\xfe>>??")
	e := base64.StdEncoding.EncodeToString(data)
	fmt.Println(wrap(e, 16), len(e))
	fmt.Println(base64.URLEncoding.EncodeToString(data[24:]), base64.RawURLEncoding.EncodeToString(data[28:]))
	d, err := base64.StdEncoding.DecodeString(e)
	fmt.Println(bytes.Equal(d, data), err)
	_, err = base64.StdEncoding.DecodeString("ab!d")
	var ce base64.CorruptInputError
	if errors.As(err, &ce) {
		fmt.Println("corrupt at", int64(ce), err)
	}
	h := hex.EncodeToString(data[:4])
	b, err := hex.DecodeString(h + "0g")
	fmt.Println(h, b, err)
	fmt.Print(hex.Dump(data[:20]))
	fmt.Printf("%08x %d\n", crc32.ChecksumIEEE(data), crc32.Checksum([]byte("a"), crc32.MakeTable(crc32.Castagnoli)))
	buf := make([]byte, 8)
	binary.BigEndian.PutUint32(buf, 0xdeadbeef)
	binary.LittleEndian.PutUint16(buf[4:], 0x1234)
	fmt.Printf("% x %d\n", buf, binary.LittleEndian.Uint64(buf))
	buf = binary.AppendUvarint(buf[:0], 300)
	v, n := binary.Uvarint(buf)
	fmt.Println(buf, v, n)
	hd := header{0xCAFE, 70000, -3}
	w := binary.BigEndian.AppendUint16(nil, hd.Magic)
	w = binary.BigEndian.AppendUint32(w, hd.Len)
	w = append(w, byte(hd.Flag))
	var back header
	back.Magic, back.Len, back.Flag = binary.BigEndian.Uint16(w), binary.BigEndian.Uint32(w[2:]), int8(w[6])
	fmt.Println(hex.EncodeToString(w), back == hd)
}
