package mimerewrite

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxNames is how many readings of file names a message may have.
const maxNames = 20_000

// judgeParts finds what is dropped or renamed.
func (x *examination) judgeParts() error {
	if len(x.r.drops)+len(x.r.renames) == 0 {
		return nil
	}
	x.dropped = map[int]bool{}
	for i, p := range x.parts {
		read := &reading{part: p}
		if x.names += len(p.Names()); x.names > maxNames {
			return unexamined{fmt.Errorf("there are more than %d file names", maxNames)}
		}
		why, rule, err := x.firstOf(x.r.drops, read)
		drop := rule != nil
		if rule == nil && err == nil {
			why, rule, err = x.firstOf(x.r.renames, read)
		}
		if err != nil {
			return err
		}
		if rule == nil {
			x.unseen(read)
			continue
		}
		if len(p.Signed()) > 0 && x.r.signed != "rewrite" {
			x.s.Note("mime_rewrite.refused", title(p)+": "+why)
			return errCovered
		}
		if x.dropped[i] = drop; drop {
			x.willChange(func() { x.drop(p, rule, why) })
		} else {
			x.willChange(func() { x.rename(p, rule, why) })
		}
	}
	return nil
}

// firstOf is the first rule that is about a part, and why.
func (x *examination) firstOf(rules []rule, read *reading) (why string, is *rule, err error) {
	for i := range rules {
		why, err := x.match(&rules[i], read)
		if why != "" || err != nil {
			return why, &rules[i], err
		}
	}
	return "", nil, nil
}

// match tells why a rule is about a part; "" if it isn't.
func (x *examination) match(r *rule, read *reading) (why string, err error) {
	if r.size >= 0 {
		size := read.part.Size()
		if size < 0 {
			return "", errUnread
		}
		if size <= r.size {
			return "", nil
		}
		if len(r.types)+len(r.detected)+len(r.names)+len(r.members) == 0 {
			return fmt.Sprintf("it has %d octets", size), nil
		}
	}
	if why := r.matchType(read); why != "" {
		return why, nil
	}
	if is, ok := anyOf(r.names, read.fileNames()...); ok {
		return fmt.Sprintf("its name is %s", is), nil
	}
	if len(r.members) > 0 {
		return x.matchMembers(r, read)
	}
	return "", nil
}

// errUnread is one of reading; where it comes from tells the message.
var errUnread = errors.New("a part can't be read")

func (r *rule) matchType(read *reading) string {
	if len(r.types)+len(r.detected) == 0 {
		return ""
	}
	declared, detected := read.types()
	if _, ok := anyOf(r.types, declared...); ok {
		return "it is declared as " + read.part.Type()
	}
	if _, ok := anyOf(slices.Concat(r.types, r.detected), detected...); ok {
		return "it looks like " + read.detected
	}
	return ""
}

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
}

// unseen notes what drop can't look into.
func (x *examination) unseen(read *reading) {
	if len(x.r.drops) == 0 {
		return
	}
	declared, detected := read.types()
	if is, ok := anyOf(opaque, slices.Concat(declared, detected)...); ok {
		x.s.Note("mime_rewrite.unseen", title(read.part)+": what is in "+string(is)+" can't be seen")
	}
}

// drop takes a part out.
func (x *examination) drop(p *filters.Part, r *rule, why string) {
	x.s.Note("mime_rewrite.dropped", title(p)+": "+why)
	if r.replaceWith == "" {
		p.Remove(why)
		return
	}
	text := r.text
	if text == "" {
		text = x.tombstone(p)
	}
	p.Replace(r.replaceWith, "text/plain", text, why)
}

// tombstone tells the recipient what was there. In TOP not all of it is known.
func (x *examination) tombstone(p *filters.Part) string {
	text := "A part of this message was removed by the mail gateway.\n\n"
	if names := p.Names(); len(names) > 0 {
		text += "Name: " + short(names[0]) + "\n"
	}
	text += "Type: " + short(p.Type()) + "\n"
	if !x.m.Partial() {
		text += "SHA-256: " + p.SHA256() + "\n"
	}
	return text
}

// rename puts something behind the name of a part, if it isn't there.
func (x *examination) rename(p *filters.Part, r *rule, why string) {
	name := "attachment"
	if names := p.Names(); len(names) > 0 {
		name = strings.TrimRight(strings.ReplaceAll(names[0], "?", "_"), endless)
		name = name[strings.LastIndexAny(name, `/\`)+1:]
	}
	if strings.HasSuffix(fold(name), fold(r.suffix)) && len(p.Names()) == 1 {
		return
	}
	x.s.Note("mime_rewrite.renamed", title(p)+": "+why)
	p.Rename(name+r.suffix, why)
}

// title is what a part is called in findings.
func title(p *filters.Part) string {
	if names := p.Names(); len(names) > 0 {
		return short(names[0]) + " (" + p.Type() + ")"
	}
	return p.Type()
}

// short is the start of a name that its sender has chosen.
func short(name string) string {
	const most = 200
	if len(name) <= most {
		return name
	}
	return strings.ToValidUTF8(name[:most], "") + "…"
}
