package mimerewrite

import (
	"context"
	"encoding/base64"
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

// A signature, true or not, is no way round.
func TestStripSigned(t *testing.T) {
	mail := strings.Replace(signedMail("a.html", "application/pgp-signature"), "\r\nx\r\n", "\r\n<script>x()</script>\r\n", 1)
	for _, signed := range []string{"skip", "refuse"} {
		s := stranger(filters.SMTP)
		if got := rewritten(t, s, with(set("active_content", "strip"), set("signed", signed)), mail); got != covered || !s.noted("refused") {
			t.Errorf("%s: %q", signed, got)
		}
	}
	if got := rewritten(t, stranger(filters.SMTP), with(set("active_content", "strip"), set("signed", "rewrite")), mail); strings.Contains(got, "script") {
		t.Errorf("have %q", got)
	}
}

// utf16HTML is HTML in UTF-16, in base64.
func utf16HTML(html string) string {
	octets := "\xff\xfe"
	for _, c := range html {
		octets += string([]byte{byte(c), byte(c >> 8)})
	}
	return base64.StdEncoding.EncodeToString([]byte(octets))
}

// What is active in no charset stays, what is so in the declared one is stripped, and what is so in another only isn't passed.
func TestDisguised(t *testing.T) {
	const disguised = "550 5.6.0 the message can't be examined: it has HTML that is active in another charset"
	in := func(charset, content string) string {
		return mixed("Content-Type: text/html; charset="+charset, "", content)
	}
	plain := in("iso-2022-jp", "<p>\x1b$B<T<R<a\x1b(B</p>")
	for mail, want := range map[string]string{
		in("utf-16", "<script>x()</script>"):                  disguised,
		in("utf-16be", "<img  src=x onerror=x()>"):            disguised,
		in("utf-7", "+ADw-script+AD4-x()+ADw-/script+AD4-"):   disguised,
		in("utf-7", "a +AGEAPABzAGMAcgBpAHAAdAA+ x()"):        disguised,
		in("iso-2022-jp", "\x1b$B<script>x()</script>\x1b(B"): disguised,
		in("utf-8", "+ADw-script+AD4-x()+ADw-/script+AD4-"):   disguised,
		plain:                               plain,
		in("utf-8", "<p>1+2 = +3</p>"):      in("utf-8", "<p>1+2 = +3</p>"),
		in("utf-7", "<p onclick=x()>a</p>"): in("utf-8", "<p>a</p>"),
	} {
		if got := rewritten(t, stranger(filters.SMTP), stripped, mail); got != want {
			t.Errorf("%q:\nhave %q\nwant %q", mail, got, want)
		}
	}
	mail := mixed("Content-Type: text/html; charset=utf-16", "Content-Transfer-Encoding: base64", "", utf16HTML("<p>a<script>x()</script></p>"))
	if got := rewritten(t, stranger(filters.SMTP), stripped, mail); !strings.Contains(got, "charset=utf-8") || !strings.Contains(got, base64.StdEncoding.EncodeToString([]byte("<p>a</p>"))) {
		t.Errorf("have %q", got)
	}
}

// What UTF-16 makes of 1 MiB is a shorter text; what follows it isn't taken for clean.
func TestLongUTF16(t *testing.T) {
	mail := attached("Content-Type: text/html; charset=utf-16le", strings.Repeat("a\x00", longestHTML/2+1))
	if got := rewritten(t, stranger(filters.SMTP), stripped, mail); !strings.HasPrefix(got, "550 5.6.0 the message can't be examined: it has HTML of more") {
		t.Errorf("have %.200q", got)
	}
}

// Each part is short enough, all together are not.
func TestMuchHTML(t *testing.T) {
	piece := "<p>" + strings.Repeat("abcdefghijklm\r\n", mostHTML/15/3-1) + "</p>"
	for copies, want := range map[int]string{3: "Subject: s", 4: "550 5.6.0 the message can't be examined: its HTML has more than 2097152 octets"} {
		mail := lines("Subject: s", "Content-Type: multipart/mixed; boundary=b", "") + strings.Repeat(lines("--b", "Content-Type: text/html", "", piece), copies) + lines("--b--")
		if got := rewritten(t, stranger(filters.SMTP), stripped, mail); !strings.HasPrefix(got, want) {
			t.Errorf("%d pieces: have %.200q", copies, got)
		}
	}
}

// A message whose session is over isn't read to its end.
func TestStopped(t *testing.T) {
	for _, b := range []filters.Block{stripped, notProgram} {
		s := stranger(filters.SMTP)
		over, stop := context.WithCancel(context.Background())
		stop()
		s.over = over
		if got := rewritten(t, s, b, document("<p onclick=x()>a</p>")); !strings.HasPrefix(got, "451 ") || len(s.failures) == 0 {
			t.Errorf("have %q, %v", got, s.failures)
		}
	}
}
