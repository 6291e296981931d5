package message

// Parts are the leaves of the MIME tree, depth first; messages in parts are entered. It reads all of the message when it is
// asked first. Where Err isn't nil the hook counts as failed and there are none; in Header, where the body isn't
// there, too. Where a notice replaces the message the parts are still those that the hook got.
func (m *Message) Parts() []*Part { return nil }

// Banner puts a text before every text/plain and a piece of HTML into every text/html that people see as the body of
// the message: each alternative of it, and never an attachment, a message in the message, or what is signed or encrypted.
// HTML goes behind the tag of body. Where it stands there already nothing changes; text or html of "" leaves parts of
// that type alone. Both are ended with a line end if they have none. What a part's charset or encoding can't carry
// makes it UTF-8 or quoted-printable; HTML is given character references instead.
func (m *Message) Banner(text, html string) {}
