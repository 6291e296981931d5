// Package mimerewrite takes parts out of messages, or renames them, changes header fields, and marks mail from outside. What it isn't told
// to change keeps its bytes.
//
//	mime_rewrite {
//	  drop {
//	    type         = ["application/x-msdownload"]
//	    name         = ["*.exe", "*.scr"]
//	    members      = ["*.exe", "*.scr"]
//	    replace_with = "removed.txt"
//	  }
//	  rename {
//	    name   = ["*.js", "*.vbs"]
//	    append = ".txt"
//	  }
//	  header {
//	    set            = { "X-Gateway" = "mx1" }
//	    add            = { "X-Seen" = "yes" }
//	    remove         = ["X-Mailer"]
//	    prefix_subject = "[external] "
//	  }
//	  banner {
//	    text = file("banner.txt")
//	    html = file("banner.html")
//	    when = "external"
//	  }
//	  domains  = ["example.org"]
//	  networks = ["192.0.2.0/24"]
//	}
//
// It works on what clients send in SMTP and on what RETR and TOP bring in POP3. The gate holds a message until it is decided.
//
// # Parts
//
// There may be several blocks drop and rename. Of each part of the message, text and messages in the message too, the first drop that is
// about it counts, else the first rename. A part without a match of type, detected, name or members stays:
//
//	type      media types, declared or detected by the first octets of the content; "image/*" is any image
//	detected  media types, detected only
//	name      patterns of its file name: * is any text, ? one character, [a-z] one of these
//	members   patterns of the names in a zip archive, with or without their folders
//	size      narrows these down to parts of more octets, decoded; without them it is about every part
//
// Types have synonyms: application/x-msdownload is also what is detected as application/vnd.microsoft.portable-executable, so a program
// that calls itself report.txt is found. "message/rfc822" is only a message that isn't entered, for it is encoded; of others the parts
// count. Of a name that can be read in several ways every reading counts: each parameter that says one, of two headers too, encoded in any
// way, up to a NUL, without folders, without dots and spaces at its end, without characters that aren't seen or turn the direction, in any
// case. A pattern is held against the whole name: "*.pdf.*" finds double extensions.
//
// For members all of an archive is read, and every entry counts that anything in it tells of, in its directory or before a file: what the
// directory hides is found too, and so are archives in it that aren't compressed. Those that are, are known by their name only. Also
// programs and documents that are or hold a zip archive are read. An archive that can't be listed, because its directory is absent, cut or
// encrypted, or because there are more than 20,000 entries (a long name counts as several), is dropped as if it had such a member, unless
// unlisted is "keep". Archives of other kinds, such as 7z and rar, can't be looked into, nor can what is encrypted, in a signature's own
// wrapping (application/pkcs7-mime) or uuencoded, be it in a text: a finding says so, and type drops the types among these.
//
// A part that is dropped goes, or a text comes in its place whose name is replace_with and whose content is text; without that it tells the
// part's name, type and SHA-256. append goes behind the name of a part that is renamed.
//
// # Signed mail
//
// signed says what becomes of S/MIME and PGP mail: "skip" leaves header, subject and banner as they are, "refuse" refuses what would be
// changed, "rewrite" changes it, though a banner never goes into what is signed or encrypted. drop, rename and active_content always apply,
// for a signature must not be a way round them: where the part is signed or encrypted itself the message is refused, unless signed is "rewrite".
// A message is signed because it says so. DKIM and ARC stop nothing; what an edit breaks is told with the changes.
//
// # Header and mail from outside
//
// In header, remove takes all fields of a name away, set puts a value in their place, and add puts a field behind the others; fields that
// say what the message is made of, Content-Type and the like, stay.
//
// prefix_subject, and the banner unless when is "always", are for mail from outside: in SMTP when the client hasn't logged in, isn't in
// networks, and the domain of the sender in MAIL isn't in domains; in POP3 when the domains of From aren't all in domains. Two From
// fields, or several addresses, have to be ours all; an address that isn't plainly one is from outside. Anyone can write one of our
// domains as a sender: who isn't kept from it by other means goes without the mark, so in SMTP better leave domains out. Neither prefix
// nor banner comes twice. The banner goes into each alternative of the text, never into attachments, nor into plain text in which PGP's
// lines stand themselves ("-----BEGIN PGP MESSAGE" or "SIGNED MESSAGE"), where a finding says so.
//
// # Active content
//
// active_content = "strip" leaves of HTML, attached files too, what can't do anything: scripts, forms, frames, plug-ins, style sheets,
// events and links other than http, https, mailto, tel and cid go, and so does all else that the sanitiser doesn't know, comments with it.
// Each such part is written anew as a whole, and may look plainer; a message with one of more than 1 MiB, or with more than 2 MiB of HTML
// in all, can't be examined, nor can one with HTML that does something only for a reader that takes it for ASCII or UTF-7, whatever charset
// is declared. Most HTML has something that goes: with "strip" signed HTML is refused, unless signed is "rewrite". Other types aren't
// stripped, not even image/svg+xml, which can have scripts: a drop with type = ["image/svg+xml"] takes that out.
//
// # What can't be examined
//
// A message past the bounds of what is read, such as 10,000 parts, is never taken for clean: it is refused, or, with unreadable =
// "on_error", on_error decides. What readers of mail take apart in different ways, so that one may see a part that another doesn't, or other
// content in it, is a finding. With a drop a message is refused too in which they may see a part that isn't seen here: one with
// header.bare_cr, header.no_colon, mime.boundary_junk, mime.part_after_close, mime.encoded_multipart, mime.encoded_message, mime.bare_cr or
// mime.named_message. ambiguous = "pass" lets these pass, "refuse" refuses all, drop or not.
//
// It answers:
//
//	550 5.7.1 a part of the message is not accepted here, and is signed or encrypted
//	550 5.7.1 signed or encrypted messages are not accepted here
//	550 5.6.0 the message can't be examined: there are more than 100 parameters in a field
//	550 5.6.0 the message can be read in more than one way
//
// and in POP3 the client gets a notice in the place of the message, or -ERR, as the front says. It notes mime_rewrite.dropped,
// mime_rewrite.renamed, mime_rewrite.stripped and mime_rewrite.refused with name, type and reason; mime_rewrite.skipped;
// mime_rewrite.unseen for what drop couldn't look into; mime_rewrite.ambiguous and mime_rewrite.unreadable. Each change is in the journal
// with the place of the part and the SHA-256 of its content before and after.
package mimerewrite

