package filters_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestResponseCodes(t *testing.T) {
	for _, c := range []struct{ status, code, text string }{
		{"[AUTH] no such login", "AUTH", "no such login"},
		{"[sys/temp] later", "sys/temp", "later"},
		{"[SYS/TEMP/DISK] later", "SYS/TEMP/DISK", "later"},
		{"[IN-USE]", "IN-USE", ""},
		{"[IN-USE] ", "IN-USE", ""},
		{"[IN-USE]  two spaces", "IN-USE", " two spaces"},
		{"[IN-USE]no space", "IN-USE", "no space"},
		{"[AUTH] no [really] no", "AUTH", "no [really] no"},
		{"[AUTH] \xff\x1b", "AUTH", "\xff\x1b"},
		{"[" + strings.Repeat("x", 100) + "] a", strings.Repeat("x", 100), "a"},
		{"[" + strings.Repeat("x", 101) + "] a", "", ""},
		{"", "", ""}, {"[", "", ""}, {"[]", "", ""}, {"[] a", "", ""}, {"[AUTH no", "", ""}, {" [AUTH] no", "", ""}, {"AUTH] no", "", ""},
		{"2 [AUTH]", "", ""}, {"[not yours] a", "", ""}, {"[[AUTH] a", "", ""}, {"[/TEMP] a", "", ""}, {"[SYS/] a", "", ""}, {"[SYS//TEMP] a", "", ""},
		{"[\xff] a", "", ""}, {"[A\x00] a", "", ""}, {"[A\x7f] a", "", ""}, {"<1.2@mail.example.org>", "", ""},
	} {
		if c.code == "" {
			c.text = c.status
		}
		code, text := filters.CutResponseCode(c.status)
		if code != c.code || text != c.text {
			t.Errorf("%q: have %q and %q", c.status, code, text)
		}
	}
}

// FuzzResponseCode reads the status line of a server.
func FuzzResponseCode(f *testing.F) {
	for _, status := range []string{"[AUTH] no", "[SYS/TEMP]", "[IN-USE]no", "[ALERT a] b", "ready <1.2@mail.example.org>", "[", "[]", ""} {
		f.Add(status)
	}
	f.Fuzz(func(t *testing.T, status string) {
		code, text := filters.CutResponseCode(status)
		again := filters.StatusText(filters.StatusReply(true, code, text))
		if again != status && again != strings.Replace(status, "]", "] ", 1) && again+" " != status {
			t.Errorf("%q became %q", status, again)
		}
		if c, rest := filters.CutResponseCode(again); c != code || rest != text {
			t.Errorf("%q and %q became %q and %q", code, text, c, rest)
		}
	})
}

func TestStatusReply(t *testing.T) {
	for _, c := range []struct {
		reply filters.Reply
		want  string
		ok    bool
	}{
		{filters.StatusReply(true, "", "2 320"), "2 320", true},
		{filters.StatusReply(false, "IN-USE", "locked"), "[IN-USE] locked", false},
		{filters.StatusReply(true, "", "here it is", "TOP", "UIDL"), "here it is", true},
		{filters.StatusReply(false, "AUTH"), "[AUTH]", false},
		{filters.StatusReply(true, ""), "", true},
		{filters.Reply{Enhanced: "AUTH"}, "[AUTH]", false},
	} {
		want(t, filters.StatusText(c.reply), c.want)
		if c.reply.OK() != c.ok {
			t.Errorf("%q: OK is %v", c.want, c.reply.OK())
		}
	}
	capa := []string{"here it is", "TOP"}
	r := filters.StatusReply(true, "", capa...)
	r.Lines[1] = "UIDL"
	want(t, capa[1], "TOP")
}

