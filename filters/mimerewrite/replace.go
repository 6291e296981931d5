package mimerewrite

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

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
