package message

import (
	"io"
	"sort"
)

// woven is a body that edits have made: pieces of what came, and text in wire form. It is never written after it was made.
type woven struct {
	came   io.ReaderAt
	pieces []piece
	ends   []int64 // where each piece ends
}

// piece is n octets of what came, from at on, or a text.
type piece struct {
	at, n int64
	text  string
}

func (p piece) size() int64 { return p.n + int64(len(p.text)) }

func (w *woven) size() int64 {
	if len(w.ends) == 0 {
		return 0
	}
	return w.ends[len(w.ends)-1]
}

// add puts a piece at the end.
func (w *woven) add(p piece) {
	if p.size() == 0 {
		return
	}
	if last := len(w.pieces) - 1; last >= 0 && p.n > 0 && w.pieces[last].n > 0 && w.pieces[last].at+w.pieces[last].n == p.at {
		w.pieces[last].n += p.n
		w.ends[last] += p.n
		return
	}
	w.ends = append(w.ends, w.size()+p.size())
	w.pieces = append(w.pieces, p)
}

// ReadAt reads as io.ReaderAt says.
func (w *woven) ReadAt(b []byte, at int64) (n int, err error) {
	for i := w.index(at); n < len(b); i++ {
		if i == len(w.pieces) {
			return n, io.EOF
		}
		p := w.pieces[i]
		skip := at + int64(n) - (w.ends[i] - p.size())
		room := b[n:min(int64(len(b)), int64(n)+p.size()-skip)]
		if p.text != "" {
			n += copy(room, p.text[skip:])
			continue
		}
		got, err := w.came.ReadAt(room, p.at+skip)
		n += got
		if got < len(room) {
			return n, readError(err)
		}
	}
	return n, nil
}

// index is the piece in which at is.
func (w *woven) index(at int64) int {
	return sort.Search(len(w.ends), func(i int) bool { return w.ends[i] > at })
}

// cut gives the pieces between two places.
func (w *woven) cut(from, to int64) (list []piece) {
	for i := w.index(from); i < len(w.pieces) && from < to; i++ {
		p, start := w.pieces[i], w.ends[i]-w.pieces[i].size()
		skip, end := from-start, min(to, w.ends[i])-start
		if p.text != "" {
			p.text = p.text[skip:end]
		} else {
			p.at, p.n = p.at+skip, end-skip
		}
		list = append(list, p)
		from = w.ends[i]
	}
	return list
}