import (
	"github.com/microcosm-cc/bluemonday"

	"github.com/gatepost-mail/gatepost/filters"
)

// New makes the filter.
func New(o *filters.Options) (*filters.Filter, error) {
	r := &rewriter{
		signed:     o.Choice("signed", "skip", "S/MIME and PGP messages: header and banner stay undone, are put in, or the message is refused; drop, rename and active_content always apply", "skip", "rewrite", "refuse"),
		unreadable: o.Choice("unreadable", "refuse", "a message that can't be examined", "refuse", "on_error"),
		ambiguous:  o.Choice("ambiguous", "hiding", "messages that readers would take apart in different ways and are refused: with drop those that may hide a part from it, none, or all", "hiding", "pass", "refuse"),
		outside:    readOutside(o),
		drops:      readRules(o, "drop", "parts that are taken out"),
		renames:    readRules(o, "rename", "parts that get another name"),
	}
	r.header = readHeader(o)
	r.banner = readBanner(o)
	if o.Choice("active_content", "keep", "what HTML can do beside being read", "keep", "strip") == "strip" {
		r.harmless = harmless()
		for i := range r.banner { // another gate would strip it else, and not know it again
			r.banner[i].html = r.harmless.Sanitize(r.banner[i].html)
		}
	}
	if r.harmless == nil && len(r.drops)+len(r.renames)+len(r.header)+len(r.banner) == 0 && o.Err() == nil {
		o.Errorf("", "there is nothing to do: give drop, rename, header, banner or active_content")
	}
	return &filters.Filter{Message: r.message}, o.Err()
}

// rewriter is what New has read; nothing writes it after that.
type rewriter struct {
	signed, unreadable, ambiguous string

	outside  outside
	drops    []rule
	renames  []rule
	header   []headerEdit
	banner   []banner           // one at most
	harmless *bluemonday.Policy // nil: active content stays
}

// message decides before it changes anything, since a message that is refused has no changes.
func (r *rewriter) message(s *filters.Session, m *filters.Message) filters.Verdict {
	if err := m.Err(); err != nil {
		return r.cantExamine(s, m, err)
	}
	if verdict, refused := r.doubtful(s, m); refused {
		return verdict
	}
	parts := m.Parts()
	x := &examination{r: r, s: s, m: m, parts: parts, external: r.outside.is(s, m), signed: isSigned(m, parts)}
	for _, step := range []func() error{x.judgeParts, x.judgeHTML, x.judgeMarks} {
		if err := step(); err != nil {
			return x.answer(err)
		}
	}
	for _, change := range x.changes {
		change()
	}
	return filters.Pass()
}
