package main

// tales are what else happens to secrets.
var tales = map[string]struct{ said, filter string }{
	"a filter refuses who logs in": {hello + `
CP: AUTH PLAIN {64:\x00alice\x00$pass}
PC: 535 5.7.8 not as alice by PLAIN
CP: AUTH X-OWN {64:alice:$pass}
PC: 535 5.7.8 not as  by X-OWN
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
CP: {64:alice}
PS: *
SP: 501 5.7.0 cancelled
PC: 535 5.7.8 not as alice by LOGIN
` + typed, `forbid { at = "login" }`},
	"answers that are none": {hello + `
C:  AUTH PLAIN
S:  "334 \r\n"
CP: alice $pass
PS: *
SP: 501 5.7.0 cancelled
PC: 501 5.5.4 <...>
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
CP: "{64:alice}\x00$pass\r\n"
PS: *
SP: 501 5.7.0 cancelled
PC: 501 5.5.4 <...>
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
CP: "$pass" * 900
CP: "\r\n"
PS: *
SP: 501 5.7.0 cancelled
PC: 501 5.5.4 <...>
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
CP: "{64:$pass}\nNOOP\r\n"
PS: *
SP: 501 5.7.0 cancelled
PC: 501 5.5.4 <...>
` + typed, ""},
	"answers in which no name can be read": {hello + `
CP: AUTH PLAIN {64:alice\x00$pass\x00}
PC: 501 5.5.4 <...>
CP: AUTH PLAIN {64:alice\x00$pass}
PC: 501 5.5.4 <...>
CP: AUTH PLAIN {64:$pass}
PC: 501 5.5.4 <...>
CP: AUTH PLAIN $pin
PC: 501 5.5.4 <...>
CP: AUTH LOGIN {64:\x00alice\x00$pass}
PC: 501 5.5.4 <...>
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
CP: $pin
PS: *
SP: 501 5.7.0 cancelled
PC: 501 5.5.4 <...>
C:  AUTH CRAM-MD5
S:  334 PDE4OTYuNjk3MTcwOTUyQG14LmV4YW1wbGU+
CP: {64:alice $phrase}
PS: *
SP: 501 5.7.0 cancelled
PC: 501 5.5.4 <...>
` + typed, ""},
	"all in one go": {hello + `
CP: NOOP
CP: AUTH LOGIN
CP: {64:alice}
CP: {64:$pass}
CP: VRFY bob
PS: NOOP
S:  250 2.0.0 ok
PS: AUTH LOGIN
S:  334 VXNlcm5hbWU6
PS: {64:alice}
S:  334 UGFzc3dvcmQ6
PS: {64:$pass}
S:  535 5.7.8 no
PS: VRFY bob
S:  252 2.1.5 perhaps
` + typed, ""},
	"all in one go, and refused": {hello + `
CP: AUTH LOGIN
CP: {64:alice}
CP: {64:$pass}
CP: $word
PS: AUTH LOGIN
S:  504 5.5.4 not now
PC: 500 <...>
PC: 500 <...>
PC: 500 <...>
` + typed, ""},
	"an upstream that agrees too early": {hello + `
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
SP: 235 2.7.0 yes
CP: {64:$pass}
PS: <reset>
PC: 451 4.4.1 <...>
CP: $pass
PC: 421 <...>
PC: <close>
`, ""},
	"an upstream that has gone meanwhile": {hello + `
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
SP: 421 4.4.2 too slow
S:  <close>
CP: {64:$pass}
PC: 421 4.4.2 too slow
PC: <close>
`, ""},
	"a client that goes in the middle of a line": {hello + `
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
CP: "{64:$pass}"
C:  <close>
PS: <close>
`, ""},
	"a client that takes too long": {hello + `
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
CP: "{64:$pass}"
<wait 1h>
PC: 421 4.4.2 <...>
PC: <close>
PS: <close>
`, ""},
	"before the greeting": {`# Secrets.
CP: AUTH PLAIN {64:\x00alice\x00$pass}
CP: $word
CP: {64:$pass}
S:  220 mx.example ESMTP
PC: 504 <...>
PC: 500 <...>
PC: 500 <...>
`, ""},
	"a browser": {`# Secrets.
S:  220 mx.example ESMTP
CP: POST /?password=$pass HTTP/1.1
CP: Authorization: Basic {64:alice:$pass}
PC: 521 5.5.1 this is a mail server
PC: <close>
PS: <close>
`, ""},
	"bodies": {hello + `
C:  MAIL FROM:<alice@client.example>
S:  250 2.1.0 ok
C:  RCPT TO:<bob@example.org>
S:  250 2.1.5 ok
C:  DATA
S:  354 go ahead
C:  Subject: as promised
C:
C:  It is $pass, or {64:$pass}.
C:  .
S:  250 2.0.0 taken
C:  MAIL FROM:<alice@client.example>
S:  250 2.1.0 ok
C:  RCPT TO:<bob@example.org>
S:  250 2.1.5 ok
C:  DATA
S:  554 5.5.1 no more
CP: Subject: as promised
CP: $word
CP: {64:$pass}
CP: The password is $pass.
CP: .
PC: 500 <...>
PC: 500 <...>
PC: 500 <...>
PC: 500 <...>
PC: 500 <...>
C:  QUIT
S:  221 bye
`, ""},
}
