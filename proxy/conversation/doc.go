// Package conversation is what every session is made of, whatever its protocol.
//
// A session is asked to end through its [Stopping]. A [Search] finds it a server that greets, to which a [Leg] connects it. What happens is
// put on record by its [Scribe]; of content the record has a [HeaderBlock] and a [Digest], and filters in shadow get what was
// [Watched] while it streamed past them. What is said in between, and in which order, is the business of packages smtp and pop3.
package conversation
