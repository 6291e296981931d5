package mimerewrite

import (
	"fmt"
	"slices"
	"strings"
)

// matchMembers looks into an archive.
func (x *examination) matchMembers(r *rule, read *reading) (why string, err error) {
	if x.buffer == nil {
		x.buffer = newArchiveScanner()
	}
	l, err := x.buffer.scan(read.part.Reader(), func(name string) bool {
		if is, ok := anyOf(r.members, variants(strings.ToValidUTF8(name, "?"))...); ok {
			why = fmt.Sprintf("it has a member %s", is)
		}
		return why == ""
	})
	switch {
	case err != nil || why != "":
		return why, err
	case !r.unlisted || x.m.Partial() || l.isListed() || !l.isArchive() && !read.saysZip():
		return "", nil
	case l.over:
		return fmt.Sprintf("it is an archive with more than %d entries", maxMembers), nil
	}
	return "it is an archive whose members can't be listed", nil
}

// saysZip tells whether a part is called a zip archive.
func (r *reading) saysZip() bool {
	declared, detected := r.types()
	_, named := anyOf([]pattern{"*.zip"}, r.fileNames()...)
	return named || slices.Contains(declared, "application/zip") || slices.Contains(detected, "application/zip")
}

// opaque are types that aren't looked into.
var opaque = []pattern{
	"application/vnd.rar", "application/x-7z-compressed", "application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz", "application/zstd",
	"application/vnd.ms-cab-compressed", "application/x-iso9660-image", "application/x-archive", "application/ms-tnef", "application/vnd.ms-tnef",
	"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted",
	"message/partial", "message/external-body",
}

// unseen notes what drop can't look into.
func (x *examination) unseen(read *reading) error {
	if len(x.r.drops) == 0 {
		return nil
	}
	declared, detected := read.types()
	is, ok := anyOf(opaque, slices.Concat(declared, detected)...)
	if !ok {
		coded, err := isUuencoded(read.part, declared)
		if !coded {
			return err
		}
		is = "uuencode"
	}
	x.s.Note("mime_rewrite.unseen", title(read.part)+": what is in "+string(is)+" can't be seen")
	return nil
}
