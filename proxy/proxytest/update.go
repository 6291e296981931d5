package proxytest

import "errors"

// Update plays t and gives its text with the proxy's words as they really were: PC and PS lines say what was heard, and
// what came through changed becomes two lines, or one again. Comments, words of the others and sections stay. A
// dialogue that goes as it is written comes back byte for byte. An error says that the others can't speak as written any
// more, since the proxy has ended or not made a connection; that is for a human to rewrite.
func Update(t *Transcript, start Start) ([]byte, error) {
	err := Play(t, start)
	if err == nil {
		return t.data, nil
	}
	var failure *Failure
	if !errors.As(err, &failure) {
		return nil, err
	}
	scenes, err := record(t, start)
	if err != nil {
		return nil, err
	}
	return t.rewrite(scenes), nil
}
