package certificates

import (
	"crypto/tls"
	"io/fs"
	"os"
	"slices"
)

// sight is what an Identity is made of, as it was seen.
type sight struct {
	files   []fs.FileInfo // nil for each that wasn't there
	managed []*tls.Certificate
}

// sight looks. Whoever reads the files looks before, so that what is written meanwhile is seen at the next look.
func (i *Identity) sight() sight {
	var s sight
	for _, path := range []string{i.cfg.Certificate, i.cfg.Key, i.cfg.ClientCA} {
		info, err := os.Stat(path)
		if err != nil {
			info = nil
		}
		s.files = append(s.files, info)
	}
	s.managed = i.managed.certificates()
	return s
}

// same tells whether all files are the same ones, and not written to since, and all certificates from the authority too.
func (s sight) same(other sight) bool {
	return slices.EqualFunc(s.files, other.files, func(a, b fs.FileInfo) bool {
		if a == nil || b == nil {
			return a == b
		}
		return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
	}) && slices.EqualFunc(s.managed, other.managed, func(a, b *tls.Certificate) bool { return a.Leaf.Equal(b.Leaf) })
}
