package certificates

import (
	"io/fs"
	"os"
	"slices"
)

// stamp is a file as it was seen; nil: it wasn't there.
type stamp = fs.FileInfo

// stamps looks at files. Whoever reads them looks before, so that what is written meanwhile is seen at the next look.
func stamps(paths []string) []stamp {
	all := make([]stamp, len(paths))
	for i, path := range paths {
		if info, err := os.Stat(path); err == nil {
			all[i] = info
		}
	}
	return all
}

// untouched tells whether all files are the same ones as before, and not written to since.
func untouched(before, now []stamp) bool {
	return slices.EqualFunc(before, now, func(a, b stamp) bool {
		if a == nil || b == nil {
			return a == b
		}
		return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
	})
}