func TestWhatMayBecomeOfAStatus(t *testing.T) {
	type reply = filters.Reply
	status := filters.StatusReply
	capa := status(true, "", "here it is", "TOP", "UIDL", "SASL PLAIN")
	for _, c := range []struct {
		verb     string
		old, new reply
		want     string // the failure, or after "-> " the change; "" for none
	}{
		{"PASS", status(false, "AUTH", "no"), status(false, "AUTH", "no"), ""},
		{"PASS", status(false, "AUTH", "no"), status(false, "AUTH", "no way"), "-> -ERR [AUTH] no way"},
		{"PASS", status(false, "", "no"), status(false, "AUTH", "no"), "-> -ERR [AUTH] no"},
		{"PASS", status(false, "AUTH", "no"), status(false, "", "no"), "-> -ERR no"},
		{"STAT", status(true, "", "2 320"), status(true, "", "1 160"), "-> +OK 1 160"},
		{"NOOP", status(true, ""), status(true, "X"), "-> +OK [X]"},
		{"", status(true, "", "Dovecot ready."), status(true, "", "ready\r\n+OK"), "-> +OK ready??+OK"},
		{"PASS", status(false, "", "no"), status(true, "", "no"), "changed the class of a reply from -ERR to +OK"},
		{"PASS", status(true, "", "yes"), status(false, "", "yes"), "changed the class of a reply from +OK to -ERR"},
		{"PASS", status(true, "", "yes"), reply{Lines: []string{"yes"}}, "changed the class of a reply from +OK to -ERR"},
		{"PASS", status(true, "", "yes"), reply{Code: 250, Lines: []string{"yes"}}, "changed the class of a reply from +OK to 250"},
		{"PASS", status(false, "", "no"), status(false, "5.7.1 no", "no"), `gave a reply -ERR the enhanced code "5.7.1 no"`},
		{"DELE", status(true, "", "gone"), status(true, ""), "-> +OK"},
		{"DELE", status(true, "", "gone"), status(true, "", "gone", "for good"), "added a line to a reply of POP3"},
		{"LIST", status(true, "", "2 messages"), status(true, "", "2 messages", "1 120"), "added a line to a reply of POP3"},
		{"CAPA", status(false, "", "no"), status(false, "", "no", "TOP"), "added to the lines of CAPA"},
		{"CAPA", capa, status(true, "", "mine", "UIDL"), "-> +OK mine / UIDL"},
		{"CAPA", capa, status(true, "", "mine"), "-> +OK mine"},
		{"CAPA", capa, status(true, "", "here it is", "TOP", "UIDL", "SASL CRAM-MD5"), "added to the lines of CAPA"},
		{"CAPA", capa, status(true, "", "here it is", "TOP", "UIDL", "SASL PLAIN", "STLS"), "added to the lines of CAPA"},
		{"LANG", capa, status(true, "", "here it is", "TOP"), "-> +OK here it is / TOP"},
		{"NOOP", status(true, "", "well"), reply{}, "changed the class of a reply from +OK to -ERR"},
		{"NOOP", status(false, "", "well"), reply{}, "took all lines out of a reply"},
	} {
		h := newHost()
		h.protocol = filters.POP3
		f := &filters.Filter{Reply: func(_ *filters.Session, _ *filters.Command, r *filters.Reply) filters.Verdict {
			*r = c.new
			r.Lines = slices.Clone(c.new.Lines)
			return filters.Pass()
		}}
		had := c.old
		chainOf(t, filters.Entry{Label: "a", Filter: f}).Begin(h).Reply(filters.Command{Verb: c.verb}, &had)
		have := ""
		switch last := h.reports[len(h.reports)-1]; last.Kind {
		case filters.Failures:
			have = last.Err.Error()
		case filters.Changes:
			have = "-> " + last.Value
		}
		if have != c.want || had.OK() != c.old.OK() {
			t.Errorf("%s %v to %v: have %q, want %q; OK is %v", c.verb, c.old, c.new, have, c.want, had.OK())
		}
	}
}

// A status line has 512 bytes (RFC 2449, section 4); what the server wrote stays as long as it is.
func TestLengthOfAStatus(t *testing.T) {
	long := strings.Repeat("u", 600)
	for _, c := range []struct {
		edit func(*filters.Reply)
		want int // bytes behind "-ERR ", without CRLF
	}{
		{func(*filters.Reply) {}, 600},
		{func(r *filters.Reply) { r.Lines = r.Lines[:1] }, 600},
		{func(r *filters.Reply) { r.Lines[0] = strings.Repeat("f", 600) }, 480},
		{func(r *filters.Reply) { r.Enhanced = "AUTH" }, 505},
		{func(r *filters.Reply) { r.Enhanced, r.Lines[0] = "AUTH", strings.Repeat("f", 600) }, 487},
		{func(r *filters.Reply) { r.Enhanced, r.Lines[0] = strings.Repeat("X", 100), strings.Repeat("f", 600) }, 505},
	} {
		f := &filters.Filter{Reply: func(_ *filters.Session, _ *filters.Command, r *filters.Reply) filters.Verdict {
			c.edit(r)
			return filters.Pass()
		}}
		r := filters.StatusReply(false, "", long, "more")
		want(t, failure(t, f, func(run *filters.Run) { run.Reply(filters.Command{Verb: "CAPA"}, &r) }), "")
		if have := len(filters.StatusText(r)); have != c.want {
			t.Errorf("have %d bytes, want %d", have, c.want)
		}
	}
}
