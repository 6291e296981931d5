package message

// Part is a leaf of the MIME tree: what isn't a multipart or a message that could be entered. It is got from [Message.Parts],
// and is read as it was when the hook began. Of its edits the hook sees nothing; they count together with a valid
// verdict, and each is told with its reason and the SHA-256 of the decoded content before and after.
//
// An edit that can't be made (content past [MaxMade], a type that isn't one) changes nothing, and the hook then counts as failed.
type Part struct{ p part }

// Header is the part's own. Its edits count; of a message that is one part only it is the Header of the message.
func (p *Part) Header() *Header { return p.p.head() }

// Type is the declared media type in lower case; "text/plain" where there is none, or none that is one (RFC 2045, section
// 5.2), and "message/rfc822" in a digest. A message that isn't entered has its type; what is declared to be a multipart and
// has no part is a leaf of that type.
func (p *Part) Type() string { return p.p.media() }

// Detected is the media type by the first octets of the decoded content, in lower case and without parameters;
// "application/octet-stream" where they tell nothing, and "" where they can't be read.
func (p *Part) Detected() string { return p.p.detected() }

// Names are every reading of the part's file name: of filename and name, of each where there are several, whole or in segments
// (RFC 2231), with and without encoded words (RFC 2047), in UTF-8 or not, with and without the folders before it.
// They are cleaned as [Clean] does, and none is there twice. They are nil where there is no name.
func (p *Part) Names() []string { return p.p.names() }

// Attachment tells whether the part has a name, or disposition attachment, or isn't text.
func (p *Part) Attachment() bool { return p.p.attachment() }

// Signed tells what an edit of the part breaks: "smime" or "pgp" where the part is in what is signed or encrypted so,
// or is the signature; nil where it is in neither. DKIM and ARC, which cover the message, are in [Message.Signed].
func (p *Part) Signed() []string { return p.p.signed() }

// Size is how many octets Reader gives, -1 where they can't be read. It reads all of the part.
func (p *Part) Size() int64 { return p.p.size() }

// SHA256 is that of the decoded content in lower-case hex; "" where it can't be read. It reads all of the part.
func (p *Part) SHA256() string { return p.p.sum() }

// Text is the decoded content in UTF-8, by the charset of its Content-Type: the first [MaxText] octets, with U+FFFD for what
// isn't text. Without a charset, or with one that nobody knows, it is UTF-8 if it can be, else windows-1252. UTF-16 is in
// the order that its mark says, which stays.
func (p *Part) Text() string { return p.p.text() }

// Reader reads the decoded content, with each call anew: base64 and quoted-printable as lenient readers take them,
// any other encoding as it stands.
func (p *Part) Reader() *Reader { return &Reader{p.p.reader()} }

// SetText puts a text in the place of all the content. The part keeps its charset and encoding where they can carry the text;
// else it gets UTF-8, or quoted-printable or base64, whichever changes less. Lines end as the text has them, written as
// CRLF. What Text gives of a part longer than [MaxText] is the start of it: put back, it would be all.
func (p *Part) SetText(text, why string) { p.p.setText(text, why) }

// Rename gives the part a file name in the place of all it has. Where it has none it gets one.
func (p *Part) Rename(name, why string) { p.p.rename(name, why) }

// Remove takes the part away, and a multipart that has no part any more with it. Where that is all the message has, an empty
// text is left.
func (p *Part) Remove(why string) { p.p.remove(why) }

// Replace puts another part in the place of this one. A typ without charset gets utf-8 where it is text and the content isn't ASCII; a
// name of "" is none.
func (p *Part) Replace(name, typ, content, why string) { p.p.replace(name, typ, content, why) }

// InsertBefore puts another part before this one; several come in the order of the calls. A message that is one part
// becomes multipart/mixed.
func (p *Part) InsertBefore(name, typ, content, why string) {
	p.p.insert(true, name, typ, content, why)
}

// InsertAfter puts another part behind this one; several come in the order of the calls.
func (p *Part) InsertAfter(name, typ, content, why string) {
	p.p.insert(false, name, typ, content, why)
}
