package mimerewrite

import (
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
)

var stripped = with(set("active_content", "strip"))

func document(html string) string {
	return lines("Subject: s", "Content-Type: text/html; charset=utf-8", "", html)
}

func TestActiveContent(t *testing.T) {
	for html, want := range map[string]string{
		`<p>a<script>alert(1)</script>b</p>`:                                  "<p>ab</p>",
		`<p onclick="x()" style="color: red">a</p>`:                           `<p style="color: red">a</p>`,
		`<a href="javascript:x()">a</a>`:                                      "<a>a</a>",
		`<a href="java&#x09;script:x()">a</a>`:                                "<a>a</a>",
		`<a href="https://example.org/?a=b">a</a>`:                            `<a href="https://example.org/?a=b">a</a>`,
		`<img src="cid:1@d" alt="x">`:                                         `<img src="cid:1@d" alt="x">`,
		`<img src="data:image/svg+xml;base64,AAAA" onerror=x()>`:              "<img>",
		`<form action="https://d/"><input name="password">a</form>`:           "a",
		`<iframe src="https://d/"></iframe><object data="x"></object>`:        "",
		`<svg><script>x()</script></svg>a`:                                    "a",
		`<meta http-equiv="refresh" content="0;url=https://d/">a`:             "a",
		`<base href="https://d/"><link rel="stylesheet" href="x">a`:           "a",
		`<style>p { background: url(javascript:x()) }</style>a`:               "a",
		`<!--[if mso]><script>x()</script><![endif]-->a`:                      "a",
		`<table bgcolor="#ffffff"><tr><td width="5">a</td></tr></table>`:      `<table bgcolor="#ffffff"><tr><td width="5">a</td></tr></table>`,
		`<p style="width: expression(x()); background: url(https://d)">a`:     "<p>a",
		`<html><body text="#000000"><font color="red">a</font></body></html>`: `<html><body text="#000000"><font color="red">a</font></body></html>`,
	} {
		got := rewritten(t, stranger(filters.SMTP), stripped, document(html))
		if got = strings.TrimPrefix(got, document("")[:strings.Index(document(""), "\r\n\r\n")+4]); got != want+"\r\n" {
			t.Errorf("%s:\nhave %q\nwant %q", html, got, want)
		}
	}
}

// What was stripped once has nothing left that would be, and its bytes stay.
func TestStrippedOnce(t *testing.T) {
	once := rewritten(t, stranger(filters.SMTP), stripped, document("<p onclick=x>it's \"5\" &lt; 6 &amp; é</p>\r\n<br/>"))
	if twice := rewritten(t, stranger(filters.SMTP), stripped, once); twice != once || !strings.Contains(once, "=C3=A9") {
		t.Errorf("have %q, then %q", once, twice)
	}
}

// A banner that the sanitiser writes in another way is known again.
func TestStrippedBannerOnce(t *testing.T) {
	b := with(set("active_content", "strip"), block("banner", set("html", "<P class='x' style='color:red' onclick='x()'>It's from outside</P>")))
	once := rewritten(t, stranger(filters.SMTP), b, document("<html><body><p>a</p></body></html>"))
	if !strings.Contains(once, `<p class="x" style="color: red">`) || rewritten(t, stranger(filters.POP3), b, once) != once {
		t.Errorf("have %q", once)
	}
}

// HTML is what is shown as such, and what a file would be opened as.
func TestWhatIsHTML(t *testing.T) {
	const active = "<html><script>x()</script>a</html>"
	for header, is := range map[string]bool{
		"Content-Type: text/html":                            true,
		"Content-Type: application/xhtml+xml":                true,
		"Content-Type: application/octet-stream; name=a.HTM": true,
		"Content-Type: application/octet-stream":             true,
		"Content-Type: text/plain; name=a.txt":               true,
		"Content-Disposition: attachment; filename=a.html":   true,
		"Content-Type: text/plain":                           false,
	} {
		got := rewritten(t, stranger(filters.SMTP), stripped, mixed(header, "", active))
		if strings.Contains(got, "script") == is {
			t.Errorf("%s: %q", header, got)
		}
	}
}

func TestLongHTML(t *testing.T) {
	if longestHTML+4 != message.MaxText {
		t.Fatalf("more than %d octets can't be had", message.MaxText)
	}
	mail := document(strings.Repeat("<p>abcdef</p>\r\n", longestHTML/15+1))
	if got := rewritten(t, stranger(filters.SMTP), stripped, mail); got != "550 5.6.0 the message can't be examined: it has HTML of more than 1048572 octets" {
		t.Errorf("have %.200q", got)
	}
}

func TestStripSigned(t *testing.T) {
	mail := strings.Replace(signedMail("a.html", "application/pgp-signature"), "\r\nx\r\n", "\r\n<script>x()</script>\r\n", 1)
	for signed, want := range map[string]string{"skip": mail, "refuse": noSigned} {
		s := stranger(filters.SMTP)
		if got := rewritten(t, s, with(set("active_content", "strip"), set("signed", signed)), mail); got != want {
			t.Errorf("%s: %q", signed, got)
		}
	}
	if got := rewritten(t, stranger(filters.SMTP), with(set("active_content", "strip"), set("signed", "rewrite")), mail); strings.Contains(got, "script") {
		t.Errorf("have %q", got)
	}
}
