package main

// form is a way in which clients log in, up to the upstream's last word.
type form struct {
	name, said string
	wraps      bool // behind success the client may go on in a security layer
}

var forms = []form{
	{name: "PLAIN at once", said: `
C:  AUTH PLAIN {64:\x00alice\x00$pass}
`},
	{name: "PLAIN", said: `
C:  AUTH PLAIN
S:  "334 \r\n"
C:  {64:admin\x00alice\x00$pass}
`},
	{name: "PLAIN behind nothing", said: `
C:  auth plain =
S:  "334 \r\n"
C:  {64:\x00alice\x00$pass}
`},
	{name: "PLAIN between spaces", said: `
CP: "AuTh   pLAIN {64:\x00alice\x00$pass}  \r\n"
PS: AUTH pLAIN {64:\x00alice\x00$pass}
`},
	{name: "LOGIN", said: `
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
C:  {64:alice}
S:  334 UGFzc3dvcmQ6
C:  {64:$pass}
`},
	{name: "LOGIN with the name", said: `
C:  AUTH LOGIN {64:alice}
S:  334 UGFzc3dvcmQ6
C:  {64:$pass}
`},
	{name: "LOGIN behind nothing", said: `
C:  AUTH LOGIN =
S:  334 VXNlcm5hbWU6
C:  {64:alice}
S:  334 UGFzc3dvcmQ6
C:  {64:$pass}
`},
	{name: "LOGIN without a name", said: `
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
C:
S:  334 UGFzc3dvcmQ6
C:  {64:$pass}
`},
	{name: "LOGIN without a name, abroad", said: `
C:  AUTH LOGIN =
S:  334 {64:Kennwort:}
C:  {64:$pass}
`},
	{name: "LOGIN, the password first", said: `
C:  AUTH LOGIN
S:  334 UGFzc3dvcmQ6
C:  {64:$pass}
S:  334 VXNlcm5hbWU6
C:  {64:alice}
`},
	{name: "LOGIN without base64", said: `
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
C:  {64:alice}
S:  334 UGFzc3dvcmQ6
C:  $pass
`},
	{name: "LOGIN with what looks like commands", said: `
C:  AUTH LOGIN
S:  334 VXNlcm5hbWU6
C:  Rset
S:  334 UGFzc3dvcmQ6
C:  MAIL FROM:<$token@client.example>
S:  334 UGFzc3dvcmQ6
C:  PASS $pass
`},
	{name: "CRAM-MD5", said: `
C:  AUTH CRAM-MD5
S:  334 PDE4OTYuNjk3MTcwOTUyQG14LmV4YW1wbGU+
C:  {64:alice $digest}
`},
	{name: "SCRAM-SHA-1", said: `
C:  AUTH SCRAM-SHA-1
S:  "334 \r\n"
C:  {64:n,,n=alice,r=fyko+d2lbbFgONRv9qkxdawL}
S:  334 {64:r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096}
C:  {64:c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=$proof}
`},
	{name: "SCRAM-SHA-256 with the name", said: `
C:  AUTH SCRAM-SHA-256 {64:n,a=admin,n=alice,r=rOprNGfwEbeRWgbNEkqO}
S:  334 {64:r=rOprNGfwEbeRWgbNEkqO+more,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096}
C:  {64:c=biws,r=rOprNGfwEbeRWgbNEkqO+more,p=$proof}
`},
	{name: "XOAUTH2", said: `
C:  AUTH XOAUTH2 {64:user=alice\x01auth=Bearer $token\x01\x01}
S:  334 {64:{"status":"401"\x7d}
C:
`},
	{name: "XOAUTH2 from a manual", said: `
C:  AUTH XOAUTH2
S:  "334 \r\n"
C:  {64:user=alice^Aauth=Bearer $token^A^A}
`},
	{name: "OAUTHBEARER", said: `
C:  AUTH OAUTHBEARER {64:n,a=alice,\x01host=mx.example\x01auth=Bearer $token\x01\x01}
S:  334 {64:{"status":"invalid_token"\x7d}
C:  AQ==
`},
	{name: "OAUTHBEARER without a comma", said: `
C:  AUTH OAUTHBEARER
S:  "334 \r\n"
C:  {64:n,a=alice^Aauth=bearer $token^A^A}
`},
	{name: "EXTERNAL", said: `
C:  AUTH EXTERNAL {64:\x00alice\x00$pass}
S:  "334 \r\n"
C:  {64:$pass}
`},
	{name: "NTLM", said: `
C:  AUTH NTLM {64:NTLMSSP\x00\x01\x00\x00\x00$token}
S:  334 {64:NTLMSSP\x00\x02\x00\x00\x00}
C:  {64:NTLMSSP\x00\x03\x00\x00\x00alice$proof}
`},
	{name: "GSSAPI", wraps: true, said: `
C:  AUTH GSSAPI {64:\x60\x82\x01$token}
S:  334 {64:\x60\x81}
C:
S:  334 {64:\x60\x82}
C:  {64:\x60\x83$proof}
`},
	{name: "DIGEST-MD5", wraps: true, said: `
C:  AUTH DIGEST-MD5
S:  334 {64:realm="mx.example",nonce="OA6MG9tEQGm2hh",qop="auth"}
C:  {64:username="alice",realm="mx.example",response=$digest}
`},
	{name: "ANONYMOUS", said: `
C:  AUTH ANONYMOUS {64:$pass}
`},
	{name: "of the server's own", said: `
C:  AUTH X-OWN {64:alice:$pass}
S:  334 {64:more}
C:  {64:$token}
`},
}
