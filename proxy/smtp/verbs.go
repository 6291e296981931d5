package smtp

// verb is a row of the table of commands.
type verb struct {
	verb     string
	inChunks bool // may come while a BDAT is running
	inMail   bool // belongs to a transaction
	bare     bool // takes no argument
	guarded  bool // not in clear where the front requires TLS
	utf8     bool // its argument may hold UTF-8 (RFC 6531); its step says when
	step     func(*Session, *command) error

	// heard is called with the upstream's reply, before the client has it; nil: the reply changes nothing here.
	heard func(*Session, *exchange, *answer) error
}

// verbs are the commands that are known; others hear 500. Nobody writes to it.
var verbs = table(
	verb{verb: "HELO", step: (*Session).helo, heard: (*Session).heardHello},
	verb{verb: "EHLO", step: (*Session).ehlo, heard: (*Session).heardHello},
	verb{verb: "MAIL", guarded: true, utf8: true, step: (*Session).mail, heard: (*Session).heardMail},
	verb{verb: "RCPT", inMail: true, utf8: true, step: (*Session).rcpt, heard: (*Session).heardRcpt},
	verb{verb: "DATA", inMail: true, bare: true, step: (*Session).data, heard: (*Session).heardData},
	verb{verb: "BDAT", inMail: true, inChunks: true, step: (*Session).bdat, heard: (*Session).heardChunk},
	verb{verb: "RSET", inChunks: true, bare: true, step: (*Session).rset, heard: (*Session).heardRset},
	verb{verb: "VRFY", guarded: true, utf8: true, step: (*Session).vrfy},
	verb{verb: "EXPN", guarded: true, utf8: true, step: (*Session).vrfy},
	verb{verb: "HELP", step: (*Session).help},
	verb{verb: "NOOP", inChunks: true, step: (*Session).noop},
	verb{verb: "QUIT", inChunks: true, bare: true, step: (*Session).quit, heard: (*Session).heardQuit},
	verb{verb: "AUTH", guarded: true, step: (*Session).auth, heard: (*Session).heardAuth},

	verb{verb: "STARTTLS", step: (*Session).starttls},

	// What the gate can't vouch for: a client that says who it is, content by another way, the direction of mail turned round.
	verb{verb: "XCLIENT", step: (*Session).masked},
	verb{verb: "XFORWARD", step: (*Session).masked},
	verb{verb: "XEXCH50", step: (*Session).masked},
	verb{verb: "BURL", step: (*Session).masked},
	verb{verb: "TURN", step: (*Session).masked},
	verb{verb: "ATRN", step: (*Session).masked},
	verb{verb: "ETRN", step: (*Session).masked},
)

// Rows that no client can name.
var (
	unknown      = verb{step: (*Session).unknown}
	endOfContent = verb{verb: ".", heard: (*Session).heardContent}
	ownReset     = verb{verb: "RSET", heard: (*Session).heardInward}
	ownNoop      = verb{verb: "NOOP", heard: (*Session).heardInward}
	ownData      = verb{verb: "DATA", heard: (*Session).heardOwnData}
)

func table(rows ...verb) map[string]*verb {
	t := make(map[string]*verb, len(rows))
	for i := range rows {
		t[rows[i].verb] = &rows[i]
	}
	return t
}
