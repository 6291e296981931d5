package symbols

import "io"

// Once a script was ended its functions say for ever that there is nothing and that nothing is wrong, and compiled code such as io.Copy would
// ask for ever. Of what a script implements these are asked instead.

// read gives up after a hundred times, as package bufio does.
func read(of func([]byte) (int, error), b []byte) (int, error) {
	for range 100 {
		if n, err := of(b); n != 0 || err != nil || len(b) == 0 {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// readAt gives up at once: io.ReaderAt has to say why there isn't all.
func readAt(of func([]byte, int64) (int, error), b []byte, at int64) (int, error) {
	n, err := of(b, at)
	if n == 0 && err == nil && len(b) > 0 {
		err = io.ErrNoProgress
	}
	return n, err
}

// readRune gives up at once: there is no character without a byte.
func readRune(of func() (rune, int, error)) (rune, int, error) {
	r, size, err := of()
	if size == 0 && err == nil {
		err = io.ErrNoProgress
	}
	return r, size, err
}
