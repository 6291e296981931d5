package message

import (
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"
)

// signedMail signs a message as go-msgauth does, and says whether one verifies.
func signedMail(t *testing.T, content, header, body string) (signed string, verifies func(string) bool) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	o := &dkim.SignOptions{
		Domain: "example.org", Selector: "key", Signer: private, Hash: crypto.SHA256,
		HeaderCanonicalization: dkim.Canonicalization(header), BodyCanonicalization: dkim.Canonicalization(body),
		HeaderKeys: []string{"From", "Subject", "Subject", "Content-Type"},
	}
	var b strings.Builder
	if err := dkim.Sign(&b, strings.NewReader(content), o); err != nil {
		t.Fatal(err)
	}
	signed = b.String()
	record := "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)
	return signed, func(content string) bool {
		found, err := dkim.VerifyWithOptions(strings.NewReader(content), &dkim.VerifyOptions{
			LookupTXT: func(string) ([]string, error) { return []string{record}, nil },
		})
		return err == nil && len(found) == 1 && found[0].Err == nil
	}
}

// What an edit is told to break doesn't verify any more, and what it isn't told to break does.
func TestDKIM(t *testing.T) {
	edits := map[string]func(*Message){
		"nothing":          func(m *Message) {},
		"another field":    func(m *Message) { m.Header.Set("X-A", "new") },
		"a field on top":   func(m *Message) { m.Header.Prepend("X-Gate", "new") },
		"a signed field":   func(m *Message) { m.Header.Set("From", "b@example.org") },
		"prefix":           func(m *Message) { m.Header.PrefixSubject("[x] ") },
		"a second subject": func(m *Message) { m.Header.Add("Subject", "two") },
		"a third subject":  func(m *Message) { m.Header.Prepend("Subject", "two") },
		"the same":         func(m *Message) { m.Header.Set("Subject", m.Header.Get("Subject")) },
		"banner":           func(m *Message) { m.Banner("banner", "<p>banner") },
		"remove":           func(m *Message) { m.Parts()[2].Remove("why") },
		"remove all":       func(m *Message) { removeAll(m) },
		"insert":           func(m *Message) { m.Parts()[1].InsertAfter("", "text/plain", "x", "why") },
		"rename":           func(m *Message) { m.Parts()[2].Rename("new", "why") },
		"text":             func(m *Message) { m.Parts()[0].SetText("new", "why") },
		"the signature":    func(m *Message) { m.Header.Remove("DKIM-Signature") },
		"name of a field":  func(m *Message) { m.Header.Rename("Subject", "SUBJECT") },
	}
	content := corpus(t)["usual"]
	for _, how := range []string{"simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"} {
		header, body, _ := strings.Cut(how, "/")
		signed, verifies := signedMail(t, content, header, body)
		if !verifies(signed) {
			t.Fatalf("%s: what was signed doesn't verify", how)
		}
		for name, edit := range edits {
			for form, m := range twoForms(t, signed) {
				out, _ := settled(t, m, edit)
				have := wireOf(t, out)
				if form == "stuffed" {
					have = unstuffedPlainly(have)
				}
				broken := strings.HasPrefix(strings.Join(Broken(out), ""), "dkim d=example.org; s=key: ")
				if ok := verifies(have); ok == broken && name != "the signature" || broken && name == "the signature" {
					t.Errorf("%s, %s, %s: verifies %v, told %q", how, name, form, ok, Broken(out))
				}
			}
		}
	}
}

func removeAll(m *Message) {
	for _, p := range m.Parts() {
		p.Remove("why")
	}
}

