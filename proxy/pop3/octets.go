package pop3

import (
	"bytes"
	"regexp"
	"strconv"
)

// octetCount is what servers say of a message's size in the status line of RETR (RFC 1939, section 5: "+OK 120 octets").
var octetCount = regexp.MustCompile(`([0-9]{1,18}) octets`)

// announced is the size in a status line; 0: there is none.
func announced(status []byte) int64 {
	found := octetCount.FindSubmatch(status)
	if found == nil {
		return 0
	}
	n, _ := strconv.ParseInt(string(found[1]), 10, 64) // of 18 digits at most
	return n
}

// resized is a status line whose size, if it tells one, is more by so many octets.
func resized(status []byte, more int64) []byte {
	at := octetCount.FindSubmatchIndex(status)
	if at == nil || more == 0 {
		return status
	}
	n := strconv.FormatInt(max(0, announced(status)+more), 10)
	return append(append(append([]byte(nil), status[:at[2]]...), n...), status[at[3]:]...)
}

// unstuffed is how many octets a message has that begins with a header, without the dots of its wire form.
func unstuffed(wire []byte) int64 { return int64(len(wire) - bytes.Count(wire, []byte("\n."))) }
