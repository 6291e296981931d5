// Package proxytest plays written dialogues against a gateway, over loopback TCP, with a clock and a DNS server of its
// own. The project's tests are such dialogues, and users run theirs with "gatepost test FILES…": an admin tests a
// policy with them, an author a plugin.
//
// # A transcript
//
// A transcript is a text file (by custom with the ending .txt) whose name is the behaviour and whose first line says it in a sentence. Who speaks
// and who hears stands before each line: C is the client, P the proxy, S the upstream server.
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
// One letter: said, and heard unchanged by the other end. Two letters: who speaks, and who hears it.
//
//	C   the client says it, the upstream hears the same
//	S   the upstream says it, the client hears the same
//	CP  the client says it, it goes no further
//	SP  the upstream says it, it goes no further
//	PC  the proxy's own words to the client
//	PS  the proxy's own words to the upstream
//
// So a line that the proxy changes on its way is two: CP and PS, or SP and PC. Content is written like all other lines:
// header, body and final dot, as they are on the wire.
//
// Blank lines and lines that begin with # may stand anywhere and mean nothing; the first line must be such a sentence.
//
// # Words
//
// The text begins after the colon and a space (two spaces after a single letter, so that columns can be aligned), and is
// said with CRLF behind it; C: alone is an empty line. A text that is empty of doubt stands as it is. What begins or ends
// with a space, has control characters, or begins with a quotation mark is written as a Go string, in double quotes, which is exact bytes
// without a CRLF added. A number behind it repeats it:
//
//	C:  "bare line feed\n.\r\n"
//	CP: "a" * 5000
//	CP: "\r\n"
//
// In PC and PS lines without quotes, <...> stands for any text within the line, also none, where the words can't be foreseen:
//
//	PC: 421 4.3.2 closing (session <...>)
//
// Consecutive lines of one speaker go out in one write; that is how pipelining is written. A line of another, or a stage
// direction, ends the group.
//
// # Stage directions
//
// A text in angle brackets is something done, not said. To say such a text, quote it.
//
//	C: <close>       the client closes its connection; S: the upstream does
//	C: <half-close>  it closes its sending side and goes on hearing
//	C: <reset>       it resets the connection (RST)
//	PC: <close>      the proxy has closed the client's connection; PS: that to the upstream
//	PC: <reset>      the proxy has reset it
//	S: <refuse>      the upstream refuses a connection; see below
//	<wait 2s>        time passes; C: <wait 2s> is the same
//
// The clock stands still but for <wait>, which first waits until the gateway itself waits for something: for words, with
// a deadline, or for a time. So <wait 5m> meets the deadline that the gateway is about to set. What falls due happens in order.
// <wait 0s> lets no time pass; between two lines of one speaker it parts them into two writes of which the
// second comes when the gateway has read the first. The clock starts at [Epoch].
//
// A server that refuses at the beginning, before any upstream line, is down for the whole dialogue: the first
// such direction is for the first server of the configuration, the second for the second. After a connection of the upstream was
// closed, it means that from then on (exactly: from when that connection was made) no server takes connections.
//
// # How it is played
//
// From the first line to the last, one thing at a time. Before the client speaks, everything that it should have heard so
// far is read and compared; likewise the upstream. The client connects before the first line, and again where the
// dialogue goes on after its connection was closed. A connection of the proxy to the upstream is
// accepted when a line needs it; after it was closed, the next line of the upstream means a new one.
//
// After the last line nobody may hold a byte that was not read, and no further connection to the upstream may be waiting. A client whose last
// word wasn't QUIT closes its sending side then; the gateway must close both connections by itself.
//
// # Sections
//
// The file is a txtar archive: a line like "-- name --" ends the dialogue and begins a file.
//
//	gatepost.hcl  the configuration. Its servers are replaced by the player's; its first front is the one the client
//	              talks to. Without it: one SMTP front, one upstream, no filters
//	dns           what DNS knows, in the format of [Zone]. Without it no name exists
//
// All others are files that the configuration may name: plugins, lists, messages.
//
// # When it differs
//
// The error is a [Failure]: for each leg, what was wanted beside what was heard, around the first difference, with the transcript's line numbers and
// with control characters visible. [Update] rewrites the proxy's lines to what it really said.
package proxytest
