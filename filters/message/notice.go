package message

import (
	"fmt"
	"mime/quotedprintable"
	"slices"
	"strings"
)

// notice is a message of our own in the place of one that came.
type notice struct {
	subject string
	fields  []field
	body    string // in wire form
}

// keptByNotice are the fields that say who wrote to whom and when, and the way the message came, so that the notice stands where
// the message would, answers go where they would, and loops are still found (RFC 5321, section 6.3).
var keptByNotice = [...]string{
	"Return-Path", "Delivered-To", "Received",
	"Date", "From", "Sender", "Reply-To", "To", "Cc", "Message-ID", "In-Reply-To", "References", "Subject",
}

// Replace puts a notice in the message's place: plain text, with the given subject and with the sender, recipients,
// date and identity of the message, whose bytes they keep. Header is the notice's from then on and may be edited. The
// text is cleaned as values are, but keeps its lines; one past [MaxNotice] octets makes the hook fail.
func (m *Message) Replace(subject, text string) {
	h := m.Header
	if h == nil || h.src == nil || h.closed {
		return
	}
	if len(text) > MaxNotice {
		h.fail(fmt.Errorf("text of a notice has %d octets, the most is %d", len(text), MaxNotice))
		return
	}
	h.barred = nil // what could not be read isn't sent
	h.fields = noticeFields(h.fields)
	h.Set("Subject", subject)
	h.Add("MIME-Version", "1.0")
	h.Add("Content-Type", "text/plain; charset=utf-8")
	body, encoding := noticeBody(text)
	h.Add("Content-Transfer-Encoding", encoding)
	if h.stuffed() {
		body = stuff(body)
	}
	m.m.notice = &notice{h.Get("Subject"), h.fields, body}
}

// noticeFields are those of a message that its notice keeps.
func noticeFields(fields []field) []field {
	var kept []field
	for i := range fields {
		if slices.ContainsFunc(keptByNotice[:], fields[i].is) {
			kept = append(kept, fields[i])
		}
	}
	return kept
}

// noticeBody writes text so that every server passes it unchanged: in lines of at most 78 octets of ASCII.
func noticeBody(text string) (body, encoding string) {
	lines := strings.Split(strings.TrimRight(lineEnds.Replace(text), "\n"), "\n")
	plain := true
	for i := range lines {
		lines[i] = Clean(lines[i])
		plain = plain && len(lines[i]) <= lineWish && isPrintable(lines[i])
	}
	body = strings.Join(lines, "\r\n") + "\r\n"
	if plain {
		return body, "7bit"
	}
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(body)) // a Builder has no errors
	w.Close()
	return b.String(), "quoted-printable"
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// stuff doubles each dot with which a line begins (RFC 5321, section 4.5.2).
func stuff(text string) string {
	text = strings.ReplaceAll(text, "\r\n.", "\r\n..")
	if strings.HasPrefix(text, ".") {
		return "." + text
	}
	return text
}
