package conversation

import "testing"

func TestUpper(t *testing.T) {
	for word, want := range map[string]string{
		"": "", "quit": "QUIT", "Quit": "QUIT", "a{`z": "A{`Z", "verylong": "VERYLONG", "toolongby": "", "li\u017ft": "LI\u017fT",
	} {
		var room [8]byte
		if got := string(Upper(room[:0], []byte(word))); got != want {
			t.Errorf("%q becomes %q, want %q", word, got, want)
		}
	}
}

func TestControl(t *testing.T) {
	for octet, want := range map[byte]bool{0: true, '\t': true, 0x1F: true, ' ': false, '~': false, 0x7F: true, 0x80: false, 0xFF: false} {
		if got := Control(octet); got != want {
			t.Errorf("%#x: %v", octet, got)
		}
	}
}
