package main

// lines are said where no AUTH may be, or are none that anybody would understand.
var lines = map[string]string{
	"AUTH PLAIN":        `CP: AUTH PLAIN {64:\x00alice\x00$pass}`,
	"auth plain":        `CP: auth plain {64:\x00alice\x00$pass}`,
	"AuTh":              `CP: AuTh pLaIn {64:\x00alice\x00$pass}`,
	"spaces":            `CP: "AUTH   PLAIN   {64:\x00alice\x00$pass}  \r\n"`,
	"a space before":    `CP: " AUTH PLAIN {64:\x00alice\x00$pass}\r\n"`,
	"tabs":              `CP: "AUTH\tPLAIN\t{64:\x00alice\x00$pass}\r\n"`,
	"a tab":             `CP: "AUTH PLAIN\t{64:\x00alice\x00$pass}\r\n"`,
	"AUTHPLAIN":         `CP: AUTHPLAIN {64:\x00alice\x00$pass}`,
	"AUTHPLAINx":        `CP: AUTHPLAIN{64:\x00alice\x00$pass}`,
	"AUHT":              `CP: AUHT PLAIN {64:\x00alice\x00$pass}`,
	"AUTH=PLAIN":        `CP: AUTH=PLAIN {64:\x00alice\x00$pass}`,
	"AUTH:PLAIN":        `CP: AUTH: PLAIN {64:\x00alice\x00$pass}`,
	"PLAIN=":            `CP: AUTH PLAIN={64:\x00alice\x00$pass}`,
	"no mechanism":      `CP: AUTH {64:\x00alice\x00$pass}`,
	"a word for it":     `CP: AUTH $word`,
	"a word behind it":  `CP: AUTH$word`,
	"no base64":         `CP: AUTH PLAIN $pass`,
	"two words":         `CP: AUTH LOGIN alice $pass`,
	"two answers":       `CP: AUTH LOGIN {64:alice} {64:$pass}`,
	"= and more":        `CP: AUTH PLAIN = {64:\x00alice\x00$pass}`,
	"another mechanism": `CP: AUTH CRYPTIC {64:$token}`,
	"-PLUS":             `CP: AUTH SCRAM-SHA-256-PLUS {64:p=tls-unique,,n=alice,r=$proof}`,
	"a token for it":    `CP: AUTH Bearer $token`,
	"IMAP":              `CP: a1 LOGIN alice $pass`,
	"POP3":              `CP: PASS $pass`,
	"almost POP3":       `CP: pas $pass`,
	"APOP":              `CP: APOP alice $digest`,
	"Exchange":          `CP: X-EXPS LOGIN {64:$pass}`,
	"BURL":              `CP: BURL imap://alice@mx.example/INBOX;uid=7;urlauth=submit+alice:internal:$digest LAST`,
	"a password":        `CP: $pass`,
	"a word":            `CP: $word`,
	"digits":            `CP: $pin`,
	"base64":            `CP: {64:$pass}`,
	"an answer":         `CP: {64:\x00alice\x00$pass}`,
	"LOGIN":             `CP: AUTH LOGIN`,
	"LOGIN, misspelt":   `CP: AUHT LOGIN`,
	"8 bits":            `CP: "AUTH PLAIN \xc3\xa4$pass\r\n"`,
	"a NUL":             `CP: "AUTH PLAIN \x00alice\x00$pass\r\n"`,
	"a bare LF":         `CP: "AUTH PLAIN {64:$pass}\nPASS $pass\r\n"`,
	"a bare CR":         `CP: "PASS $pass\rPASS $pass\r\n"`,
	"endless":           `CP: "AUTH PLAIN {64:\x00alice\x00$pass}" * 400` + "\n" + `CP: "\r\n"`,
	"an endless word":   `CP: "$word" * 2000` + "\n" + `CP: "\r\n"`,
	"a long password":   `CP: "PASS $pass" * 200` + "\n" + `CP: "\r\n"`,
}

// places are where that is: what is said before, what more filters there are, and whether the session is over behind one line.
var places = map[string]struct {
	before, filter string
	last           bool
}{
	"before EHLO": {before: `# Secrets.
S:  220 mx.example ESMTP
`},
	"behind HELO": {before: `# Secrets.
S:  220 mx.example ESMTP
C:  HELO client.example
S:  250 mx.example
`},
	"within a transaction": {before: hello + `
C:  MAIL FROM:<alice@client.example>
S:  250 2.1.0 ok
C:  RCPT TO:<bob@example.org>
S:  250 2.1.5 ok
`},
	"among chunks": {before: hello + `
C:  MAIL FROM:<alice@client.example>
S:  250 2.1.0 ok
C:  RCPT TO:<bob@example.org>
S:  250 2.1.5 ok
C:  "BDAT 5\r\nhello"
S:  250 2.0.0 5 octets
`},
	"behind a login": {before: hello + `
C:  AUTH PLAIN {64:\x00alice\x00$pass}
S:  235 2.7.0 welcome
`},
	"refused by a filter": {before: hello, filter: `forbid { at = "command" }`},
	"to who is refused": {before: `# Secrets.
PC: 554 5.7.1 not you
CP: EHLO client.example
PC: 503 <...>
`, filter: `forbid { at = "connect" }`},
	"behind an upstream's death": {before: hello + `
C:  AUTH LOGIN {64:alice}
S:  <close>
PC: 451 4.4.1 <...>
`, last: true},
}
