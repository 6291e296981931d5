package conversation

// Upper is a command's word in upper case, in the empty slice to; nil where that has no room for it. By the letters of ASCII only: there are
// others whose capitals are among those.
func Upper(to, word []byte) []byte {
	if len(word) > cap(to) {
		return nil
	}
	for _, b := range word {
		if b >= 'a' && b <= 'z' {
			b -= 'a' - 'A'
		}
		to = append(to, b)
	}
	return to
}

// Control tells whether an octet is a control character of ASCII, which no command may have.
func Control(b byte) bool { return b < ' ' || b == 0x7F }
