// Package proxytest plays written dialogues against a gateway, over loopback TCP, with a clock and a DNS server of its
// own. The project's tests are such dialogues, and users run theirs with "gatepost test": an admin tests a policy with
// them, an author a plugin.
//
// # A transcript
//
// A transcript is a text file whose name is the behaviour and whose first line says it in a sentence. Who speaks and
// who hears stands before each line; C is the client, P the proxy, S the upstream server.
//
//	# The proxy refuses what isn't for us; the upstream never hears of it.
//	S:  220 mail.example.org ESMTP
//	C:  HELO client.example
//	S:  250 mail.example.org
//	C:  MAIL FROM:<pippo@client.example>
//	S:  250 2.1.0 Sender ok
//	CP: RCPT TO:<paperino@elsewhere.example>
//	PC: 550 5.7.1 <paperino@elsewhere.example>... Relaying denied
//
//	-- gatepost.hcl --
//	…
//
// One letter: said, and heard unchanged at the other end. Two letters: who speaks, and who hears.
//
//	C   the client says it, the upstream hears the same
//	S   the upstream says it, the client hears the same
//	CP  the client says it, it goes no further
//	SP  the upstream says it, it goes no further
//	PC  the proxy's own words to the client
//	PS  the proxy's own words to the upstream
//
// So a line that the proxy changes on its way is two, CP and PS or SP and PC. Content is written like everything else,
// line by line as it is on the wire, with its final dot.
//
// Blank lines and lines that begin with # mean nothing and may stand anywhere.
//
// # Words
//
// The text begins after the colon and one space, or two after a single letter, so that columns can be aligned. It is
// said with CRLF behind it; "C:" alone is an empty line.
//
// A text that begins or ends with a space, has control characters or begins with a quotation mark is written as a Go
// string, in double quotes. That is exact bytes: no CRLF is added. A number behind it says how often it is said.
//
//	C:  "a bare line feed\n.\r\n"
//	C:  " a folded header field\r\n"
//	CP: "a" * 5000
//	CP: "\r\n"
//
// In PC and PS lines without quotes, <...> stands for any text within the line, for words that can't be foreseen:
//
//	PC: 421 4.3.2 closing (session <...>)
//
// Consecutive lines of one speaker go out in one write; that is how pipelining is written. A line of the proxy, or a
// stage direction, parts them.
//
// # Stage directions
//
// A text in angle brackets is something done, not said. (To say such a text, quote it.)
//
//	C: <close>       the client closes its connection; S: the upstream does
//	C: <half-close>  it closes its sending side and goes on hearing
//	C: <reset>       it resets the connection (RST)
//	PC: <close>      the proxy has closed the connection to the client; PS: that to the upstream
//	PC: <reset>      the proxy has reset it
//	S: <refuse>      an upstream server refuses connections
//	C: <start TLS>   the client begins TLS; S: the upstream does
//	<wait 2s>        time passes
//
// The clock starts at [Epoch] and stands still but for <wait>. That waits until the gateway has taken in all that was
// said and itself waits, for words with a deadline or for a time; so <wait 5m> meets the deadline that the gateway is
// about to set. What falls due then happens in order. Behind a <close> of the client it passes between two connections,
// for what filters remember. <wait 0s> lets no time pass: between two lines of one speaker it makes two writes of them,
// the second of which comes when the gateway has read the first.
//
// A session behind another comes after both connections of the first are closed. QUIT goes up like other commands, so it is the upstream
// that closes first, and then the proxy; a C: <close> in its place would end a session that is over.
//
//	C:  QUIT
//	S:  221 bye
//	S:  <close>
//	PC: <close>
//	<wait 24h>
//	S:  220 mail.example.org ESMTP
//
// Each S: <refuse> before the first connection to the upstream takes one server out for the whole dialogue, the first
// such direction the first server of the configuration, and so on. Later, where the upstream's connection is closed, it
// means that the gateway finds no server any more.
//
// # TLS
//
// Where <start TLS> stands, hands are shaken, and what comes behind it is said under TLS. The client is TLS client, the upstream TLS
// server; behind STARTTLS and STLS it comes after the go-ahead, and where there is only TLS it is the first line of the connection.
//
//	CP: STARTTLS
//	PC: 220 2.0.0 go ahead with TLS
//	C:  <start TLS mx1.example.org>
//	C:  EHLO client.example
//
// Before it nobody may have unread bytes. A group goes out as one record of TLS, if it isn't longer than one can be. These words can
// stand behind it, each once:
//
//	C: <start TLS mx1.example.org>  the client asks for this server, by SNI; without a name it asks for the gateway's
//	S: <start TLS mx1.example.org>  the upstream's certificate is of this name; without one it is of that which the gateway asks for
//	S: <start TLS expired>          it is over
//	S: <start TLS foreign>          it is from an authority that the gateway doesn't know
//	C: <start TLS certified>        the client has a certificate, of client.example, and shows it if it is asked for one
//	C: <start TLS foreign>          the same, from an authority that the gateway doesn't know
//	C: <start TLS 1.2>              the client, or the upstream, speaks this version only; 1.0 to 1.3. Without it these are 1.2 and 1.3
//
// The client takes any certificate. Hands that can't be shaken fail the dialogue, unless its next line on this connection is
//
//	PS: <refuse TLS>  the proxy doesn't go on: it doesn't trust the certificate, or doesn't want the version. PC: likewise with the client
//
// Then the connection is over. One under TLS ends in two ways. <close> is with close_notify (RFC 8446, section 6.1), and is so when
// the proxy does it; <half-close> sends that too, <reset> doesn't. And there is
//
//	C: <cut>  the client closes its connection without close_notify; S: the upstream does; PC and PS: the proxy has done it
//
// Certificates, keys and authorities that a configuration names needn't be there: those of an authority that is made for the playing
// take their places, and gateway and upstream know it. A certificate of the gateway is of its name, of localhost and of 127.0.0.1, and
// of the names that it should get by ACME. A server is asked for by the name that the configuration says; where that isn't set, by the
// host of the first server. A section with the name of such a file is used instead, a certificate together with its key.
//
// # How it is played
//
// One line after the other. The client connects before the first, and again where the dialogue goes on after its
// connection was closed. A connection to the upstream is accepted when a line needs it; after it was closed, the next
// line of the upstream needs a new one. Before the client speaks, all that it should have heard so far is read and
// compared, and likewise for the upstream. Since C lines say that the upstream hears them before it speaks again, a
// group that the gateway takes apart, as it must for an upstream without PIPELINING, is written with CP and PS.
//
// When the last line is done, a client whose last word wasn't QUIT closes its sending side. Then the gateway has to
// close both connections, nobody may hear another byte, and there may be no connection to the upstream that no line is
// about.
//
// # Sections
//
// The file is a txtar archive: a line like "-- name --" ends the dialogue and begins a file.
//
//	gatepost.hcl  the configuration. Its servers are replaced by the player's, its journal is kept elsewhere and then
//	              removed, and the client talks to its first front that speaks the protocol of the first reply which
//	              it hears, or to the one that "gatepost test --front" names. A gateway without a hostname calls itself
//	              gatepost.example. Without the section there is one SMTP front with one upstream and no filters
//	dns           what DNS knows, in the format of [Zone]. Without it no name exists
//	client        the address that the gateway sees the client come from, such as 192.0.2.5, 2001:db8::5 or, with a
//	              port, [2001:db8::5]:4025. Without it that is 127.0.0.1
//
// All others are files that the configuration names: lists, plugins, other configurations to include. One that it
// doesn't name is a mistake.
//
// # Content under a filter
//
// Where a filter looks at header or content, the gateway holds a message until the filters have decided, and only then
// tells the upstream. What the client says goes no further; the gateway says it anew.
//
//	CP: DATA
//	PC: 354 <...>
//	CP: Subject: hello
//	CP:
//	CP: Hello.
//	CP: .
//	PS: DATA
//	SP: 354 go ahead
//	PS: Subject: [external] hello
//	PS:
//	PS: Hello.
//	PS: .
//	S:  250 2.0.0 taken
//
// Of a message that is refused the upstream hears no more than sender and recipients, and these are taken back:
//
//	PC: 550 5.7.1 no
//	PS: RSET
//	SP: 250 2.0.0 reset
//
// # POP3
//
// A dialogue of POP3 is written and played in the same way. It needs a configuration with a front that speaks POP3.
//
//	# A message comes down as it is, and nothing is deleted before QUIT.
//	S:  +OK mail.example.org POP3
//	C:  USER mrose
//	S:  +OK
//	C:  PASS tanstaaf
//	S:  +OK 1 message
//	C:  RETR 1
//	S:  +OK 22 octets
//	S:  Subject: hello
//	S:
//	S:  hi
//	S:  .
//	C:  QUIT
//	S:  +OK bye
//
//	-- gatepost.hcl --
//	upstream "maildrop" { servers = ["192.0.2.1:110"] }
//	pop3 "mailbox" {
//	  listen   = ["127.0.0.1:110"]
//	  upstream = upstream.maildrop
//	}
//
// Here it is the upstream that says the content, as it is on the wire, with its dots doubled and its final dot. Where the
// gateway changes a message, or puts a notice in its place, the upstream's lines are SP and what the client gets is PC; so
// it is with the list of CAPA. A client whose last word isn't QUIT leaves, and the upstream must not hear QUIT either: it
// would delete.
//
// # When it goes otherwise
//
// The error is a [Failure]. It shows for each leg what was wanted beside what was heard, around the first difference,
// with the transcript's line numbers and with control characters made visible; and what the gateway noted meanwhile,
// such as why a filter failed. [Update] rewrites the proxy's part to what it really said.
package proxytest