// With l= what follows is nobody's; the header and the first octets still are.
func TestDKIMWithLength(t *testing.T) {
	content := "DKIM-Signature: v=1; d=example.org; s=k; c=relaxed/simple; h=from:subject; l=7\r\n" +
		"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n"
	for name, c := range map[string]struct {
		edit func(*Message)
		want string
	}{
		"behind": {func(m *Message) { m.Parts()[1].Remove("") }, ""},
		"within": {func(m *Message) { m.Parts()[0].SetText("1", "") }, ""},
		"at":     {func(m *Message) { m.Parts()[0].Header().Add("A", "b") }, "dkim d=example.org; s=k: body"},
		"header": {func(m *Message) { m.Header.Add("Subject", "x") }, "dkim d=example.org; s=k: header subject"},
	} {
		out, _ := settled(t, parse(t, content), c.edit)
		if got := strings.Join(Broken(out), ", "); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatElseBreaks(t *testing.T) {
	arc := "ARC-Seal: i=1; a=rsa-sha256; d=example.net; s=k; cv=none; b=x\r\n" +
		"ARC-Message-Signature: i=1; a=rsa-sha256; d=example.net; s=k; c=relaxed/relaxed; h=from:to; b=x; bh=x\r\n" +
		"ARC-Authentication-Results: i=1; example.net; none\r\n"
	all := corpus(t)
	for _, c := range []struct {
		name, content string
		edit          func(*Message)
		want          string
	}{
		{"arc, another field", arc + all["plain"], func(m *Message) { m.Header.Add("X-A", "b") }, ""},
		{"arc, body", arc + all["plain"], func(m *Message) { m.Banner("x", "") }, "arc i=1; d=example.net; s=k: body"},
		{"arc, header", arc + all["plain"], func(m *Message) { m.Header.Set("To", "c@example.org") }, "arc i=1; d=example.net; s=k: header to"},
		{"arc, chain", arc + all["plain"], func(m *Message) { m.Header.Remove("ARC-Authentication-Results") }, "arc i=1; d=example.net; s=k: chain"},
		{"arc, its own", arc + all["plain"], func(m *Message) { m.Header.Set("ARC-Message-Signature", "i=1") },
			"arc i=1; d=example.net; s=k: chain, arc i=1; d=example.net; s=k: header ARC-Message-Signature"},
		{"smime, header", all["smime_signed"], func(m *Message) { m.Header.PrefixSubject("[x] ") }, ""},
		{"smime, banner", all["smime_signed"], func(m *Message) { m.Banner("x", "x") }, ""},
		{"smime, part", all["smime_signed"], func(m *Message) { m.Parts()[0].SetText("new", "") }, "smime: body"},
		{"smime, the signature", all["smime_signed"], func(m *Message) { m.Parts()[1].Remove("") }, "smime: body"},
		{"smime, beside", all["smime_signed"], func(m *Message) { m.Parts()[1].InsertAfter("", "text/plain", "x", "") }, "smime: body"},
		{"pgp, beside", all["pgp_encrypted"], func(m *Message) { m.Parts()[2].SetText("new", "") }, ""},
		{"pgp, in it", all["pgp_encrypted"], func(m *Message) { m.Parts()[1].Rename("new", "") }, "pgp: body"},
		{"many", strings.Repeat("DKIM-Signature: d=a; s=b; h=from\r\n", 100) + all["plain"], func(m *Message) { m.Header.Remove("From") },
			strings.TrimSuffix(strings.Repeat("dkim d=a; s=b: header from, ", maxSignatures), ", ")},
	} {
		out, _ := settled(t, parse(t, c.content), c.edit)
		if got := strings.Join(Broken(out), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Many signatures over many fields take no longer than they have to.
func TestManySignatures(t *testing.T) {
	names := strings.Repeat("x:", 30_000) + "from"
	content := strings.Repeat("DKIM-Signature: d=a; h="+names+"\r\n", 3) + strings.Repeat("X: y\r\n", 4000) + "From: a\r\n\r\nbody\r\n"
	out, _ := settled(t, parse(t, content), func(m *Message) { m.Header.Set("From", "b") })
	if got := Broken(out); len(got) != 3 {
		t.Errorf("%q break", got)
	}
}
